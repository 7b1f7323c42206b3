import { parseIpv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { octetsOf } from '../dhcp/option-text.js';
import { CONTROL_BITS } from './print-pxe-options.js';

type Encode = (value: unknown) => Result<Buffer>;

/** PXE 2.1 table 2-1: the tags that are written in words; each value as `printPxeOptions` shows it. */
const ENCODERS: ReadonlyMap<number, Encode> = new Map<number, Encode>([
  [1, encodeAddress],
  [2, (value) => encodeNumber(value, 2)],
  [3, (value) => encodeNumber(value, 2)],
  [4, (value) => encodeNumber(value, 1)],
  [5, (value) => encodeNumber(value, 1)],
  [6, encodeControl],
  [7, encodeAddress],
  [8, (value) => encodeItems(value, encodeServers)],
  [9, (value) => encodeItems(value, encodeMenuLine)],
  [10, encodePrompt],
  [71, encodeBootItem],
]);

/** One tag's value, without code and length; tags without a layout take octets. The error says what is allowed. */
export function encodePxeTag(code: number, value: unknown): Result<Buffer> {
  const encode = ENCODERS.get(code);
  // What could not be printed in words was printed in hexadecimal, whatever the tag.
  if (encode === undefined || (typeof value === 'string' && /^0x/i.test(value))) {
    return octetsOf(value === 'empty' ? '' : value);
  }
  return encode(value);
}

function encodeAddress(value: unknown): Result<Buffer> {
  const address = typeof value === 'string' ? parseIpv4Address(value) : fail('');
  return address.ok ? ok(numberOctets(address.value, 4)) : fail(`takes one IPv4 address, not ${shown(value)}`);
}

function encodeNumber(value: unknown, size: number): Result<Buffer> {
  const most = 256 ** size - 1;
  const number = wholeNumber(value, most);
  return number === undefined
    ? fail(`takes a whole number from 0 to ${most}, not ${shown(value)}`)
    : ok(numberOctets(number, size));
}

/** `3`, `no broadcast, no multicast`, a list of these words, or both as they are printed: `3 (no broadcast, no multicast)`. */
function encodeControl(value: unknown): Result<Buffer> {
  const allowed = CONTROL_BITS.map(([bit, words]) => `${bit} "${words}"`).join(', ');
  const refused = fail(`takes a number from 0 to 255 or these words: ${allowed}; not ${shown(value)}`);
  const text = Array.isArray(value) ? value.join(',') : value;
  const number = wholeNumber(text, 255);
  if (number !== undefined) return ok(numberOctets(number, 1));
  const parts = typeof text === 'string' ? /^(\d*)\s*\(?([^()]+)\)?$/.exec(text.trim()) : null;
  if (parts === null) return refused;
  let control = 0;
  for (const words of (parts[2] ?? '').split(',')) {
    const bit = CONTROL_BITS.find(([, known]) => known === words.trim().toLowerCase())?.[0];
    if (bit === undefined) return refused;
    control |= bit;
  }
  const written = parts[1] === '' ? control : wholeNumber(parts[1], 255);
  const known = CONTROL_BITS.reduce((all, [bit]) => all | bit, 0);
  if (written === undefined || (written & known) !== control)
    return fail(`says ${parts[1]}, and its words mean ${control}`);
  return ok(numberOctets(written, 1));
}

/** A list, or its items in one text with `|` between them. */
function encodeItems(value: unknown, encode: (item: string) => Result<Buffer>): Result<Buffer> {
  const items: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? cutAtBars(value)
      : [value];
  const parts: Buffer[] = [];
  for (const item of items) {
    const octets = encode(typeof item === 'string' ? item.trim() : shown(item));
    if (!octets.ok) return octets;
    parts.push(octets.value);
  }
  return ok(Buffer.concat(parts));
}

/** `15 at 10.79.0.1 10.79.0.2`, `15 at any address`: type u16, count u8, addresses. */
function encodeServers(item: string): Result<Buffer> {
  const refused = fail(`takes items such as "15 at 10.79.0.1 10.79.0.2" or "15 at any address", not ${shown(item)}`);
  const parts = /^(\d{1,5}) at (.+)$/.exec(item);
  const type = wholeNumber(parts?.[1], 0xffff);
  if (parts === null || type === undefined) return refused;
  const addresses: Buffer[] = [];
  if (parts[2] !== 'any address') {
    for (const text of (parts[2] ?? '').split(/[\s,]+/).filter((part) => part !== '')) {
      const address = encodeAddress(text);
      if (!address.ok) return refused;
      addresses.push(address.value);
    }
    if (addresses.length === 0 || addresses.length > 63) return refused;
  }
  return ok(Buffer.concat([numberOctets(type, 2), Buffer.from([addresses.length]), ...addresses]));
}

/** `15 "Install"`, or without the quotes: type u16, length u8, text. */
function encodeMenuLine(item: string): Result<Buffer> {
  const parts = /^(\d{1,5}) (.+)$/.exec(item);
  const type = wholeNumber(parts?.[1], 0xffff);
  const label = parts === null ? undefined : readLabel(parts[2] ?? '');
  if (type === undefined || label === undefined || label === '' || label.length > 252) {
    return fail(`takes lines such as "15 Install", a type from 0 to 65535 and ASCII text; not ${shown(item)}`);
  }
  return ok(Buffer.concat([numberOctets(type, 2), Buffer.from([label.length]), Buffer.from(label, 'latin1')]));
}

/** `"F8" after 10 s`, `F8 wait for a key`, `F8 at once`: seconds u8 (255: wait, 0: at once), text. */
function encodePrompt(value: unknown): Result<Buffer> {
  const parts =
    typeof value === 'string' ? /^(.*?)\s*(at once|wait for a key|after (\d{1,3}) s)$/.exec(value.trim()) : null;
  const label = parts === null ? undefined : readLabel(parts[1] === 'empty' ? '' : (parts[1] ?? ''));
  const seconds = parts?.[3] === undefined ? (parts?.[2] === 'at once' ? 0 : 255) : wholeNumber(parts[3], 254);
  if (label === undefined || seconds === undefined || label.length > 254) {
    return fail(
      `takes ASCII text with "after 10 s" (1 to 254), "at once" or "wait for a key" behind it, not ${shown(value)}`,
    );
  }
  return ok(Buffer.concat([Buffer.from([seconds]), Buffer.from(label, 'latin1')]));
}

/** `type 15 layer 0`: type u16, layer u16. */
function encodeBootItem(value: unknown): Result<Buffer> {
  const parts = typeof value === 'string' ? /^type (\d{1,5}) layer (\d{1,5})$/.exec(value.trim()) : null;
  const [type, layer] = [wholeNumber(parts?.[1], 0xffff), wholeNumber(parts?.[2], 0xffff)];
  if (type === undefined || layer === undefined) return fail(`takes "type 15 layer 0", not ${shown(value)}`);
  return ok(Buffer.concat([numberOctets(type, 2), numberOctets(layer, 2)]));
}

/** What ROMs can show, in quotes as JSON writes them or without. */
function readLabel(text: string): string | undefined {
  let label = text;
  if (/^".*"$/.test(text)) {
    try {
      label = String(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
  return /^[\x20-\x7e]*$/.test(label) ? label : undefined;
}

/** At `|`, but not at those in quotes. */
function cutAtBars(text: string): readonly string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"|[^"|])+/g) ?? [text];
}

function wholeNumber(value: unknown, most: number): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= most ? number : undefined;
}

function numberOctets(number: number, size: number): Buffer {
  const octets = Buffer.alloc(size);
  octets.writeUIntBE(number, 0, size);
  return octets;
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
