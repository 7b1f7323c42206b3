import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { printHex, printText } from '../dhcp/option-text.js';
import { decodeSubOptions, type SubOption } from '../dhcp/sub-options.codec.js';
import {
  NO_BROADCAST_DISCOVERY,
  NO_MULTICAST_DISCOVERY,
  ONLY_LISTED_SERVERS,
  USE_BOOT_FILE,
} from './pxe-options.codec.js';

/** PXE 2.1 table 2-1: what is said inside option 43 where option 60 is `PXEClient`. */
const TAGS: ReadonlyMap<number, { readonly name: string; readonly print: (value: Buffer) => string }> = new Map([
  [1, { name: 'MTFTP address', print: printAddress }],
  [2, { name: 'MTFTP client port', print: printNumber }],
  [3, { name: 'MTFTP server port', print: printNumber }],
  [4, { name: 'MTFTP timeout', print: printNumber }],
  [5, { name: 'MTFTP delay', print: printNumber }],
  [6, { name: 'discovery control', print: printControl }],
  [7, { name: 'discovery multicast address', print: printAddress }],
  [8, { name: 'boot servers', print: printServers }],
  [9, { name: 'menu', print: printMenu }],
  [10, { name: 'prompt', print: printPrompt }],
  [11, { name: 'multicast address allocation', print: printHex }],
  [12, { name: 'credential types', print: printHex }],
  [71, { name: 'boot item', print: printItem }],
]);

const CODE_BY_NAME: ReadonlyMap<string, number> = new Map([...TAGS].map(([code, { name }]) => [name, code]));

/** What a tag is called; undefined for a number that PXE 2.1 gives no layout. */
export function pxeTagName(code: number): string | undefined {
  return TAGS.get(code)?.name;
}

/** The tag of this name. */
export function pxeTagCode(name: string): number | undefined {
  return CODE_BY_NAME.get(name);
}

export const PXE_TAG_NAMES: readonly string[] = [...CODE_BY_NAME.keys()];

/** What the bits of discovery control are called. */
export const CONTROL_BITS: readonly (readonly [bit: number, words: string])[] = [
  [NO_BROADCAST_DISCOVERY, 'no broadcast'],
  [NO_MULTICAST_DISCOVERY, 'no multicast'],
  [ONLY_LISTED_SERVERS, 'listed servers only'],
  [USE_BOOT_FILE, 'load the file at once'],
];

/** `6 discovery control 3 (no broadcast, no multicast), 9 menu 0 "Raspberry Pi Boot"`; what has no such layout in hexadecimal. */
export function printPxeOptions(value: Buffer): string {
  const { subOptions, rest } = decodeSubOptions(value, 'vendor');
  if (subOptions.length === 0) return printHex(value);
  const items = subOptions.map(printTag);
  if (rest.length > 0) items.push(`and ${printHex(rest)} left over`);
  return items.join(', ');
}

function printTag({ code, value }: SubOption): string {
  const tag = TAGS.get(code);
  return tag === undefined ? `${code} ${printHex(value)}` : `${code} ${tag.name} ${tag.print(value)}`;
}

function printAddress(value: Buffer): string {
  return value.length === 4 ? formatIpv4Address(value.readUInt32BE(0) as Ipv4Address) : printHex(value);
}

function printNumber(value: Buffer): string {
  return value.length === 1 || value.length === 2 ? String(value.readUIntBE(0, value.length)) : printHex(value);
}

function printControl(value: Buffer): string {
  const [control] = value;
  if (control === undefined || value.length !== 1) return printHex(value);
  const words = CONTROL_BITS.flatMap(([bit, text]) => ((control & bit) === 0 ? [] : [text]));
  return words.length === 0 ? String(control) : `${control} (${words.join(', ')})`;
}

/** Type, number of addresses, addresses; again and again. */
function printServers(value: Buffer): string {
  const items: string[] = [];
  let at = 0;
  while (at + 3 <= value.length) {
    const count = value[at + 2] ?? 0;
    const end = at + 3 + count * 4;
    if (end > value.length) break;
    const addresses = Array.from({ length: count }, (_, index) =>
      printAddress(value.subarray(at + 3 + index * 4, at + 7 + index * 4)),
    );
    items.push(`${value.readUInt16BE(at)} at ${addresses.length === 0 ? 'any address' : addresses.join(' ')}`);
    at = end;
  }
  return withRest(items, value.subarray(at));
}

/** Type, length, text; again and again. */
function printMenu(value: Buffer): string {
  const items: string[] = [];
  let at = 0;
  while (at + 3 <= value.length) {
    const end = at + 3 + (value[at + 2] ?? 0);
    if (end > value.length) break;
    items.push(`${value.readUInt16BE(at)} ${printText(value.subarray(at + 3, end))}`);
    at = end;
  }
  return withRest(items, value.subarray(at));
}

function withRest(items: readonly string[], rest: Buffer): string {
  return (rest.length === 0 && items.length > 0 ? items : [...items, printHex(rest)]).join(' | ');
}

function printPrompt(value: Buffer): string {
  const [seconds] = value;
  if (seconds === undefined) return printHex(value);
  const when = seconds === 255 ? 'wait for a key' : seconds === 0 ? 'at once' : `after ${seconds} s`;
  return `${printText(value.subarray(1))} ${when}`;
}

function printItem(value: Buffer): string {
  return value.length === 4 ? `type ${value.readUInt16BE(0)} layer ${value.readUInt16BE(2)}` : printHex(value);
}
