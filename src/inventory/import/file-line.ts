/** Which of the files a line stands in. */
export type ImportedFile = 'ethers' | 'hosts' | 'bootparams';

/** A line of a file that was not taken as it stands. */
export interface LineProblem {
  readonly file: ImportedFile;
  /** From 1. */
  readonly line: number;
  /** `error`: it cannot be used, somebody must mend it; `note`: left out on purpose. */
  readonly level: 'error' | 'note';
  readonly text: string;
}

/** One line's words, without its comment. */
export interface FileLine {
  readonly line: number;
  readonly words: readonly string[];
}

/** The lines of a text that have words. LF, CRLF and CR end a line; `#` begins a comment. */
export function readFileLines(text: string): FileLine[] {
  return text.split(/\r\n|\n|\r/).flatMap((raw, index) => {
    const words = raw.replace(/#.*$/, '').split(/\s+/).filter(Boolean);
    return words.length === 0 ? [] : [{ line: index + 1, words }];
  });
}

/** `+` and `+name` bring in a NIS map where the file is really used. */
export function isNisInclusion(word: string | undefined): boolean {
  return word !== undefined && /^[+-]/.test(word);
}

const FILES: readonly ImportedFile[] = ['ethers', 'hosts', 'bootparams'];
/** A word of a file that is no text may be as long as the file. */
const LONGEST_TEXT = 300;

/** As somebody goes through the files with an editor. */
export function inOrder(problems: readonly LineProblem[]): LineProblem[] {
  return problems
    .map((problem) => ({ ...problem, text: shortened(problem.text) }))
    .sort((a, b) => FILES.indexOf(a.file) - FILES.indexOf(b.file) || a.line - b.line);
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
