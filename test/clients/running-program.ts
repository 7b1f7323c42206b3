import { readFileSync } from 'node:fs';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** How long a program may take to end after SIGTERM before it gets SIGKILL. */
const STOP_MILLISECONDS = 5_000;

/** Lines of output that stand in an error. */
const LINES_IN_ERROR = 40;

export interface ProgramOptions {
  /** Its whole environment; without it, that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with every piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** How a program ended. `code` is undefined when a signal ended it. */
export interface ProgramEnd {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  /** Standard output and standard error, in the order of arrival. */
  readonly output: string;
}

interface Waiter {
  readonly look: () => boolean;
  readonly giveUp: (why: string) => void;
}

/**
 * A program that this process started. It is waited for by its output, event by event, and ended by its own process
 * id. A command that is not installed ends at once with the error in its output.
 */
export class RunningProgram {
  readonly commandLine: string;
  readonly ended: Promise<ProgramEnd>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly waiters = new Set<Waiter>();
  private text = '';
  private end: ProgramEnd | undefined;

  constructor(command: string, args: readonly string[], options: ProgramOptions = {}) {
    this.commandLine = [command, ...args].join(' ');
    this.child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A program that ends without reading its input is no error of ours.
    this.child.stdin.on('error', () => undefined);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => this.take(piece, options.onOutput));
    }
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => this.take(`${error.message}\n`, options.onOutput));
      this.child.on('close', (code, signal) => {
        this.end = { code: code ?? undefined, signal: signal ?? undefined, output: this.text };
        resolve(this.end);
        for (const waiter of [...this.waiters])
          if (!waiter.look()) waiter.giveUp(`ended (${signal ?? `exit status ${code}`})`);
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get output(): string {
    return this.text;
  }

  /** Writes to its standard input. */
  write(text: string): void {
    this.child.stdin.write(text);
  }

  /** Says that there is no more input. */
  endInput(): void {
    this.child.stdin.end();
  }

  /** Waits until the output so far, or what still comes, matches. Rejects when the program ends first or time is up. */
  waitFor(pattern: RegExp, milliseconds: number): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
      const waiter: Waiter = {
        look: () => {
          const match = pattern.exec(this.text);
          if (match === null) return false;
          finish();
          resolve(match);
          return true;
        },
        giveUp: (why) => {
          finish();
          reject(new Error(`${this.commandLine}: ${why} before it printed ${String(pattern)}\n${this.lastLines()}`));
        },
      };
      const timer = setTimeout(() => waiter.giveUp(`${milliseconds} ms passed`), milliseconds);
      this.waiters.add(waiter);
      if (!waiter.look() && this.end !== undefined) waiter.giveUp('it had ended');
    });
  }

  /** Waits for its end; stops it and rejects when time is up. */
  async waitForEnd(milliseconds: number): Promise<ProgramEnd> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), milliseconds);
    });
    const first = await Promise.race([this.ended, late]);
    clearTimeout(timer);
    if (first !== 'late') return first;
    await this.stop();
    throw new Error(`${this.commandLine}: still running after ${milliseconds} ms\n${this.lastLines()}`);
  }

  /**
   * Ends it: SIGTERM, and SIGKILL if that does not help. Harmless when it has ended. Its children too are ended then:
   * dhcpcd's sometimes outlive it, with its output in their hands.
   */
  async stop(): Promise<ProgramEnd> {
    if (this.end !== undefined) return this.end;
    const family = familyOf(this.child.pid);
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => {
      for (const pid of new Set([...family, ...familyOf(this.child.pid)])) killNow(pid);
    }, STOP_MILLISECONDS);
    const end = await this.ended;
    clearTimeout(timer);
    for (const pid of family.slice(1)) killNow(pid);
    return end;
  }

  private take(piece: string, onOutput: ProgramOptions['onOutput']): void {
    this.text += piece;
    onOutput?.(piece);
    for (const waiter of [...this.waiters]) waiter.look();
  }

  private lastLines(): string {
    return this.text.split('\n').slice(-LINES_IN_ERROR).join('\n');
  }
}

/** A process, its children, and theirs. */
function familyOf(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  const family = [pid];
  for (const one of family) {
    try {
      const children = readFileSync(`/proc/${one}/task/${one}/children`, 'utf8');
      family.push(...children.split(' ').filter(Boolean).map(Number));
    } catch {
      // It has just ended.
    }
  }
  return family;
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Runs a program to its end and gives what it printed; rejects on an exit status other than 0. */
export async function runToEnd(command: string, args: readonly string[], milliseconds = 60_000): Promise<string> {
  const end = await new RunningProgram(command, args).waitForEnd(milliseconds);
  if (end.code !== 0)
    throw new Error(`${[command, ...args].join(' ')}: ${end.signal ?? `exit status ${end.code}`}\n${end.output}`);
  return end.output;
}
