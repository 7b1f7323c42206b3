import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { printHex, printText } from './option-text.js';

/** One option inside another option's value; borrowed. */
export interface SubOption {
  readonly code: number;
  readonly value: Buffer;
}

/**
 * `vendor`: encapsulated vendor options (43, and iPXE's 175), where 0 pads and 255 ends (RFC 2132 §8.4). `relay`: relay
 * agent information (82), where neither is special (RFC 3046 §2.0).
 */
export type SubOptionRules = 'vendor' | 'relay';

/**
 * Code, length, value, again and again. Whole ones only; `rest` is what could not be read (a length past the end),
 * empty when all could. Behind a 255 that ends vendor options nothing is read.
 */
export function decodeSubOptions(
  value: Buffer,
  rules: SubOptionRules,
): { readonly subOptions: readonly SubOption[]; readonly rest: Buffer } {
  const subOptions: SubOption[] = [];
  let at = 0;
  while (at < value.length) {
    const code = value[at] ?? 0;
    if (rules === 'vendor' && code === 0) {
      at += 1;
      continue;
    }
    if (rules === 'vendor' && code === 255) {
      at = value.length;
      break;
    }
    const length = value[at + 1];
    if (length === undefined || at + 2 + length > value.length) break;
    subOptions.push({ code, value: value.subarray(at + 2, at + 2 + length) });
    at += 2 + length;
  }
  return { subOptions, rest: value.subarray(at) };
}

/** Relay agent sub-options by number: RFC 3046 §3, 3256, 3527, 3993, 4014, 4030, 4243, 5010, 5107, 6607, 8357. */
const RELAY_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'circuit id'],
  [2, 'remote id'],
  [4, 'DOCSIS device class'],
  [5, 'link selection'],
  [6, 'subscriber id'],
  [7, 'RADIUS attributes'],
  [8, 'authentication'],
  [9, 'vendor-specific'],
  [10, 'relay agent flags'],
  [11, 'server identifier override'],
  [12, 'relay agent identifier'],
  [19, 'relay source port'],
  [151, 'virtual subnet selection'],
  [152, 'virtual subnet selection control'],
]);

/** Sub-options whose value is one IPv4 address: RFC 3527 §3, RFC 5107 §4. */
const RELAY_ADDRESSES: ReadonlySet<number> = new Set([5, 11]);

/** What a sub-option of option 82 is called, and whether it holds an address; undefined for a number without a name. */
export function relaySubOption(code: number): { readonly name: string; readonly isAddress: boolean } | undefined {
  const name = RELAY_NAMES.get(code);
  return name === undefined ? undefined : { name, isAddress: RELAY_ADDRESSES.has(code) };
}

/** `1 circuit id "Gi0/3", 5 link selection 10.9.0.0`: text where all of it is printable ASCII, else hexadecimal. */
export function printSubOptions(value: Buffer, rules: SubOptionRules): string {
  const { subOptions, rest } = decodeSubOptions(value, rules);
  // Some vendors put bare text here, e.g. the address of a wireless controller.
  if (subOptions.length === 0) return printValue(value);
  const items = subOptions.map((option) => {
    const name = rules === 'relay' ? RELAY_NAMES.get(option.code) : undefined;
    const text =
      rules === 'relay' && RELAY_ADDRESSES.has(option.code) && option.value.length === 4
        ? formatIpv4Address(option.value.readUInt32BE(0) as Ipv4Address)
        : printValue(option.value);
    return `${option.code}${name === undefined ? '' : ` ${name}`} ${text}`;
  });
  if (rest.length > 0) items.push(`and ${printHex(rest)} left over`);
  return items.join(', ');
}

function printValue(value: Buffer): string {
  return value.length > 1 && value.every((octet) => octet >= 0x20 && octet < 0x7f) ? printText(value) : printHex(value);
}
