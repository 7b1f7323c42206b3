import { fail, ok, type Result } from '../../values/result.js';
import { dictionaryOption } from './npm-dictionary.js';
import { OPTION_SHAPES, type OptionShape } from './option-shape.table.js';

/** One DHCP option: its code (1–254), its name, the layout of its value, where it is defined. */
interface DhcpOption {
  readonly code: number;
  readonly name: string;
  readonly shape: OptionShape;
  /** RFC and section, or who uses the code without one. */
  readonly source: string;
  /**
   * May an operator set it? Not the options that the exchange itself is made of and those that only clients and relays
   * send.
   */
  readonly configurable: boolean;
  /** Names of the values that have one, e.g. 1 DHCPDISCOVER of option 53. */
  readonly values: Readonly<Record<number, string>> | undefined;
}

/** Shapes by the dictionary's type, for the options that `SHAPES` does not name. */
const SHAPE_OF_TYPE: Readonly<Record<string, OptionShape>> = {
  IP: 'address',
  IPs: 'addresses',
  ASCII: 'text',
  UTF8: 'text',
  UInt8: 'uint8',
  UInt16: 'uint16',
  UInt32: 'uint32',
  Int32: 'int32',
  UInt8s: 'bytes',
  UInt16s: 'uint16-list',
  Bool: 'flag',
};

/** Where the layout says more than the dictionary's type can. */
const SHAPES: ReadonlyMap<number, OptionShape> = new Map<number, OptionShape>([
  ...[19, 20, 27, 29, 30, 31, 34, 36, 39].map((code) => [code, 'boolean'] as const),
  [21, 'address-pairs'],
  [33, 'address-pairs'],
  [43, 'vendor-options'],
  [55, 'uint8-list'],
  [61, 'client-identifier'],
  [77, 'user-class'],
  [78, 'flagged-addresses'],
  [79, 'flagged-text'],
  [81, 'client-fqdn'],
  [82, 'relay-agent-information'],
  [93, 'client-architectures'],
  [94, 'network-interface'],
  [97, 'uuid'],
  [119, 'domain-list'],
  [120, 'sip-servers'],
  [121, 'routes'],
  [124, 'vendor-classes'],
  [125, 'vendor-identifying-options'],
  [141, 'domain-list'],
  [151, 'flagged-text'],
  [175, 'ipxe-options'],
  [208, 'bytes'],
  [249, 'routes'],
]);

const NOT_CONFIGURABLE: ReadonlySet<number> = new Set([
  50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 77, 80, 81, 82, 90, 91, 92, 93, 94, 97, 118, 145, 151, 152, 153, 154,
  155, 156, 157,
]);

/** RFC 2132 numbers its sections in the order of the codes, with these starts: code, section, first paragraph. */
const RFC_2132_SECTIONS: readonly (readonly [first: number, last: number, section: number, paragraph: number])[] = [
  [1, 18, 3, 3],
  [19, 25, 4, 1],
  [26, 33, 5, 1],
  [34, 36, 6, 1],
  [37, 39, 7, 1],
  [40, 49, 8, 1],
  [50, 52, 9, 1],
  [53, 61, 9, 6],
  [64, 65, 8, 11],
  [66, 67, 9, 4],
  [68, 76, 8, 13],
];

const SOURCES: ReadonlyMap<number, string> = new Map([
  [77, 'RFC 3004 §4'],
  [78, 'RFC 2610 §3'],
  [79, 'RFC 2610 §4'],
  [80, 'RFC 4039 §4'],
  [81, 'RFC 4702 §2'],
  [82, 'RFC 3046 §2'],
  [83, 'RFC 4174 §2'],
  [85, 'RFC 2241 §2'],
  [86, 'RFC 2241 §3'],
  [87, 'RFC 2241 §4'],
  [88, 'RFC 4280 §4.1'],
  [89, 'RFC 4280 §4.3'],
  [90, 'RFC 3118 §2'],
  [91, 'RFC 4388 §6.1'],
  [92, 'RFC 4388 §6.1'],
  [93, 'RFC 4578 §2.1'],
  [94, 'RFC 4578 §2.2'],
  [95, 'used for LDAP (RFC 3679 §3)'],
  [97, 'RFC 4578 §2.3'],
  [98, 'RFC 2485 §2'],
  [99, 'RFC 4776 §3.1'],
  [100, 'RFC 4833 §2'],
  [101, 'RFC 4833 §2'],
  [108, 'RFC 8925 §3.1'],
  [112, 'used for NetInfo (RFC 3679 §3)'],
  [113, 'used for NetInfo (RFC 3679 §3)'],
  [114, 'RFC 8910 §2.1'],
  [116, 'RFC 2563 §2'],
  [117, 'RFC 2937 §2'],
  [118, 'RFC 3011 §2'],
  [119, 'RFC 3397 §2'],
  [120, 'RFC 3361 §3'],
  [121, 'RFC 3442'],
  [122, 'RFC 3495 §4'],
  [123, 'RFC 6225 §2.2'],
  [124, 'RFC 3925 §3'],
  [125, 'RFC 3925 §4'],
  ...Array.from({ length: 8 }, (_, index) => [128 + index, 'RFC 4578 §2.4'] as const),
  [136, 'RFC 5192 §3'],
  [137, 'RFC 5223 §4'],
  [138, 'RFC 5417 §3'],
  [139, 'RFC 5678 §2'],
  [140, 'RFC 5678 §3'],
  [141, 'RFC 6011 §4.1'],
  [142, 'RFC 6153 §2'],
  [143, 'RFC 8572 §8.1'],
  [144, 'RFC 6225 §2.2'],
  [145, 'RFC 6704 §3.1'],
  [146, 'RFC 6731 §4.3'],
  [147, 'RFC 8973 §5.2'],
  [148, 'RFC 8973 §5.2'],
  [150, 'RFC 5859 §2'],
  [151, 'RFC 6926 §6.2'],
  [152, 'RFC 6926 §6.2'],
  [153, 'RFC 6926 §6.2'],
  [154, 'RFC 6926 §6.2'],
  [155, 'RFC 6926 §6.2'],
  [156, 'RFC 6926 §6.2'],
  [157, 'RFC 6926 §6.2'],
  [158, 'RFC 7291 §4'],
  [159, 'RFC 7618 §9'],
  [161, 'RFC 8520 §10'],
  [162, 'RFC 9463 §5.1'],
  [175, 'iPXE, Etherboot'],
  [203, 'iPXE, the initiator of iSCSI'],
  [208, 'RFC 5071 §3'],
  [209, 'RFC 5071 §4'],
  [210, 'RFC 5071 §5'],
  [211, 'RFC 5071 §6'],
  [212, 'RFC 5969 §7.1.1'],
  [213, 'RFC 5986 §3.1'],
  [220, 'RFC 6656 §3'],
  [221, 'RFC 6607 §3.1'],
  [224, 'RFC 3942 §4 (site-specific)'],
  [249, 'Microsoft, as RFC 3442'],
  [252, 'Web Proxy Auto-Discovery'],
]);

function sourceOf(code: number): string {
  const range = RFC_2132_SECTIONS.find(([first, last]) => code >= first && code <= last);
  if (range !== undefined) return `RFC 2132 §${range[2]}.${range[3] + code - range[0]}`;
  return SOURCES.get(code) ?? '';
}

/** Every option that we have a name for, in the order of the codes. */
export const DHCP_OPTIONS: readonly DhcpOption[] = Array.from({ length: 254 }, (_, index) => index + 1).flatMap(
  (code): DhcpOption[] => {
    const known = dictionaryOption(code);
    if (known === undefined) return [];
    const shape = SHAPES.get(code) ?? SHAPE_OF_TYPE[known.type ?? ''] ?? 'bytes';
    const configurable = !NOT_CONFIGURABLE.has(code);
    return [{ code, name: known.name, shape, source: sourceOf(code), configurable, values: known.enum }];
  },
);

const BY_CODE = new Map(DHCP_OPTIONS.map((option) => [option.code, option]));

/** The row of an option, or undefined for a code that has no name here. */
export function dhcpOption(code: number): DhcpOption | undefined {
  return BY_CODE.get(code);
}

/**
 * The octets of an option from what an operator wrote (JSON or text), by its shape; for a code without a name, octets in
 * hexadecimal. The error names the option and says what it takes.
 */
export function encodeOptionValue(code: number, value: unknown): Result<Buffer> {
  if (!Number.isInteger(code) || code < 1 || code > 254)
    return fail(`${code} is not an option code; codes are whole numbers from 1 to 254`);
  const option = dhcpOption(code);
  const encoded = OPTION_SHAPES[option?.shape ?? 'bytes'].encode(value);
  if (!encoded.ok) return fail(`${titleOf(code)}: ${encoded.error}`);
  if (encoded.value.length === 0 && option?.shape !== 'flag') return fail(`${titleOf(code)}: the value is empty`);
  return ok(encoded.value);
}

/** The value in words, one line, whatever its octets are. */
export function printOption(code: number, value: Buffer): string {
  const option = dhcpOption(code);
  if (option === undefined) return OPTION_SHAPES.bytes.print(value);
  const text = OPTION_SHAPES[option.shape].print(value);
  const name = option.values !== undefined && value.length === 1 ? option.values[value[0] ?? 0] : undefined;
  return name === undefined || option.shape === 'boolean' ? text : `${text} ${name}`;
}

/** `option 6 (Domain Name Server)`; without a name: `option 201`. */
export function titleOf(code: number): string {
  const option = dhcpOption(code);
  return option === undefined ? `option ${code}` : `option ${code} (${option.name})`;
}
