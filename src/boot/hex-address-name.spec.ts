import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../values/ipv4-address.js';
import { readHexAddressName } from './hex-address-name.js';

describe('boot file names of machines that boot by RARP', () => {
  it.each([
    ['C0A80015', ['rarp']],
    ['C0A80015.SUN4U', ['rarp-sun4u', 'rarp']],
    ['c0a80015.sun4m', ['rarp-sun4m', 'rarp']],
    ['C0A80015.PREP', ['rarp-prep', 'rarp']],
    ['C0A80015.VAX', ['rarp']],
  ])('%s names 192.168.0.21 and boots by %s', (name, kinds) => {
    const read = readHexAddressName(name);
    expect(read && formatIpv4Address(read.address)).toBe('192.168.0.21');
    expect(read?.kinds).toEqual(kinds);
  });

  it.each(['pxelinux.0', 'C0A8001', 'C0A80015.', 'C0A80015.A.B', 'dir/C0A80015', 'G0A80015'])(
    '%s is another name',
    (name) => {
      expect(readHexAddressName(name)).toBeUndefined();
    },
  );
});
