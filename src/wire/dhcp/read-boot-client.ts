import { readText, type DhcpOptions } from './dhcp-options.codec.js';
import { ipxeFeatureName, isIpxeFeature } from './ipxe-option.table.js';
import { decodeSubOptions } from './sub-options.codec.js';
import { readUserClasses } from './user-class.codec.js';

const VENDOR_CLASS = 60;
const CLIENT_ARCHITECTURES = 93;
const CLIENT_UUID = 97;
const IPXE_OPTIONS = 175;

/**
 * Option 93, a list of 16-bit architecture numbers, the preferred one first (RFC 4578 §2.1). Of an odd length the whole
 * numbers count. None when absent, unless option 60 says it in words: `PXEClient:Arch:00007:UNDI:003000` (PXE 2.1).
 */
export function readClientArchitectures(options: DhcpOptions): number[] {
  const value = options.get(CLIENT_ARCHITECTURES);
  const architectures: number[] = [];
  if (value !== undefined) for (let at = 0; at + 2 <= value.length; at += 2) architectures.push(value.readUInt16BE(at));
  if (architectures.length > 0) return architectures;
  const words = /^(?:PXE|HTTP)Client:Arch:(\d{5})/.exec(readText(options, VENDOR_CLASS) ?? '');
  return words?.[1] === undefined ? [] : [Number(words[1])];
}

/**
 * The 16 octets of option 97 in the order sent (RFC 4578 §2.3), borrowed; `formatUuid` makes text of them. Undefined
 * when absent, of another type than 0 or of another length, and when all octets are alike 0 or 255: boards without a
 * UUID send those, and they identify nothing.
 */
export function readClientUuid(options: DhcpOptions): Buffer | undefined {
  const at = options.locate(CLIENT_UUID, 17);
  if (at < 0 || options.bytes[at] !== 0) return undefined;
  const octets = options.bytes.subarray(at + 1, at + 17);
  const first = octets[0];
  if ((first === 0 || first === 255) && octets.every((octet) => octet === first)) return undefined;
  return octets;
}

/** What iPXE (and gPXE, Etherboot) says of itself in option 175. */
export interface IpxeOptions {
  /** Names of the features it was built with, e.g. `http`, `menu`; the number as text where iPXE has no name for it. */
  readonly features: readonly string[];
  /** `1.21.1`; undefined when it does not say. */
  readonly version: string | undefined;
}

const IPXE_VERSION = 235;

/** Option 175; undefined when absent. Its mere presence means that iPXE asks, not the ROM that loaded it. */
export function readIpxeOptions(options: DhcpOptions): IpxeOptions | undefined {
  const value = options.get(IPXE_OPTIONS);
  if (value === undefined) return undefined;
  const features: string[] = [];
  let version: string | undefined;
  for (const { code, value: setting } of decodeSubOptions(value, 'vendor').subOptions) {
    if (code === IPXE_VERSION) version = [...setting].join('.');
    else if (isIpxeFeature(code) && setting[0] !== 0) features.push(ipxeFeatureName(code));
  }
  return { features, version };
}

/** Does iPXE (or gPXE) ask, by its user class (option 77) or by option 175? */
export function isIpxe(options: DhcpOptions): boolean {
  if (options.has(IPXE_OPTIONS)) return true;
  return readUserClasses(options).some((userClass) => userClass === 'iPXE' || userClass === 'gPXE');
}
