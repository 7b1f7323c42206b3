import { readBootparam } from '../../boot/bootparams.js';
import { isNisInclusion, type LineProblem } from './file-line.js';

/** One entry of /etc/bootparams. */
export interface BootparamsEntry {
  readonly line: number;
  readonly name: string;
  readonly bootparams: Readonly<Record<string, string>>;
}

const KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,31}$/;

/** Reads bootparams(5), also as `ypcat -k bootparams` prints it. A backslash at its end continues a line. */
export function readBootparamsFile(text: string): { entries: BootparamsEntry[]; problems: LineProblem[] } {
  const entries: BootparamsEntry[] = [];
  const problems: LineProblem[] = [];
  const lineOf = new Map<string, number>();
  const refuse = (line: number, what: string, level: LineProblem['level'] = 'error'): unknown =>
    problems.push({ file: 'bootparams', line, level, text: what });
  for (const { line, words } of joinedLines(text)) {
    const [name = '', ...pairs] = words;
    const before = lineOf.get(name.toLowerCase());
    if (name === '*') refuse(line, 'is for every client; set bootparams on a profile instead', 'note');
    else if (isNisInclusion(name)) refuse(line, 'brings in a NIS map; import what ypcat -k bootparams prints', 'note');
    else if (name.includes('=')) refuse(line, 'has no client name before its first key');
    else if (before !== undefined) refuse(line, `${name} stands in line ${before} already`);
    else {
      lineOf.set(name.toLowerCase(), line);
      const read = readPairs(pairs);
      for (const problem of read.problems) refuse(line, problem);
      if (Object.keys(read.bootparams).length > 0) entries.push({ line, name, bootparams: read.bootparams });
      else if (read.problems.length === 0) refuse(line, `${name} has no keys; write root=server:/path behind it`);
    }
  }
  return { entries, problems };
}

function readPairs(pairs: readonly string[]): { bootparams: Record<string, string>; problems: string[] } {
  const bootparams: Record<string, string> = {};
  const problems: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const [key, value] = [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)];
    const read = readBootparam(value);
    if (!KEY.test(key)) problems.push(`"${pair}" is no key; write it as root=server:/path`);
    else if (Object.hasOwn(bootparams, key)) problems.push(`${key} stands there twice`);
    else if (!read.ok) problems.push(`${key}: ${read.error}`);
    else bootparams[key] = value;
  }
  return { bootparams, problems };
}

/** Lines with those that continue them; the number is that of the first. */
function joinedLines(text: string): { line: number; words: string[] }[] {
  const joined: { line: number; words: string[] }[] = [];
  let continues = false;
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const plain = raw.replace(/#.*$/, '');
    const words = plain
      .replace(/\\\s*$/, '')
      .split(/\s+/)
      .filter(Boolean);
    const last = joined.at(-1);
    if (continues && last !== undefined) last.words.push(...words);
    else joined.push({ line: index + 1, words });
    continues = /\\\s*$/.test(plain);
  });
  return joined.filter(({ words }) => words.length > 0);
}
