import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import {
  decodeGetfile,
  decodeWhoami,
  encodeGetfileResult,
  encodeWhoamiResult,
} from '../../src/wire/sunrpc/bootparam.codec.js';
import {
  decodeIndirectCall,
  decodePortMapping,
  encodeIndirectResult,
  encodePort,
} from '../../src/wire/sunrpc/portmap.codec.js';
import { decodeRpcCall, type RpcCall } from '../../src/wire/sunrpc/rpc-call.codec.js';
import { encodeRpcReply } from '../../src/wire/sunrpc/rpc-reply.codec.js';
import { BOOTPARAM, PORTMAP } from '../../src/wire/sunrpc/rpc-program.table.js';
import { ip, must } from '../fakes/known-lab.js';

function payloadsOf(name: string, from: number): Buffer[] {
  const { frames } = must(readCapture(readFileSync(new URL(`captures/${name}`, import.meta.url))));
  return frames.flatMap(({ bytes }) => {
    const frame = decodeUdpFrame(bytes);
    return frame.ok && [frame.value.sourcePort, frame.value.destinationPort].includes(from)
      ? [frame.value.payload]
      : [];
  });
}

describe('a Sun and the bootparamd of Linux', () => {
  const packets = payloadsOf('bootparams-rpcbootparamd.pcap', 1023);
  const call = (index: number): RpcCall => must(decodeRpcCall(packets[index] ?? Buffer.alloc(0)));
  /** What we would write, had the outcome been ours, is what the real server wrote. */
  const expectReply = (index: number, results: Buffer): void => {
    const transactionId = call(index - 1).transactionId;
    const reply = encodeRpcReply({ transactionId, outcome: { status: 'success', results } });
    expect(packets[index]?.toString('hex')).toBe(reply.toString('hex'));
  };

  it('WHOAMI by CALLIT to the broadcast address: the answer holds the port and the result', () => {
    expect(call(0)).toMatchObject({ program: PORTMAP.program, version: 2, procedure: PORTMAP.procedures.callit });
    const inner = must(decodeIndirectCall(call(0).arguments));
    expect(inner).toMatchObject({ program: BOOTPARAM.program, version: 1, procedure: BOOTPARAM.procedures.whoami });
    expect(must(decodeWhoami(inner.arguments))).toBe(ip('172.31.99.20'));
    const whoami = { clientName: 'sparky', domainName: '(none)', routerAddress: ip('127.0.0.1') };
    expectReply(1, encodeIndirectResult(0xd3cc, encodeWhoamiResult(whoami)));
  });

  it('GETPORT', () => {
    const mapping = must(decodePortMapping(call(2).arguments));
    expect(mapping).toEqual({ program: BOOTPARAM.program, version: 1, protocol: 17, port: 0 });
    expectReply(3, encodePort(0xd3cc));
  });

  it.each([
    [4, 'root', '/export/root/sparky'],
    [6, 'swap', '/export/swap/sparky'],
  ])('packet %i: GETFILE %s', (index, key, path) => {
    expect(must(decodeGetfile(call(index).arguments))).toEqual({ clientName: 'sparky', key });
    const result = { serverName: 'bootsrv', serverAddress: ip('172.31.99.1'), path };
    expectReply(index + 1, encodeGetfileResult(result));
  });

  it('GETFILE of a key that is not there has an empty answer', () => {
    expect(must(decodeGetfile(call(8).arguments))).toEqual({ clientName: 'sparky', key: 'dump' });
    expectReply(9, encodeGetfileResult({ serverName: '', serverAddress: ip('0.0.0.0'), path: '' }));
  });
});

describe('portmap CALLIT on a campus network of the 1990s', () => {
  it('asks for NIS domains with AUTH_SYS', () => {
    const packets = payloadsOf('sun-broadcasts-portmap-callit.snoop', 111);
    expect(packets.length).toBeGreaterThan(0);
    for (const packet of packets) {
      const call = must(decodeRpcCall(packet));
      expect(call).toMatchObject({ program: PORTMAP.program, procedure: PORTMAP.procedures.callit });
      expect(call.credential.flavor).toBe('sys');
      // YPPROC_DOMAIN_NONACK of YPSERV (100004) version 2.
      expect(must(decodeIndirectCall(call.arguments))).toMatchObject({ program: 100_004, version: 2, procedure: 2 });
    }
  });
});
