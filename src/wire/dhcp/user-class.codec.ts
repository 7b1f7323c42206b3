import { fail, ok, type Result } from '../../values/result.js';
import type { DhcpOptions } from './dhcp-options.codec.js';
import { printHex, printText } from './option-text.js';

const USER_CLASS = 77;

/**
 * Option 77 in either form: RFC 3004 §4 has one or more classes, each behind a length octet that is not zero; iPXE, gPXE
 * and many DHCP clients send bare text. Lengths that come out exactly mean RFC 3004, else the value is one class. A
 * bare text would have to begin with a control character to be taken for the other.
 */
export function decodeUserClass(value: Buffer): Buffer[] {
  const classes: Buffer[] = [];
  let at = 0;
  while (at < value.length) {
    const length = value[at] ?? 0;
    if (length === 0 || at + 1 + length > value.length) return [value];
    classes.push(value.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return classes;
}

/** The client's user classes as text, e.g. `['iPXE']`; none when option 77 is absent or empty. */
export function readUserClasses(options: DhcpOptions): string[] {
  const value = options.get(USER_CLASS);
  return value === undefined ? [] : decodeUserClass(value).map((item) => item.toString('utf8'));
}

/** From one class or a list of them, in the form of RFC 3004 §4. */
export function encodeUserClass(value: unknown): Result<Buffer> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const parts: Buffer[] = [];
  for (const item of items) {
    const octets = typeof item === 'string' ? Buffer.from(item, 'utf8') : Buffer.alloc(0);
    if (octets.length === 0 || octets.length > 255)
      return fail('takes one class or a list of classes, each a text of 1 to 255 octets');
    parts.push(Buffer.from([octets.length]), octets);
  }
  return parts.length === 0 ? fail('takes at least one class') : ok(Buffer.concat(parts));
}

/** The classes in quotes, and `(bare)` for one that is not in the form of RFC 3004. */
export function printUserClass(value: Buffer): string {
  if (value.length === 0) return printHex(value);
  const classes = decodeUserClass(value);
  const bare = classes[0]?.length === value.length;
  return `${classes.map(printText).join(', ')}${bare ? ' (bare)' : ''}`;
}
