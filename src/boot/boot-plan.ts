/**
 * Why a machine gets no boot file. `installed`: its installer has reported; `install-started`: it was started as often
 * as it may be; `install-expired`: it was not started in time; `boot-loop`: the machine went round in circles.
 */
export type NoBootReason =
  'paused' | 'local' | 'installed' | 'install-started' | 'install-expired' | 'boot-loop' | 'no-boot-file';

/** The answer to "what should this machine boot?", the same for every protocol. */
export type BootPlan =
  | {
      readonly kind: 'file';
      /** A path below the boot file root, or an absolute URL. */
      readonly file: string;
      /** Which policy said so and from which row: `machine x64-uefi`, `network default`, `built-in bios`. */
      readonly source: string;
    }
  | { readonly kind: 'none'; readonly reason: NoBootReason };

/** Is the file an absolute URL rather than a path below the boot file root? */
export function isUrl(file: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(file);
}
