import { fail, ok, type Result } from '../../values/result.js';
import { listOf, printHex, printText } from './option-text.js';

/**
 * Option 119 (RFC 3397): domain names in the encoding of RFC 1035 §4.1.4, pointers into the same value allowed.
 * Undefined when a label or a pointer leads out of the value, a pointer does not lead back, or a name is over 255 octets.
 */
export function decodeDomainList(value: Buffer): string[] | undefined {
  const names: string[] = [];
  let at = 0;
  while (at < value.length) {
    const name = readName(value, at);
    if (name === undefined) return undefined;
    names.push(name.text);
    at = name.next;
  }
  return names;
}

function readName(value: Buffer, start: number): { readonly text: string; readonly next: number } | undefined {
  const labels: string[] = [];
  let octets = 0;
  let at = start;
  let next: number | undefined;
  for (;;) {
    const head = value[at];
    if (head === undefined) return undefined;
    if (head === 0) return { text: labels.join('.'), next: next ?? at + 1 };
    if (head >= 0xc0) {
      const low = value[at + 1];
      const target = (head & 0x3f) * 256 + (low ?? 0);
      // Only ever backwards, so that the walk ends.
      if (low === undefined || target >= at) return undefined;
      next ??= at + 2;
      at = target;
    } else {
      octets += head + 1;
      if (head > 63 || octets > 254 || at + 1 + head > value.length) return undefined;
      labels.push(value.toString('latin1', at + 1, at + 1 + head));
      at += 1 + head;
    }
  }
}

/** From a list of names, or one text with commas or blanks between. Pointers are not used: some clients cannot follow them. */
export function encodeDomainList(value: unknown): Result<Buffer> {
  const names = listOf(value);
  if (names.length === 0) return fail('takes domain names, such as ["lab.example", "example"]');
  const parts: Buffer[] = [];
  for (const name of names) {
    const labels = typeof name === 'string' && name.length <= 254 ? name.replace(/\.$/, '').split('.') : [''];
    if (labels.join('.').length > 253 || !labels.every((label) => /^[a-z0-9_-]{1,63}$/i.test(label)))
      return fail(`takes domain names, such as ["lab.example", "example"], not ${JSON.stringify(name)}`);
    for (const label of labels) parts.push(Buffer.from([label.length]), Buffer.from(label, 'latin1'));
    parts.push(Buffer.from([0]));
  }
  return ok(Buffer.concat(parts));
}

/** The names between commas; hexadecimal when the value is no list of names. */
export function printDomainList(value: Buffer): string {
  const names = decodeDomainList(value);
  if (names === undefined || names.length === 0) return printHex(value);
  return names.map((name) => printText(Buffer.from(name))).join(', ');
}
