import type { Instant } from '../../values/instant.js';

/** Messages of one stranger that are looked at in a second. A boot sends two to five, with all of its retries ten. */
export const MOST_A_SECOND = 20;

const WINDOW_MS = 1_000;

/** Strangers that are counted at once. With more the count begins anew: such a flood is not one host that repeats itself. */
const MOST_COUNTED = 50_000;

/** Keeps a stranger that floods the wire from costing us a decision, an address and a line of the journal per packet. */
export class StrangerLimit {
  private readonly counted = new Map<number, number>();
  private began: Instant = Number.NEGATIVE_INFINITY;

  /** Counts a message; has this source sent more than its share in this second? */
  exceeds(source: number, now: Instant): boolean {
    // A clock that was set back must not lengthen the second.
    if (now - this.began >= WINDOW_MS || now < this.began || this.counted.size >= MOST_COUNTED) {
      this.counted.clear();
      this.began = now;
    }
    const count = (this.counted.get(source) ?? 0) + 1;
    this.counted.set(source, count);
    return count > MOST_A_SECOND;
  }
}
