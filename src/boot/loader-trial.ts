import { bootFileName } from './boot-file-name.js';

/**
 * Which loaders have come to nothing on a machine whose record lists several. A boot fails at its loader when the
 * loader arrived whole, nothing else was asked for after it, and then the firmware asks what to boot once more.
 */
export interface LoaderTrial {
  /** The loader that the machine was told; undefined when it went on to something else. Names as `bootFileName` makes them. */
  readonly told: string | undefined;
  /** Has it arrived? */
  readonly fetched: boolean;
  /** Those that failed, the first one first. */
  readonly failed: readonly string[];
}

const NO_TRIAL: LoaderTrial = { told: undefined, fetched: false, failed: [] };

/** Loaders that are not to be told now: those that failed, and the one that is about to turn out so. */
export function loadersToSkip(trial: LoaderTrial | undefined): readonly string[] {
  if (trial === undefined) return [];
  return trial.told !== undefined && trial.fetched ? [...trial.failed, trial.told] : trial.failed;
}

/** The first of these that has not failed; when all have, the first: then it begins anew. */
export function chooseLoader(candidates: readonly string[], skip: readonly string[]): string | undefined {
  return candidates.find((file) => !skip.includes(bootFileName(file))) ?? candidates[0];
}

/** The firmware was told this loader. */
export function loaderTold(before: LoaderTrial | undefined, file: string): LoaderTrial {
  const trial = before ?? NO_TRIAL;
  const told = bootFileName(file);
  const skip = loadersToSkip(trial);
  const failed = skip.includes(told) ? [] : skip;
  if (trial.told === told && !trial.fetched && failed === trial.failed) return trial;
  return { told, fetched: false, failed };
}

/** The machine fetched a file, or asked for one in vain. Any other file than the loader proves that the loader runs. */
export function loaderFollowed(before: LoaderTrial, file: string, whole: boolean): LoaderTrial {
  if (before.told === undefined) return before;
  if (bootFileName(file) !== before.told) return loaderProven(before);
  return whole && !before.fetched ? { ...before, fetched: true } : before;
}

/** The loader runs: it asks for itself. */
export function loaderProven(before: LoaderTrial): LoaderTrial {
  return before.told === undefined ? before : { ...before, told: undefined, fetched: false };
}
