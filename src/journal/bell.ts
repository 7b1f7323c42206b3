/**
 * Wakes everybody who waits. Whoever reads the count before he looks for news, and waits for it to grow afterwards,
 * misses nothing that happened in between.
 */
export class Bell {
  private rung = 0;
  private readonly waiting = new Set<() => void>();

  /** How often it rang. */
  get count(): number {
    return this.rung;
  }

  ring(): void {
    this.rung += 1;
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves when it has rung more than `seen` times, after `timeoutMs`, or when `signal` aborts. */
  async after(seen: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.rung > seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
