/** So many wrong tokens from one address within a minute, and it has to wait until the minute is over. */
const MOST_FAILURES = 20;
const WINDOW_MS = 60_000;
/** Addresses that are remembered; more than that is an attack from everywhere, which no list can hold. */
const MOST_ADDRESSES = 10_000;

interface Failures {
  count: number;
  readonly since: number;
}

/** Counts wrong tokens by address, so that nobody can try them by the thousand. */
export class FailedAttempts {
  private readonly byAddress = new Map<string, Failures>();

  /** How many seconds this address has to wait; 0 when it may try. */
  secondsToWait(address: string, now: number): number {
    const failures = this.byAddress.get(address);
    if (failures === undefined || failures.count < MOST_FAILURES) return 0;
    return Math.max(0, Math.ceil((failures.since + WINDOW_MS - now) / 1000));
  }

  add(address: string, now: number): void {
    const failures = this.byAddress.get(address);
    if (failures !== undefined && now - failures.since < WINDOW_MS) {
      failures.count += 1;
      return;
    }
    this.byAddress.delete(address);
    const oldest = this.byAddress.keys().next();
    if (this.byAddress.size >= MOST_ADDRESSES && oldest.done !== true) this.byAddress.delete(oldest.value);
    this.byAddress.set(address, { count: 1, since: now });
  }
}
