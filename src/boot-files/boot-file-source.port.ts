import type { BootFileLookup } from './boot-file.js';

/** Where boot files come from. Also the injection token. */
export abstract class BootFileSource {
  /**
   * Looks a file up; a file that cannot be had is an answer, not an exception.
   *
   * @param name a path that `confinePath` made
   */
  abstract find(name: string): Promise<BootFileLookup>;
}
