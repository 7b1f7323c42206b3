import { clientArchOf } from '../../values/client-arch.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { encodeWrittenPxeOptions } from '../pxe/written-pxe-options.codec.js';
import { encodeRoutes, printRoutes } from './classless-routes.codec.js';
import { encodeDomainList, printDomainList } from './domain-list.codec.js';
import { encodeIpxeOptions, printIpxeOptions } from './ipxe-options.codec.js';
import { listOf, octetsOf, printHex, printText } from './option-text.js';
import { printClientFqdn } from './print-client-fqdn.js';
import { printClientIdentifier } from './print-client-identifier.js';
import { printVendorIdentifying } from './print-vendor-identifying.js';
import { printSubOptions } from './sub-options.codec.js';
import { encodeUserClass, printUserClass } from './user-class.codec.js';
import { formatUuid, parseUuid } from './uuid.js';

/** How the octets of an option are laid out. */
export type OptionShape =
  | 'address'
  | 'addresses'
  | 'address-pairs'
  | 'text'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'int32'
  | 'uint8-list'
  | 'uint16-list'
  | 'client-architectures'
  | 'boolean'
  | 'flag'
  | 'bytes'
  | 'routes'
  | 'domain-list'
  | 'vendor-options'
  | 'relay-agent-information'
  | 'ipxe-options'
  | 'client-identifier'
  | 'client-fqdn'
  | 'network-interface'
  | 'vendor-classes'
  | 'vendor-identifying-options'
  | 'flagged-addresses'
  | 'flagged-text'
  | 'sip-servers'
  | 'user-class'
  | 'uuid';

interface ShapeCodec {
  /** What an operator may write, from JSON or a text file, to the octets; the error says what is allowed. */
  readonly encode: (value: unknown) => Result<Buffer>;
  /** Any octets in words; octets that do not have the shape are shown in hexadecimal. */
  readonly print: (value: Buffer) => string;
}

/** One row per shape. */
export const OPTION_SHAPES: Readonly<Record<OptionShape, ShapeCodec>> = {
  address: { encode: (value) => encodeAddresses(value, 1), print: (value) => printSized(value, 4, 4, printAddress) },
  addresses: { encode: (value) => encodeAddresses(value, 0), print: (value) => printList(value, 4, printAddress) },
  'address-pairs': { encode: (value) => encodeAddresses(value, 2), print: (value) => printList(value, 8, printPair) },
  text: { encode: encodeText, print: printText },
  uint8: { encode: (value) => encodeNumber(value, 1, 0, 0xff), print: (value) => printSized(value, 1, 1, printUint) },
  uint16: {
    encode: (value) => encodeNumber(value, 2, 0, 0xffff),
    print: (value) => printSized(value, 2, 2, printUint),
  },
  uint32: {
    encode: (value) => encodeNumber(value, 4, 0, 0xffff_ffff),
    print: (value) => printSized(value, 4, 4, printUint),
  },
  int32: {
    encode: (value) => encodeNumber(value, 4, -0x8000_0000, 0x7fff_ffff),
    print: (value) => printSized(value, 4, 4, (octets) => String(octets.readInt32BE(0))),
  },
  'uint8-list': { encode: (value) => encodeNumbers(value, 1), print: (value) => printList(value, 1, printUint) },
  'uint16-list': { encode: (value) => encodeNumbers(value, 2), print: (value) => printList(value, 2, printUint) },
  'client-architectures': {
    encode: (value) => encodeNumbers(value, 2),
    print: (value) => printList(value, 2, printArchitecture),
  },
  boolean: { encode: encodeBoolean, print: (value) => printSized(value, 1, 1, printBoolean) },
  flag: { encode: encodeFlag, print: (value) => (value.length === 0 ? 'present' : printHex(value)) },
  bytes: { encode: octetsOf, print: printHex },
  routes: { encode: encodeRoutes, print: printRoutes },
  'domain-list': { encode: encodeDomainList, print: printDomainList },
  'vendor-options': { encode: encodeWrittenPxeOptions, print: (value) => printSubOptions(value, 'vendor') },
  'relay-agent-information': { encode: octetsOf, print: (value) => printSubOptions(value, 'relay') },
  'ipxe-options': { encode: encodeIpxeOptions, print: printIpxeOptions },
  'client-identifier': { encode: octetsOf, print: printClientIdentifier },
  'client-fqdn': { encode: octetsOf, print: printClientFqdn },
  'network-interface': { encode: octetsOf, print: printNetworkInterface },
  'vendor-classes': { encode: octetsOf, print: (value) => printVendorIdentifying(value, 'class') },
  'vendor-identifying-options': { encode: octetsOf, print: (value) => printVendorIdentifying(value, 'options') },
  'flagged-addresses': {
    encode: octetsOf,
    print: (value) => printFlagged(value, 5, (rest) => printList(rest, 4, printAddress)),
  },
  'flagged-text': { encode: octetsOf, print: (value) => printFlagged(value, 1, printText) },
  'sip-servers': { encode: encodeSipServers, print: printSipServers },
  'user-class': { encode: encodeUserClass, print: printUserClass },
  uuid: { encode: encodeUuid, print: printUuid },
};

/** `exact` 1: one address; 2: pairs of destination and router (options 21 and 33); 0: one or more. */
function encodeAddresses(value: unknown, exact: 0 | 1 | 2): Result<Buffer> {
  const texts = listOf(value);
  if (exact === 1 && texts.length !== 1) return fail('takes one IPv4 address, such as "10.79.0.1"');
  if (texts.length === 0) return fail('takes IPv4 addresses, such as ["10.79.0.1", "10.79.0.2"]');
  if (exact === 2 && texts.length % 2 !== 0) return fail('takes IPv4 addresses in pairs, an even number of them');
  const bytes = Buffer.alloc(texts.length * 4);
  for (const [index, text] of texts.entries()) {
    const address = typeof text === 'string' ? parseIpv4Address(text) : fail('takes IPv4 addresses as text');
    if (!address.ok) return address;
    bytes.writeUInt32BE(address.value, index * 4);
  }
  return ok(bytes);
}

function encodeText(value: unknown): Result<Buffer> {
  if (typeof value !== 'string' || value === '') return fail('takes a text of at least one character');
  if (value.includes('\0')) return fail('takes a text without NUL characters');
  return ok(Buffer.from(value, 'utf8'));
}

function encodeNumber(value: unknown, octets: number, least: number, most: number): Result<Buffer> {
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most)
    return fail(`takes a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`);
  const bytes = Buffer.alloc(octets);
  if (least < 0) bytes.writeIntBE(number, 0, octets);
  else bytes.writeUIntBE(number, 0, octets);
  return ok(bytes);
}

function encodeNumbers(value: unknown, octets: number): Result<Buffer> {
  const numbers = listOf(value);
  if (numbers.length === 0) return fail('takes a list of whole numbers, such as [1, 3, 6]');
  const parts: Buffer[] = [];
  for (const number of numbers) {
    const part = encodeNumber(number, octets, 0, 256 ** octets - 1);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return ok(Buffer.concat(parts));
}

const BOOLEANS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  [true, 1],
  [1, 1],
  ['1', 1],
  ['true', 1],
  [false, 0],
  [0, 0],
  ['0', 0],
  ['false', 0],
]);

function encodeBoolean(value: unknown): Result<Buffer> {
  const octet = BOOLEANS.get(value);
  return octet === undefined ? fail('takes true or false') : ok(Buffer.from([octet]));
}

function encodeFlag(value: unknown): Result<Buffer> {
  return BOOLEANS.get(value) === 1 ? ok(Buffer.alloc(0)) : fail('carries no value: write true, or leave it out');
}

/** RFC 4578 §2.3: type 0, then 16 octets. */
function encodeUuid(value: unknown): Result<Buffer> {
  const octets = typeof value === 'string' ? parseUuid(value) : fail('takes a UUID as text');
  return octets.ok ? ok(Buffer.concat([Buffer.from([0]), octets.value])) : octets;
}

function printUuid(value: Buffer): string {
  return value.length === 17 && value[0] === 0 ? formatUuid(value.subarray(1)) : printHex(value);
}

/** Option 94 (RFC 4578 §2.2): type 1 is UNDI, then its major and minor version. */
function printNetworkInterface(value: Buffer): string {
  return value.length === 3 && value[0] === 1 ? `UNDI ${value[1]}.${value[2]}` : printHex(value);
}

/** One octet that says something about what follows: options 78 and 79 (RFC 2610 §3, §4), 151 (RFC 6926 §6.2). */
function printFlagged(value: Buffer, least: number, print: (rest: Buffer) => string): string {
  return value.length < least ? printHex(value) : `${value[0]} ${print(value.subarray(1))}`;
}

/** Option 120 (RFC 3361 §3): 0 and names in the encoding of DNS, or 1 and addresses. */
function encodeSipServers(value: unknown): Result<Buffer> {
  const addresses = encodeAddresses(value, 0);
  if (addresses.ok) return ok(Buffer.concat([Buffer.from([1]), addresses.value]));
  const names = encodeDomainList(value);
  return names.ok ? ok(Buffer.concat([Buffer.from([0]), names.value])) : fail('takes domain names or IPv4 addresses');
}

function printSipServers(value: Buffer): string {
  const servers = value.subarray(1);
  if (value[0] === 1) return printList(servers, 4, printAddress);
  return value[0] === 0 && servers.length > 0 ? printDomainList(servers) : printHex(value);
}

function printAddress(octets: Buffer): string {
  return formatIpv4Address(octets.readUInt32BE(0) as Ipv4Address);
}

function printPair(octets: Buffer): string {
  return `${printAddress(octets)} ${printAddress(octets.subarray(4))}`;
}

function printUint(octets: Buffer): string {
  return String(octets.readUIntBE(0, octets.length));
}

function printArchitecture(octets: Buffer): string {
  const code = octets.readUInt16BE(0);
  return `${code} ${clientArchOf(code)?.name ?? 'unknown'}`;
}

function printBoolean(octets: Buffer): string {
  return octets[0] === 0 ? 'false' : octets[0] === 1 ? 'true' : String(octets[0]);
}

function printSized(value: Buffer, least: number, most: number, print: (octets: Buffer) => string): string {
  if (value.length >= least && value.length <= most) return print(value);
  return `${printHex(value)} (${value.length} octets, ${least} expected)`;
}

/** Whole items, then what is left over in hexadecimal. */
function printList(value: Buffer, size: number, print: (octets: Buffer) => string): string {
  if (value.length < size) return printHex(value);
  const items: string[] = [];
  let at = 0;
  for (; at + size <= value.length; at += size) items.push(print(value.subarray(at, at + size)));
  if (at < value.length) items.push(`and ${printHex(value.subarray(at))} left over`);
  return items.join(', ');
}
