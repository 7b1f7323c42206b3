/** Time that moves only when a test says so. */
export class FakeClock {
  private moment = 1_000_000;
  private readonly ticks = new Set<{ readonly every: number; next: number; readonly tick: () => void }>();

  now(): number {
    return this.moment;
  }

  every(milliseconds: number, tick: () => void): () => void {
    const entry = { every: milliseconds, next: this.moment + milliseconds, tick };
    this.ticks.add(entry);
    return () => void this.ticks.delete(entry);
  }

  after(milliseconds: number, happen: () => void): () => void {
    const stop = this.every(milliseconds, () => {
      stop();
      happen();
    });
    return stop;
  }

  /** How many tickers run. */
  get running(): number {
    return this.ticks.size;
  }

  /** Lets time pass; every tick that falls into it happens at its moment. */
  advance(milliseconds: number): void {
    const end = this.moment + milliseconds;
    for (;;) {
      const next = [...this.ticks].filter((entry) => entry.next <= end).sort((a, b) => a.next - b.next)[0];
      if (next === undefined) break;
      this.moment = next.next;
      next.next += next.every;
      next.tick();
    }
    this.moment = end;
  }
}
