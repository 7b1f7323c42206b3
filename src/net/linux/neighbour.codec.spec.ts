import { describe, expect, it } from 'vitest';
import { ip, mac } from '../../../test/fakes/known-lab.js';
import { encodeNeighbours, readNetlinkError } from './neighbour.codec.js';

describe('an entry of the kernel’s ARP table', () => {
  const SUN = { interfaceIndex: 3, address: ip('10.79.0.21'), mac: mac('08:00:20:8e:48:de') };
  const message = (sequence: string) =>
    '30000000' + // 48 octets
    '1c00' + // RTM_NEWNEIGH
    '0105' + // request, replace, create
    sequence +
    '00000000' +
    '02000000' + // AF_INET
    '03000000' + // the interface
    '0400' + // NUD_STALE
    '0000' +
    '08000100' +
    '0a4f0015' + // NDA_DST
    '0a000200' +
    '0800208e48de' + // NDA_LLADDR
    '0000';

  it('is written octet by octet', () => {
    expect(encodeNeighbours([SUN]).toString('hex')).toBe(message('01000000'));
  });

  it('may be followed by others in one datagram', () => {
    expect(encodeNeighbours([SUN, SUN]).toString('hex')).toBe(message('01000000') + message('02000000'));
  });

  it.each([
    ['EPERM', '24000000020000000100000000000000ffffffff', 1],
    ['an acknowledgement', '2400000002000000010000000000000000000000', undefined],
    ['another message', '24000000030000000100000000000000ffffffff', undefined],
    ['too few octets', '240000000200', undefined],
  ])('%s is read from the answer', (_what, hex, errno) => {
    expect(readNetlinkError(Buffer.from(hex, 'hex'))).toBe(errno);
  });
});
