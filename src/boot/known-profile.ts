import type { BootFiles } from './boot-files.js';
import type { Bootparams } from './bootparams.js';
import type { InstallRules } from './install-rules.js';

/** Any keys and values that the operator gave a machine: `{ rack: 'r1' }`. */
export type Labels = Readonly<Record<string, string>>;

/**
 * What a kind of machine boots, said once for every way of booting: a kernel with its initial RAM disks and command
 * line, or nothing but loaders. Immutable.
 */
export interface KnownProfile {
  readonly id: number;
  readonly name: string;
  /** A path below the boot file root or an absolute URL; undefined: the loaders are all there is. */
  readonly kernel: string | undefined;
  readonly initrds: readonly string[];
  /** A template, rendered for each machine. */
  readonly commandLine: string;
  /** Loaders that this profile needs instead of the built-in ones. */
  readonly loaders: BootFiles | undefined;
  /** Machines with all of these labels get this profile unless they name one; undefined: none do. */
  readonly matchLabels: Labels | undefined;
  readonly bootparams: Bootparams | undefined;
  /** Templates served as `profiles/<name>/<key>`, by key. */
  readonly files: Readonly<Record<string, string>>;
  readonly install: Partial<InstallRules> | undefined;
}

/** A profile that a chain from loader to kernel is made from. */
export type ProfileWithKernel = KnownProfile & { readonly kernel: string };

/**
 * The profile that a machine's labels select: the one that asks for the most labels, so that `{ rack, role }` wins over
 * `{ rack }`; among equals the first by name.
 */
export function selectByLabels(labels: Labels, profiles: readonly KnownProfile[]): KnownProfile | undefined {
  let best: KnownProfile | undefined;
  let most = 0;
  for (const profile of profiles) {
    const asked = Object.entries(profile.matchLabels ?? {});
    if (asked.length === 0 || !asked.every(([key, value]) => labels[key] === value)) continue;
    if (best === undefined || asked.length > most || (asked.length === most && profile.name < best.name)) {
      best = profile;
      most = asked.length;
    }
  }
  return best;
}
