import { decodeDomainList } from './domain-list.codec.js';
import { printHex, printText } from './option-text.js';

/** RFC 4702 §2.1: bit 2, the name is in the encoding of DNS. */
const ENCODED = 0x04;
const FLAGS: readonly (readonly [bit: number, letter: string])[] = [
  [0x01, 'S'],
  [0x02, 'O'],
  [0x04, 'E'],
  [0x08, 'N'],
];
/** Flags and two result codes that nobody reads any more. */
const HEAD = 3;

/** Option 81: `"pc.lab.example" (S E)`. */
export function printClientFqdn(value: Buffer): string {
  const flags = value[0];
  if (flags === undefined || value.length < HEAD) return printHex(value);
  const name = value.subarray(HEAD);
  const letters = FLAGS.flatMap(([bit, letter]) => ((flags & bit) === 0 ? [] : [letter]));
  return `${printName(name, flags)}${letters.length === 0 ? '' : ` (${letters.join(' ')})`}`;
}

/** A name without its last, empty label is only a part of one (RFC 4702 §2.3.1). */
function printName(name: Buffer, flags: number): string {
  if (name.length === 0) return 'no name';
  if ((flags & ENCODED) === 0) return printText(name);
  const ended = name.at(-1) === 0 ? name : Buffer.concat([name, Buffer.alloc(1)]);
  const names = decodeDomainList(ended);
  return names?.length === 1 ? printText(Buffer.from(names[0] ?? '')) : printHex(name);
}
