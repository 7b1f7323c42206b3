/** How the octets of one of iPXE's settings are laid out. */
export type IpxeSettingType = 'address' | 'bus-id' | 'bytes' | 'int8' | 'text' | 'uint32' | 'uint8' | 'version';

/** One setting of iPXE inside option 175: its number there, the name that iPXE's scripts have for it, its layout. */
export interface IpxeSetting {
  readonly code: number;
  readonly name: string;
  readonly type: IpxeSettingType;
}

const setting = (code: number, name: string, type: IpxeSettingType): IpxeSetting => ({ code, name, type });

/** iPXE's `src/include/ipxe/dhcp.h` (DHCP_EB_…), the names from where each setting is declared. */
export const IPXE_SETTINGS: readonly IpxeSetting[] = [
  setting(0x01, 'priority', 'int8'),
  setting(0x02, 'ip', 'address'),
  setting(0x03, 'next-server', 'address'),
  setting(0x08, 'keep-san', 'uint8'),
  setting(0x09, 'skip-san-boot', 'uint8'),
  setting(0x51, 'scriptlet', 'text'),
  setting(0x55, 'syslogs', 'text'),
  setting(0x5a, 'trust', 'bytes'),
  setting(0x5b, 'cert', 'bytes'),
  setting(0x5c, 'privkey', 'bytes'),
  setting(0x5d, 'crosscert', 'text'),
  setting(0xb0, 'no-pxedhcp', 'uint8'),
  setting(0xb1, 'busid', 'bus-id'),
  setting(0xb2, 'use-cached', 'uint8'),
  setting(0xbb, 'san-retries', 'int8'),
  setting(0xbc, 'san-filename', 'text'),
  setting(0xbd, 'san-drive', 'uint8'),
  setting(0xbe, 'username', 'text'),
  setting(0xbf, 'password', 'text'),
  setting(0xc0, 'reverse-username', 'text'),
  setting(0xc1, 'reverse-password', 'text'),
  setting(0xc2, 'uid', 'uint32'),
  setting(0xc3, 'gid', 'uint32'),
  setting(0xeb, 'version', 'version'),
];

const BY_CODE = new Map(IPXE_SETTINGS.map((row) => [row.code, row]));
const BY_NAME = new Map(IPXE_SETTINGS.map((row) => [row.name, row]));

export function ipxeSetting(codeOrName: number | string): IpxeSetting | undefined {
  return typeof codeOrName === 'number' ? BY_CODE.get(codeOrName) : BY_NAME.get(codeOrName);
}

/** What iPXE was built with, by sub-option number: its `src/include/ipxe/features.h`. The value is a version, 0 for no. */
const IPXE_FEATURES: ReadonlyMap<number, string> = new Map([
  [0x10, 'pxeext'],
  [0x11, 'iscsi'],
  [0x12, 'aoe'],
  [0x13, 'http'],
  [0x14, 'https'],
  [0x15, 'tftp'],
  [0x16, 'ftp'],
  [0x17, 'dns'],
  [0x18, 'bzimage'],
  [0x19, 'multiboot'],
  [0x1a, 'slam'],
  [0x1b, 'srp'],
  [0x20, 'nbi'],
  [0x21, 'pxe'],
  [0x22, 'elf'],
  [0x23, 'comboot'],
  [0x24, 'efi'],
  [0x25, 'fcoe'],
  [0x26, 'vlan'],
  [0x27, 'menu'],
  [0x28, 'sdi'],
  [0x29, 'nfs'],
]);

/** Is this sub-option a feature? iPXE keeps 0x10 to 0x4f for them. */
export function isIpxeFeature(code: number): boolean {
  return code >= 0x10 && code < 0x50;
}

/** A feature's name; the number as text where iPXE has no name for it. */
export function ipxeFeatureName(code: number): string {
  return IPXE_FEATURES.get(code) ?? String(code);
}
