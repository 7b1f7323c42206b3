/** One thing that was looked at. */
export interface Finding {
  readonly level: 'good' | 'note' | 'wrong';
  readonly sentence: string;
  /** Which line to change; undefined when all is well. */
  readonly cure: string | undefined;
}

export const good = (sentence: string): Finding => ({ level: 'good', sentence, cure: undefined });
export const note = (sentence: string, cure: string): Finding => ({ level: 'note', sentence, cure });
export const wrong = (sentence: string, cure: string): Finding => ({ level: 'wrong', sentence, cure });
