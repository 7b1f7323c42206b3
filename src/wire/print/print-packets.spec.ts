import { describe, expect, it } from 'vitest';
import { ip, mac } from '../../../test/fakes/known-lab.js';
import { encodeRarp } from '../rarp/rarp.codec.js';
import { encodeRequest } from '../tftp/tftp.codec.js';
import { FramePrinter } from './frame-printer.js';
import { printPackets, readHexText, renderPackets } from './print-packets.js';

const CLIENT = mac('08:00:20:8e:48:de');

const REQUEST = encodeRarp({
  source: CLIENT,
  destination: mac('ff:ff:ff:ff:ff:ff'),
  operation: 3,
  senderHardwareAddress: CLIENT,
  senderProtocolAddress: ip('0.0.0.0'),
  targetHardwareAddress: CLIENT,
  targetProtocolAddress: ip('0.0.0.0'),
});

function printed(bytes: Buffer): string {
  const packets = printPackets(bytes);
  return packets.ok ? renderPackets(packets.value) : packets.error;
}

const RARP_WORDS =
  '  RARP request: what is the address of 08:00:20:8e:48:de?\n' +
  '    sender       08:00:20:8e:48:de 0.0.0.0\n' +
  '    target       08:00:20:8e:48:de 0.0.0.0\n';
const RARP_FRAME = `1 08:00:20:8e:48:de > ff:ff:ff:ff:ff:ff\n${RARP_WORDS}`;

/** The frame as `tcpdump -xx` prints it. */
const TCPDUMP = [...REQUEST.toString('hex').matchAll(/.{1,32}/g)]
  .map(([line], row) => `\t0x${(row * 16).toString(16).padStart(4, '0')}:  ${line.replaceAll(/.{4}(?=.)/g, '$& ')}`)
  .join('\n');

/** The frame as `hexdump -C` prints it. */
const HEXDUMP = [...REQUEST.toString('hex').matchAll(/.{1,32}/g)]
  .map(([line], row) => {
    const octets = line.replaceAll(/..(?=.)/g, '$& ').replace(/^((?:.. ){8})/, '$1 ');
    return `${(row * 16).toString(16).padStart(8, '0')}  ${octets}  |........ .......|`;
  })
  .join('\n');

describe('packets that somebody pastes', () => {
  it.each([
    ['digits', REQUEST.toString('hex')],
    ['digits after 0x', `0x${REQUEST.toString('hex')}\n`],
    ['octets between colons', REQUEST.toString('hex').replaceAll(/..(?=.)/g, '$&:')],
    ['what tcpdump -xx prints', TCPDUMP],
    ['what hexdump -C prints', HEXDUMP],
  ])('are read from %s', (_, text) => {
    expect(printed(Buffer.from(text))).toBe(RARP_FRAME);
  });

  it('may have a VLAN tag', () => {
    const tagged = Buffer.concat([REQUEST.subarray(0, 12), Buffer.from('81000064', 'hex'), REQUEST.subarray(12)]);
    expect(printed(Buffer.from(tagged.toString('hex')))).toBe(RARP_FRAME.replace('1 08', '1 vlan 100 08'));
  });

  it('may come without their Ethernet header', () => {
    expect(printed(Buffer.from(REQUEST.subarray(14, 42).toString('hex')))).toBe(`1\n${RARP_WORDS}`);
  });

  it('may be the payload of TFTP alone', () => {
    const options = [{ name: 'tsize', value: '0' }];
    const request = encodeRequest({ kind: 'read-request', fileName: 'pxelinux.0', mode: 'octet', options });
    expect(printed(Buffer.from(request.toString('hex')))).toBe('1\n  RRQ "pxelinux.0" octet, tsize 0\n');
  });

  it('are refused when they are neither a capture nor hexadecimal', () => {
    expect(readHexText('#!/bin/sh')).toBeUndefined();
    expect(printed(Buffer.from('#!/bin/sh'))).toContain('this is not a capture file that can be read');
  });
});

describe('a cooked capture', () => {
  const file = (linkType: number, record: Buffer): Buffer => {
    const header = Buffer.from('a1b2c3d4000200040000000000000000000400000000', 'hex');
    const link = Buffer.from([0, linkType >> 8, linkType & 0xff]);
    const lengths = Buffer.alloc(16);
    lengths.writeUInt32BE(record.length, 8);
    lengths.writeUInt32BE(record.length, 12);
    return Buffer.concat([header.subarray(0, 20), Buffer.from([0]), link, lengths, record]);
  };

  it.each([
    ['of tcpdump -i any', 113, '0001000100060800208e48de00008035'],
    ['of newer tcpdump -i any', 276, '803500000000000200010106' + '0800208e48de0000'],
  ])('%s is read', (_, linkType, header) => {
    const bytes = Buffer.from(header, 'hex');
    expect(printed(file(linkType, Buffer.concat([bytes, REQUEST.subarray(14)])))).toBe(RARP_FRAME);
  });

  it('of a link type that we do not know says so', () => {
    expect(printed(file(127, REQUEST))).toContain('link type 127 is not read here');
  });
});

describe('what stands beside a boot in a capture', () => {
  const ADDRESSES = 'ffffffffffff 080020 8e48de';
  it.each([
    [
      'a BPDU of a switch',
      '0026 424203 0000000000',
      'spanning tree of a switch, IEEE 802.3 with LLC, 8 octets 4242030000000000',
    ],
    [
      'a length and SNAP, padded',
      '0004 aaaa0300 000000000000',
      'no Ethernet II, IEEE 802.3 with LLC, 4 octets aaaa0300',
    ],
    ['IPv6', '86dd 60000000', 'IPv6, EtherType 0x86dd, 4 octets 60000000'],
    ['a type that has no name here', '88b5 00', 'EtherType 0x88b5, 1 octets 00'],
    ['TCP', `0800 4500002800000000 4006 0000 0a000001 0a000002 ${'00'.repeat(20)}`, 'TCP, which is not printed here'],
  ])('%s', (_, hex, words) => {
    const frame = Buffer.from(`${ADDRESSES} ${hex}`.replaceAll(' ', ''), 'hex');
    expect(new FramePrinter().print(frame).words).toBe(words);
  });

  it('says what a capture has cut off', () => {
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt32LE(1, 20);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(20, 8);
    record.writeUInt32LE(60, 12);
    expect(printed(Buffer.concat([header, record, REQUEST.subarray(0, 20)]))).toContain(
      'the capture kept 20 of its 60 octets',
    );
  });
});
