import type { Instant } from '../../values/instant.js';

/** Things that happened lately and are not told again before their time, the oldest forgotten first. */
export class RecentKeys {
  private readonly seen = new Map<number | string, { since: Instant; times: number }>();

  /**
   * @param milliseconds how long a key is remembered from its first time
   * @param most how many keys are remembered at once
   */
  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
  ) {}

  /** How often this key came within its time, this one included: 1 for a new one. */
  count(key: number | string, now: Instant): number {
    const known = this.seen.get(key);
    if (known !== undefined && now - known.since < this.milliseconds) {
      known.times += 1;
      return known.times;
    }
    this.seen.delete(key);
    this.seen.set(key, { since: now, times: 1 });
    if (this.seen.size > this.most) {
      for (const oldest of this.seen.keys()) {
        this.seen.delete(oldest);
        break;
      }
    }
    return 1;
  }
}
