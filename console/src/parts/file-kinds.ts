/** Kinds of client for which a boot file can be named, as MachineInput.boot.files has them. */
export const FILE_KINDS = [
  'default',
  'bios',
  'x64-uefi',
  'x86-uefi',
  'arm64-uefi',
  'arm32-uefi',
  'x64-uefi-http',
  'arm64-uefi-http',
  'ipxe',
  'bootp',
  'rarp',
  'raspberry-pi',
] as const;

/** Keys that SunOS and Solaris clients ask for. */
export const BOOTPARAMS_KEYS = [
  'root',
  'swap',
  'dump',
  'rootopts',
  'install',
  'install_config',
  'sysid_config',
] as const;
