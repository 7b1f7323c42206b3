import { fail, ok, type Result } from '../../values/result.js';

/** The items an operator wrote: a list as it is, a text cut at commas and blanks, anything else alone; none for ''. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((item) => item !== '');
  return value === undefined || value === null ? [] : [value];
}

/** Octets as an operator writes them: hexadecimal digits in pairs, with or without `:`, `-`, blanks or a leading `0x`; octet numbers; a Buffer. */
export function octetsOf(value: unknown): Result<Buffer> {
  if (Buffer.isBuffer(value)) return ok(value);
  if (Array.isArray(value)) {
    const octets: number[] = [];
    for (const octet of value) {
      if (typeof octet !== 'number' || !Number.isInteger(octet) || octet < 0 || octet > 255)
        return fail(`takes octets, whole numbers from 0 to 255, not ${JSON.stringify(octet)}`);
      octets.push(octet);
    }
    return ok(Buffer.from(octets));
  }
  if (typeof value !== 'string') return fail('takes octets in hexadecimal, such as "0104c0a80001"');
  const digits = value
    .trim()
    .replace(/^0x/i, '')
    .replaceAll(/[\s:-]/g, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits))
    return fail(`takes octets in hexadecimal, two digits for each, such as "0104c0a80001", not "${value}"`);
  return ok(Buffer.from(digits, 'hex'));
}

/** `0x` and two digits per octet; `empty` for none. */
export function printHex(value: Buffer): string {
  return value.length === 0 ? 'empty' : `0x${value.toString('hex')}`;
}

/**
 * Text in quotes, as JSON writes it, so that control characters and line ends cannot forge a line of output. A NUL at the
 * end, which firmware sends, is left out; octets that are not UTF-8 are shown in hexadecimal.
 */
export function printText(value: Buffer): string {
  if (value.length === 0) return 'empty';
  let end = value.length;
  while (end > 0 && value[end - 1] === 0) end -= 1;
  const text = value.toString('utf8', 0, end);
  if (text.includes('\ufffd')) return printHex(value);
  return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
