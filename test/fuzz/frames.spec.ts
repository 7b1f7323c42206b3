import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import type { MacAddress } from '../../src/values/mac-address.js';
import { decodeArp, encodeArp } from '../../src/wire/arp/arp.codec.js';
import { internetChecksum } from '../../src/wire/ipv4/internet-checksum.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { decodeRarp, encodeRarp } from '../../src/wire/rarp/rarp.codec.js';

const mac = fc.maxSafeNat().map((value) => (value % 2 ** 48) as MacAddress);
const address = fc.nat(0xffff_ffff).map((value) => value as Ipv4Address);
const port = fc.nat(0xffff);
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

const resolutionPacket = (lastOperation: number) =>
  fc.record({
    source: mac,
    destination: mac,
    operation: fc.integer({ min: 1, max: lastOperation }),
    senderHardwareAddress: mac,
    senderProtocolAddress: address,
    targetHardwareAddress: mac,
    targetProtocolAddress: address,
  });

const udpFrame = fc.record({
  sourceMac: mac,
  destinationMac: mac,
  sourceAddress: address,
  destinationAddress: address,
  sourcePort: port,
  destinationPort: port,
  payload: bytes(1500),
  identification: port,
  ttl: fc.nat(255),
});

/** Bytes of `original` with a few replaced and perhaps an end cut off: near enough to right to get far into a reader. */
const damaged = (original: Buffer) =>
  fc
    .record({
      changes: fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { maxLength: 8 }),
      length: fc.oneof(fc.constant(original.length), fc.nat(original.length)),
    })
    .map(({ changes, length }) => {
      const copy = Buffer.from(original);
      for (const [offset, value] of changes) copy[offset] = value;
      return copy.subarray(0, length);
    });

describe('frames with any content', () => {
  it('that hold a RARP packet come back as they were', () => {
    fc.assert(
      fc.property(resolutionPacket(7), (packet) => {
        expect(decodeRarp(encodeRarp(packet))).toEqual({ ok: true, value: packet });
      }),
    );
  });

  it('that hold an ARP packet come back as they were', () => {
    fc.assert(
      fc.property(resolutionPacket(2), (packet) => {
        expect(decodeArp(encodeArp(packet))).toEqual({ ok: true, value: packet });
      }),
    );
  });

  it('that hold a UDP datagram come back as they were, with both checksums right', () => {
    fc.assert(
      fc.property(udpFrame, (frame) => {
        const encoded = encodeUdpFrame(frame);
        expect(internetChecksum(encoded, 14, 34)).toBe(0);
        expect(decodeUdpFrame(encoded, { udpChecksum: true })).toEqual({ ok: true, value: frame });
      }),
    );
  });

  it('are read or refused, never thrown at', () => {
    const rarp = Buffer.from(
      'ffffffffffff0800208e48de803500010800060400030800208e48deffffffff0800208e48de00000000',
      'hex',
    );
    fc.assert(
      fc.property(fc.oneof(bytes(80), damaged(rarp)), (frame) => {
        for (const result of [decodeRarp(frame), decodeArp(frame), decodeUdpFrame(frame, { udpChecksum: true })])
          if (!result.ok) expect(result.error).toMatch(/\w/);
      }),
      { numRuns: 2000 },
    );
  });

  it('with a damaged UDP datagram give no payload that lies outside of the frame', () => {
    fc.assert(
      fc.property(
        udpFrame.chain((frame) => damaged(encodeUdpFrame(frame))),
        (frame) => {
          const result = decodeUdpFrame(frame);
          if (result.ok) expect(result.value.payload.length).toBeLessThanOrEqual(frame.length - 42);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('capture files with any content', () => {
  const files = ['rarp-qemu-announce.pcap', 'rarp-request-reply.pcapng', 'sun-broadcasts-portmap-callit.snoop'].map(
    (name) => readFileSync(new URL(`../golden/captures/${name}`, import.meta.url)),
  );

  it('are read or refused, never thrown at, and hold no more bytes than the file', () => {
    fc.assert(
      fc.property(fc.oneof(bytes(200), ...files.map(damaged)), (file) => {
        const result = readCapture(file);
        if (!result.ok) {
          expect(result.error).toMatch(/\w/);
          return;
        }
        const held = result.value.frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
        expect(held).toBeLessThanOrEqual(file.length);
      }),
      { numRuns: 3000 },
    );
  });
});
