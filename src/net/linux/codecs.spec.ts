import { describe, expect, it } from 'vitest';

import type { Ipv4Address } from '../../values/ipv4-address.js';
import { encodeFrameFilter, encodeFilterProgram } from './packet-filter.js';
import { inodesOfPort } from './port-holder.js';
import { encodeSockaddrIn, encodeSockaddrLl, encodeSockaddrNl } from './socket-address.js';

describe('socket structures', () => {
  it('writes sockaddr_in with port and address in network order', () => {
    expect(encodeSockaddrIn(0x0a4f0001 as Ipv4Address, 67).toString('hex')).toBe(
      '02000043' + '0a4f0001' + '00'.repeat(8),
    );
  });

  it('writes sockaddr_ll with the EtherType in network order and the index in host order', () => {
    expect(encodeSockaddrLl(0x8035, 3).toString('hex')).toBe('11008035' + '03000000' + '00'.repeat(12));
  });

  it('writes sockaddr_nl with its groups', () => {
    expect(encodeSockaddrNl(0x11).toString('hex')).toBe('10000000' + '00000000' + '11000000');
  });

  it('writes the filter: frames for other hosts and outgoing ones end at "drop", all others are taken whole', () => {
    expect(encodeFrameFilter('all').toString('hex').match(/.{16}/g)).toEqual([
      '3000000004f0ffff', // ldb  [SKF_AD_OFF + SKF_AD_PKTTYPE]
      '1500020003000000', // jeq  PACKET_OTHERHOST  -> drop
      '1500010004000000', // jeq  PACKET_OUTGOING   -> drop
      '06000000ffffffff', // ret  everything
      '0600000000000000', // ret  0
    ]);
  });

  it('writes the filter for claims of addresses', () => {
    expect(encodeFrameFilter('address-claims').toString('hex').match(/.{16}/g)).toEqual([
      '3000000004f0ffff', // ldb  [SKF_AD_OFF + SKF_AD_PKTTYPE]
      '1500090003000000', // jeq  PACKET_OTHERHOST  -> drop
      '1500080004000000', // jeq  PACKET_OUTGOING   -> drop
      '2800000014000000', // ldh  [20], the operation
      '1500050002000000', // jeq  reply  -> take
      '2000000026000000', // ld   [38], the target address
      '0700000000000000', // tax
      '200000001c000000', // ld   [28], the sender address
      '1500010000000000', // jeq  0.0.0.0, a probe  -> take
      '1d00000100000000', // jeq  the target's, a gratuitous request  -> take, else drop
      '06000000ffffffff', // ret  everything
      '0600000000000000', // ret  0
    ]);
  });

  it('writes the filter for answers of DHCP servers', () => {
    expect(encodeFrameFilter('dhcp-answers').toString('hex').match(/.{16}/g)).toEqual([
      '3000000004f0ffff', // ldb  [SKF_AD_OFF + SKF_AD_PKTTYPE]
      '15000b0003000000', // jeq  PACKET_OTHERHOST  -> drop
      '15000a0004000000', // jeq  PACKET_OUTGOING   -> drop
      '3000000017000000', // ldb  [23], the protocol
      '1500000811000000', // jeq  UDP, else drop
      '2800000014000000', // ldh  [20], flags and fragment offset
      '45000600ff3f0000', // jset a fragment  -> drop
      'b10000000e000000', // ldxb 4*([14]&0xf), the IPv4 header's length
      '480000000e000000', // ldh  [x + 14], the source port
      '1500000343000000', // jeq  67, else drop
      '5000000016000000', // ldb  [x + 22], op
      '1500000102000000', // jeq  BOOTREPLY, else drop
      '06000000ffffffff', // ret  everything
      '0600000000000000', // ret  0
    ]);
  });

  it('writes the filter for what is sent to one UDP port', () => {
    expect(encodeFrameFilter({ udpTo: 4011 }).toString('hex').match(/.{16}/g)).toEqual([
      '3000000004f0ffff', // ldb  [SKF_AD_OFF + SKF_AD_PKTTYPE]
      '1500090003000000', // jeq  PACKET_OTHERHOST  -> drop
      '1500080004000000', // jeq  PACKET_OUTGOING   -> drop
      '3000000017000000', // ldb  [23], the protocol
      '1500000611000000', // jeq  UDP, else drop
      '2800000014000000', // ldh  [20], flags and fragment offset
      '45000400ff3f0000', // jset a fragment  -> drop
      'b10000000e000000', // ldxb 4*([14]&0xf), the IPv4 header's length
      '4800000010000000', // ldh  [x + 16], the destination port
      '15000001ab0f0000', // jeq  4011, else drop
      '06000000ffffffff', // ret  everything
      '0600000000000000', // ret  0
    ]);
  });

  it('writes sock_fprog with the number of instructions and where they are', () => {
    expect(encodeFilterProgram(Buffer.alloc(40), 0x7f00_1122_3344n).toString('hex')).toBe(
      '0500000000000000' + '44332211007f0000',
    );
  });
});

describe('inodesOfPort', () => {
  const TABLE = [
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
    '  118: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 26811 2 0000000000000000 0',
    '  119: 0100007F:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 26812 2 0000000000000000 0',
    ' 4301: 00000000:1043 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 30001 2 0000000000000000 0',
    ' 4302: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 0 2 0000000000000000 0',
    '',
  ].join('\n');

  it('finds every socket on the port, whatever its address, and not those whose inode is unknown', () => {
    expect([...inodesOfPort(TABLE, 67)]).toEqual(['26811', '26812']);
  });

  it('finds none where there is none', () => {
    expect(inodesOfPort(TABLE, 69).size).toBe(0);
    expect(inodesOfPort('', 67).size).toBe(0);
  });
});
