import { describe, expect, it } from 'vitest';
import { readIdentifier } from './identifier.js';

describe('an identifier of a client or a port, as operators write it', () => {
  it.each([
    ['Gi0/3', ['4769302f33']],
    ['0x0001AB', ['0001ab']],
    ['ff:00:01:Ab', ['ff0001ab']],
    ['67692f30', ['67692f30', '3637363932663330']],
    ['1/0/1:100', ['312f302f313a313030']],
    ['abc', ['616263']],
  ])('%s is on the wire %j', (text, readings) => {
    expect(readIdentifier(text)).toEqual({ ok: true, value: readings });
  });

  it.each([
    ['', /empty/],
    ['x'.repeat(256), /more than 255 octets/],
  ])('"%s" is refused', (text, reason) => {
    expect(readIdentifier(text)).toMatchObject({ ok: false, error: expect.stringMatching(reason) as string });
  });
});
