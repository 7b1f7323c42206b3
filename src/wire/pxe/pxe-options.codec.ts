import type { Ipv4Address } from '../../values/ipv4-address.js';
import { decodeSubOptions } from '../dhcp/sub-options.codec.js';

/** Tags inside option 43 when option 60 is `PXEClient` (PXE 2.1 table 2-1). */
const DISCOVERY_CONTROL = 6;
const BOOT_SERVERS = 8;
const BOOT_MENU = 9;
const MENU_PROMPT = 10;
const BOOT_ITEM = 71;
const END = 255;

/** Bits of tag 6 (PXE 2.1 table 2-1): how the client looks for boot servers. */
export const NO_BROADCAST_DISCOVERY = 1;
export const NO_MULTICAST_DISCOVERY = 2;
export const ONLY_LISTED_SERVERS = 4;
/** Load the file of the very packet that says so; no prompt, no menu, no discovery. */
export const USE_BOOT_FILE = 8;

/** Where one type of boot server is found. */
export interface PxeBootServers {
  readonly type: number;
  readonly addresses: readonly Ipv4Address[];
}

export interface PxeMenuLine {
  readonly type: number;
  /** ASCII; what ROMs show. */
  readonly label: string;
}

/** Tag 71: the boot server type that is asked for or answered, and the layer (0: the first file; bit 15: credentials). */
export interface PxeBootItem {
  readonly type: number;
  readonly layer: number;
}

/** What option 43 says to a PXE client; what is left out is not sent. */
export interface PxeOptions {
  readonly discoveryControl?: number | undefined;
  readonly bootServers?: readonly PxeBootServers[] | undefined;
  readonly menu?: readonly PxeMenuLine[] | undefined;
  /** `timeoutSeconds` 0: the first line at once; 255: wait for a key. */
  readonly prompt?: { readonly timeoutSeconds: number; readonly text: string } | undefined;
  readonly bootItem?: PxeBootItem | undefined;
}

/**
 * The value of option 43 (PXE 2.1 table 2-1), numbers with their most significant octet first:
 *
 * 6: control u8 · 8: (type u16, count u8, addresses)… · 9: (type u16, length u8, text)… · 10: timeout u8, text ·
 * 71: type u16, layer u16 · 255
 *
 * A tag whose value would exceed 255 octets is left out: half a menu would name servers that are not there.
 */
export function encodePxeOptions(options: PxeOptions): Buffer {
  const parts: Buffer[] = [];
  const add = (tag: number, value: Buffer): void => {
    if (value.length <= 255) parts.push(Buffer.from([tag, value.length]), value);
  };
  const { discoveryControl, bootServers, menu, prompt, bootItem } = options;
  if (discoveryControl !== undefined) add(DISCOVERY_CONTROL, Buffer.from([discoveryControl]));
  if (bootServers !== undefined) add(BOOT_SERVERS, Buffer.concat(bootServers.map(encodeServers)));
  if (menu !== undefined) add(BOOT_MENU, Buffer.concat(menu.map(encodeLine)));
  if (prompt !== undefined) {
    add(MENU_PROMPT, Buffer.concat([Buffer.from([prompt.timeoutSeconds]), Buffer.from(prompt.text, 'latin1')]));
  }
  if (bootItem !== undefined) add(BOOT_ITEM, encodeItem(bootItem));
  parts.push(Buffer.from([END]));
  return Buffer.concat(parts);
}

function encodeServers({ type, addresses }: PxeBootServers): Buffer {
  const bytes = Buffer.alloc(3 + addresses.length * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt8(addresses.length, 2);
  addresses.forEach((address, index) => bytes.writeUInt32BE(address, 3 + index * 4));
  return bytes;
}

function encodeLine({ type, label }: PxeMenuLine): Buffer {
  const text = Buffer.from(label, 'latin1').subarray(0, 255);
  const head = Buffer.alloc(3);
  head.writeUInt16BE(type, 0);
  head.writeUInt8(text.length, 2);
  return Buffer.concat([head, text]);
}

function encodeItem({ type, layer }: PxeBootItem): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(layer, 2);
  return bytes;
}

/**
 * Tag 71 of a client's option 43: which boot server type it asks for. Undefined when it names none. Some ROMs send the
 * two octets of the type alone; their layer is 0.
 */
export function readPxeBootItem(vendorOptions: Buffer | undefined): PxeBootItem | undefined {
  if (vendorOptions === undefined) return undefined;
  const value = decodeSubOptions(vendorOptions, 'vendor').subOptions.find(({ code }) => code === BOOT_ITEM)?.value;
  if (value === undefined || value.length < 2) return undefined;
  return { type: value.readUInt16BE(0), layer: value.length < 4 ? 0 : value.readUInt16BE(2) };
}

/**
 * Is this option 43 PXE's? It has discovery control, one octet, or a menu with its prompt. Other makers' devices give
 * the same tags other layouts: option 43 says nothing of whose it is (RFC 2132 §8.4).
 */
export function saysPxe(vendorOptions: Buffer): boolean {
  const { subOptions, rest } = decodeSubOptions(vendorOptions, 'vendor');
  const has = (tag: number, octets?: number): boolean =>
    subOptions.some(({ code, value }) => code === tag && (octets === undefined || value.length === octets));
  return rest.length === 0 && (has(DISCOVERY_CONTROL, 1) || (has(BOOT_MENU) && has(MENU_PROMPT)));
}

/**
 * What option 43 says where option 60 is `PXEClient`. Lenient: of a list what is whole is kept, and a tag of no layout is
 * as one that is not there.
 */
export function decodePxeOptions(vendorOptions: Buffer): PxeOptions {
  const { subOptions } = decodeSubOptions(vendorOptions, 'vendor');
  const valueOf = (tag: number): Buffer | undefined => subOptions.find(({ code }) => code === tag)?.value;
  const servers = valueOf(BOOT_SERVERS);
  const menu = valueOf(BOOT_MENU);
  const prompt = valueOf(MENU_PROMPT);
  return {
    discoveryControl: valueOf(DISCOVERY_CONTROL)?.[0],
    bootServers: servers && readServers(servers),
    menu: menu && readMenu(menu),
    prompt: prompt?.[0] === undefined ? undefined : { timeoutSeconds: prompt[0], text: prompt.toString('latin1', 1) },
    bootItem: readPxeBootItem(vendorOptions),
  };
}

function readServers(value: Buffer): PxeBootServers[] {
  const servers: PxeBootServers[] = [];
  for (let at = 0; at + 3 <= value.length;) {
    const start = at + 3;
    at = start + (value[at + 2] ?? 0) * 4;
    if (at > value.length) break;
    const addresses = Array.from(
      { length: (at - start) / 4 },
      (_, index) => value.readUInt32BE(start + index * 4) as Ipv4Address,
    );
    servers.push({ type: value.readUInt16BE(start - 3), addresses });
  }
  return servers;
}

function readMenu(value: Buffer): PxeMenuLine[] {
  const lines: PxeMenuLine[] = [];
  for (let at = 0; at + 3 <= value.length;) {
    const start = at + 3;
    at = start + (value[at + 2] ?? 0);
    if (at > value.length) break;
    lines.push({ type: value.readUInt16BE(start - 3), label: value.toString('latin1', start, at) });
  }
  return lines;
}
