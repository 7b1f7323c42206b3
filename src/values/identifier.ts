import { fail, ok, type Result } from './result.js';

/** Option 61 and the sub-options of option 82 have one length octet each. */
const MOST_OCTETS = 255;

/**
 * A client, circuit or remote identifier as operators write it, as hexadecimal digits of what may stand on the wire.
 * `0x67692f30` and `67:69:2f:30` are octets, `Gi0/3` is text. Digits in pairs without any mark, `67692f30`, may be meant
 * either way: both readings are given, the octets first.
 */
export function readIdentifier(text: string): Result<readonly [string, ...string[]]> {
  if (text === '') return fail('is empty; leave the key out instead');
  const marked =
    /^0x((?:[0-9a-f]{2})+)$/i.exec(text)?.[1] ?? (/^[0-9a-f]{2}(?::[0-9a-f]{2})+$/i.test(text) ? text : '');
  const asText = Buffer.from(text, 'utf8').toString('hex');
  const octets = marked.replaceAll(':', '').toLowerCase();
  const readings: [string, ...string[]] =
    octets !== '' ? [octets] : /^(?:[0-9a-f]{2})+$/i.test(text) ? [text.toLowerCase(), asText] : [asText];
  if (readings[0].length > 2 * MOST_OCTETS) return fail(`has more than ${MOST_OCTETS} octets`);
  return ok(readings);
}
