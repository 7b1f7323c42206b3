import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../values/ipv4-address.js';
import { readHexAddressName } from './hex-address-name.js';

describe('boot file names of machines that boot by RARP', () => {
  it.each(['C0A80015', 'C0A80015.SUN4U', 'c0a80015.sun4m', 'C0A80015.PREP'])('%s names 192.168.0.21', (name) => {
    const address = readHexAddressName(name);
    expect(address === undefined ? undefined : formatIpv4Address(address)).toBe('192.168.0.21');
  });

  it.each(['pxelinux.0', 'C0A8001', 'C0A80015.', 'C0A80015.A.B', 'dir/C0A80015', 'G0A80015'])(
    '%s is another name',
    (name) => {
      expect(readHexAddressName(name)).toBeUndefined();
    },
  );
});
