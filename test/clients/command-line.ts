import { join } from 'node:path';
import { RunningProgram } from './running-program.js';
import { REPOSITORY } from './rest-client.js';

/** What a run of `reveille` left. */
export interface CommandEnd {
  readonly status: number | undefined;
  /** Standard output and standard error. */
  readonly output: string;
}

const LONGEST_RUN_MS = 60_000;

/** The built `reveille`, as a shell runs it, in an environment of its own. */
export class CommandLine {
  constructor(private readonly env: Readonly<Record<string, string>>) {}

  start(...args: readonly string[]): RunningProgram {
    const env = { PATH: process.env['PATH'] ?? '', ...this.env };
    return new RunningProgram(join(REPOSITORY, 'dist/cli.js'), args, { env });
  }

  async run(...args: readonly string[]): Promise<CommandEnd> {
    const { code, output } = await this.start(...args).waitForEnd(LONGEST_RUN_MS);
    return { status: code, output };
  }

  /** The same, with what it reads from standard input. */
  async feed(input: string, ...args: readonly string[]): Promise<CommandEnd> {
    const program = this.start(...args);
    program.write(input);
    program.endInput();
    const { code, output } = await program.waitForEnd(LONGEST_RUN_MS);
    return { status: code, output };
  }
}
