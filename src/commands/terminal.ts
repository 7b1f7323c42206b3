import { styleText } from 'node:util';
import { printable } from './printable.render.js';

/** Columns of a terminal that does not tell. */
const DEFAULT_WIDTH = 80;

export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command writes: results to standard output, words about its work to standard error. */
export class Terminal {
  private progressShown = false;
  private colourless = false;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly err: NodeJS.WriteStream,
  ) {
    // `reveille machines list | head` is no error of ours.
    out.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }

  /** Columns that a table may take; undefined when nobody looks at it. */
  get width(): number | undefined {
    return this.out.isTTY ? this.out.columns || DEFAULT_WIDTH : undefined;
  }

  /** No colours from now on, even on a terminal. */
  useNoColours(): void {
    this.colourless = true;
  }

  paint(style: Paint, text: string): string {
    return this.out.isTTY && !this.colourless ? styleText(style, text) : text;
  }

  /** A result, as people read it. */
  print(text: string): void {
    this.clearProgress();
    this.out.write(text.endsWith('\n') || text === '' ? text : `${text}\n`);
  }

  /** A result, as scripts read it. */
  printJson(value: unknown): void {
    this.print(JSON.stringify(value, null, 2));
  }

  /** Bytes of a file, as they are. Resolves when more may come. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.out.write(bytes)) return;
    await new Promise<void>((drained) => this.out.once('drain', drained));
  }

  /** A word about the work: it never mixes with a result. */
  note(text: string): void {
    this.clearProgress();
    this.err.write(`${text.split('\n').map(printable).join('\n')}\n`);
  }

  /** How far long work is; one line that is written over, and only on a terminal. */
  progress(text: string): void {
    if (!this.err.isTTY) return;
    this.err.write(`\r\u001b[K${text}`);
    this.progressShown = true;
  }

  private clearProgress(): void {
    if (!this.progressShown) return;
    this.err.write('\r\u001b[K');
    this.progressShown = false;
  }
}
