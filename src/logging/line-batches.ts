/** What takes the joined lines, such as pino's destination. */
export interface LineSink {
  write(text: string): unknown;
  flushSync(): void;
}

/** How long a line waits for company. */
const WAIT_MS = 10;

/**
 * Joins the log lines of ten milliseconds into one write. With one write per line, a server that answers thirty thousand
 * packets a second spends a fifth of its time in writing about them.
 */
export class LineBatches {
  private lines: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sink: LineSink) {}

  write(line: string): void {
    this.lines.push(line);
    this.timer ??= setTimeout(() => this.pass(), WAIT_MS);
  }

  /** Writes what waits before it returns; the last thing before the process ends. */
  flushSync(): void {
    this.pass();
    this.sink.flushSync();
  }

  private pass(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.lines.length === 0) return;
    const text = this.lines.join('');
    this.lines = [];
    this.sink.write(text);
  }
}
