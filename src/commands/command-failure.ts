import { EXIT, type ExitStatus } from './exit-status.table.js';

/** A command that ends with a sentence for its user. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    readonly status: ExitStatus,
    sentence: string,
  ) {
    super(sentence);
  }
}

export const usageFailure = (sentence: string): CommandFailure => new CommandFailure(EXIT.usage, sentence);
