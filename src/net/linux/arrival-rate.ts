/** The rate is taken over so many milliseconds at least. */
const WINDOW_MS = 4;

/** How fast packets come in at a socket, from the batches that were read. */
export class ArrivalRate {
  #since = 0;
  #packets = 0;
  #perMillisecond = 0;

  /**
   * @param packets read just now
   * @param now milliseconds of a clock that never goes back
   * @returns packets per millisecond lately
   */
  note(packets: number, now: number): number {
    this.#packets += packets;
    const elapsed = now - this.#since;
    if (elapsed >= WINDOW_MS) {
      this.#perMillisecond = this.#packets / elapsed;
      this.#since = now;
      this.#packets = 0;
    }
    return this.#perMillisecond;
  }
}
