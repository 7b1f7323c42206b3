import type { AskingClient } from './asking-client.js';
import type { BootFileLookup } from './boot-file.js';

/**
 * Where boot files come from: a folder, a package of Debian, something that makes files for the machine that asks. The
 * sources stand in one ordered list (`BootFileTree`). A file `X.liquid` of a source is a template: it is rendered and
 * served as `X`, which is the tree's business and not the source's.
 */
export abstract class BootFileSource {
  /** In lists: `tftpboot`, `uploads`, `ipxe`, … */
  abstract readonly label: string;

  /**
   * Looks a file up; a file that cannot be had is an answer, not an exception.
   *
   * @param name a path that `confinePath` made
   */
  abstract find(name: string, client: AskingClient): Promise<BootFileLookup>;

  /** The name as this source writes it, when it has one that differs by the case of letters only. */
  abstract spell(name: string): Promise<string | undefined>;

  /** The names of all files that do not depend on who asks, in any order. */
  abstract names(): Promise<readonly string[]>;
}

/** A source's answer that it has no such file. */
export function noSuchFile(problem: string): BootFileLookup {
  return { kind: 'none', reason: 'no-such-file', problem };
}

/** `spell` of a source that knows all of its names. */
export function spellAmong(names: Iterable<string>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const known of names) if (known.toLowerCase() === wanted) return known;
  return undefined;
}
