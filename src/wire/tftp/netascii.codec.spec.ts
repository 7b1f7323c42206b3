import { describe, expect, it } from 'vitest';
import { decodeNetascii, encodeNetascii, netasciiLength } from './netascii.codec.js';

describe('netascii', () => {
  const cases: Record<string, [host: string, netascii: string]> = {
    'leaves plain text alone': ['label linux', 'label linux'],
    'ends lines with CR LF': ['a\nb\n', 'a\r\nb\r\n'],
    'sends a bare CR as CR NUL': ['a\rb', 'a\r\0b'],
    'sends CR LF of the file as CR NUL CR LF': ['a\r\nb', 'a\r\0\r\nb'],
    'converts the first and the last octet': ['\na\r', '\r\na\r\0'],
    'keeps NUL and octets over 127': ['\0\xff', '\0\xff'],
    'converts nothing to nothing': ['', ''],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [host, netascii]) => {
    const bytes = Buffer.from(host, 'latin1');
    expect(encodeNetascii(bytes).toString('latin1')).toBe(netascii);
    expect(netasciiLength(bytes)).toBe(netascii.length);
    expect(decodeNetascii(Buffer.from(netascii, 'latin1')).toString('latin1')).toBe(host);
  });
  it('decodes a CR before anything else as itself', () => {
    expect(decodeNetascii(Buffer.from('a\rb\r', 'latin1')).toString('latin1')).toBe('a\rb\r');
  });
});
