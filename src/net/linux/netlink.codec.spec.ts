import { describe, expect, it } from 'vitest';

import { decodeDump, encodeAddressDump, encodeLinkDump } from './netlink.codec.js';

const bytes = (...parts: readonly string[]): Buffer => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');

/** nlmsghdr around a body: length · type · flags NLM_F_MULTI · sequence 7 · port. */
function message(type: number, body: Buffer, sequence = 7): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(16 + body.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt16LE(2, 6);
  header.writeUInt32LE(sequence, 8);
  return Buffer.concat([header, body]);
}

const NEWLINK = 16;
const NEWADDR = 20;
const DONE = message(3, bytes('00000000'));

const BRIDGE_PORT = message(
  NEWLINK,
  bytes(
    '00 00 0100 04000000 03100000 00000000', // family, ARPHRD_ETHER, index 4, IFF_UP|BROADCAST|MULTICAST
    '0700 0300 763000 00', // IFLA_IFNAME "v0", padded
    '0800 0400 dc050000', // IFLA_MTU 1500
    '0800 0a00 02000000', // IFLA_MASTER 2
    '0a00 0100 028100000001 0000', // IFLA_ADDRESS, padded
    '1000 1280', // IFLA_LINKINFO, with NLA_F_NESTED set:
    '0900 0100 7665746800 000000', //   IFLA_INFO_KIND "veth"
  ),
);

const LOOPBACK = message(
  NEWLINK,
  bytes(
    '00 00 0403 01000000 49000000 00000000', // ARPHRD_LOOPBACK, index 1, IFF_UP|LOOPBACK|RUNNING
    '0700 0300 6c6f00 00',
    '0800 0400 00000100', // MTU 65536
    '0a00 0100 000000000000 0000',
  ),
);

const WIREGUARD_DOWN = message(
  NEWLINK,
  bytes('00 00 feff 09000000 90000000 00000000', '0800 0300 77673000', '0800 0400 8c050000'),
);

/** As Linux 6.18 sent it, for `ip addr add 10.81.1.1/24 dev v1`: IFA_ADDRESS, IFA_LOCAL, label, flags, cache info. */
const PLAIN_ADDRESS = message(
  NEWADDR,
  bytes(
    '02188000 03000000',
    '08000100 0a510101',
    '08000200 0a510101',
    '07000300 76310000',
    '08000800 80000000',
    '14000600 ffffffff ffffffff 49160400 49160400',
  ),
);

/** As sent for `ip addr add 10.9.9.1 peer 10.9.9.2/30`: IFA_ADDRESS is the other end. */
const PEER_ADDRESS = message(NEWADDR, bytes('021e8000 03000000', '08000100 0a090902', '08000200 0a090901'));

describe('rtnetlink', () => {
  it('asks for all links and for all IPv4 addresses', () => {
    expect(encodeLinkDump(1)).toEqual(
      bytes('20000000 1200 0103 01000000 00000000', '00000000 00000000 00000000 00000000'),
    );
    expect(encodeAddressDump(2)).toEqual(bytes('18000000 1600 0103 02000000 00000000', '02000000 00000000'));
  });

  it('reads a port of a bridge: name, MAC, MTU, master, kind, state', () => {
    expect(decodeDump(BRIDGE_PORT, 7).links).toEqual([
      {
        index: 4,
        name: 'v0',
        mac: 0x02_81_00_00_00_01,
        mtu: 1500,
        up: true,
        loopback: false,
        kind: 'veth',
        master: 2,
      },
    ]);
  });

  it('reads loopback, and a tunnel that is down and has no Ethernet address', () => {
    const { links } = decodeDump(Buffer.concat([LOOPBACK, WIREGUARD_DOWN]), 7);
    expect(links).toMatchObject([
      { index: 1, name: 'lo', mac: 0, mtu: 65_536, up: true, loopback: true, kind: undefined, master: undefined },
      { index: 9, name: 'wg0', mac: undefined, mtu: 1420, up: false, loopback: false },
    ]);
  });

  it('reads addresses with their networks, our end of a point-to-point link', () => {
    expect(decodeDump(Buffer.concat([PLAIN_ADDRESS, PEER_ADDRESS]), 7).addresses).toEqual([
      { index: 3, address: 0x0a510101, network: { address: 0x0a510100, prefixLength: 24, mask: 0xffffff00 } },
      { index: 3, address: 0x0a090901, network: { address: 0x0a090900, prefixLength: 30, mask: 0xfffffffc } },
    ]);
  });

  it('knows the end of a dump and an error', () => {
    expect(decodeDump(Buffer.concat([LOOPBACK, DONE]), 7)).toMatchObject({ done: true, error: undefined });
    expect(decodeDump(LOOPBACK, 7).done).toBe(false);
    expect(decodeDump(message(2, bytes('ffffffff', '00'.repeat(16))), 7).error).toBe(1);
  });

  it('passes over the answers to another request', () => {
    expect(decodeDump(Buffer.concat([LOOPBACK, DONE]), 8)).toEqual({
      links: [],
      addresses: [],
      done: false,
      error: undefined,
    });
  });

  it('never throws, whatever octet is wrong and wherever the datagram ends', () => {
    const whole = Buffer.concat([BRIDGE_PORT, LOOPBACK, PLAIN_ADDRESS, PEER_ADDRESS, DONE]);
    for (let length = 0; length <= whole.length; length++) {
      const part = decodeDump(whole.subarray(0, length), 7);
      expect(part.done).toBe(length === whole.length);
    }
    for (let at = 0; at < whole.length; at++) {
      for (const octet of [0, 1, 3, 0x7f, 0xff]) {
        const broken = Buffer.from(whole);
        broken[at] = octet;
        expect(() => decodeDump(broken, 7)).not.toThrow();
      }
    }
  });
});
