/** What takes the joined lines as UTF-8, such as pino's destination in its mode for buffers. */
export interface LineSink {
  write(bytes: Buffer): unknown;
  flushSync(): void;
}

/** How long a line waits for company. */
const WAIT_MS = 10;
/** Octets of a batch; it is passed on earlier when it is full. */
const BATCH_LENGTH = 256 * 1024;
/** UTF-8 never needs more octets for one UTF-16 unit of a text. */
const MOST_OCTETS = 3;

/**
 * Joins the log lines of ten milliseconds into one write. With one write per line, a server that answers thirty thousand
 * packets a second spends a fifth of its time in writing about them. A line becomes bytes at once: as text it would live
 * until the write, and at a hundred thousand lines a second the collector would copy each of them.
 */
export class LineBatches {
  private readonly batch = Buffer.allocUnsafeSlow(BATCH_LENGTH);
  private used = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sink: LineSink) {}

  write(line: string): void {
    if (line.length * MOST_OCTETS > BATCH_LENGTH - this.used) this.pass();
    if (line.length * MOST_OCTETS > BATCH_LENGTH) {
      this.sink.write(Buffer.from(line));
      return;
    }
    this.used += this.batch.write(line, this.used);
    this.timer ??= setTimeout(() => this.pass(), WAIT_MS);
  }

  /** Writes a line that is octets already, in two parts, its newline included. */
  writeParts(head: Buffer, tail: Buffer): void {
    const length = head.length + tail.length;
    if (length > BATCH_LENGTH - this.used) this.pass();
    if (length > BATCH_LENGTH) {
      this.sink.write(Buffer.concat([head, tail]));
      return;
    }
    this.batch.set(head, this.used);
    this.batch.set(tail, this.used + head.length);
    this.used += length;
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
    if (this.used === 0) return;
    const bytes = Buffer.from(this.batch.subarray(0, this.used));
    this.used = 0;
    this.sink.write(bytes);
  }
}
