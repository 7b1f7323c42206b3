import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isForEverybody } from '../../src/responders/tftp/broadcast-destination.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { decodeTftp, encodeOptionAcknowledgment, encodeRequest, writeDataHeader } from '../../src/wire/tftp/tftp.codec.js';
import { negotiateOptions } from '../../src/wire/tftp/tftp-options.js';
import { printPacket } from '../clients/tftp-client.js';
import { ip, labWire } from '../fakes/known-lab.js';

interface Datagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Buffer;
}

/** UDP out of IPv4 without options, without a look at checksums: some of these frames were edited before publication. */
function datagramsOf(name: string): Datagram[] {
  const capture = readCapture(readFileSync(new URL(`captures/${name}`, import.meta.url)));
  if (!capture.ok) throw new Error(capture.error);
  return capture.value.frames.flatMap(({ bytes }) => {
    if (bytes.readUInt16BE(12) !== 0x0800 || bytes[14] !== 0x45 || bytes[23] !== 17) return [];
    const payload = bytes.subarray(42, 34 + bytes.readUInt16BE(38));
    return [{ sourcePort: bytes.readUInt16BE(34), destinationPort: bytes.readUInt16BE(36), payload }];
  });
}

/** The packets in words; what cannot be read by its reason. */
function wordsOf(datagrams: readonly Datagram[]): string[] {
  return datagrams.map(({ payload }) => {
    const packet = decodeTftp(payload);
    if (!packet.ok) return packet.error;
    const { value } = packet;
    if (value.kind !== 'read-request' && value.kind !== 'write-request') return printPacket(value);
    const options = value.options.map(({ name, value: text }) => ` ${name}=${text}`).join('');
    return `${value.kind} ${value.fileName} ${value.mode}${options}`;
  });
}

describe('TFTP as it was seen on real wires', () => {
  it('is a size probe of Intel UEFI and its second request', () => {
    const words = wordsOf(datagramsOf('uefi-pxe-intel-tftp-windowsize.pcapng'));
    expect(words).toEqual([
      'read-request ipxe.efi octet tsize=0 blksize=1468 windowsize=4',
      'OACK tsize=1052672 blksize=1468 windowsize=1',
      'ERROR 8 User aborted the transfer',
      'read-request ipxe.efi octet blksize=1468 windowsize=4',
      'OACK blksize=1468 windowsize=1',
      'ACK 0',
      'DATA 1 (1468)',
    ]);
  });
  it('gets from us the OACK that the other server sent, but with the window that was asked', () => {
    const [request, answer] = datagramsOf('uefi-pxe-intel-tftp-windowsize.pcapng');
    const decoded = decodeTftp(request?.payload ?? Buffer.alloc(0));
    if (!decoded.ok || decoded.value.kind !== 'read-request') throw new Error('frame 1 is no read request');
    const { options } = decoded.value;
    const oack = (largestWindow: number) => {
      const terms = { mtu: 1500, transferSize: 1_052_672, largestWindow, largestWindowBytes: 131_072, refused: [] };
      return encodeOptionAcknowledgment(negotiateOptions(options, terms).acknowledged);
    };
    expect(oack(1)).toEqual(answer?.payload);
    expect(oack(64)).toEqual(Buffer.from('\0\x06tsize\x001052672\0blksize\x001468\0windowsize\x004\0', 'latin1'));
  });
  it('is iPXE and PXELINUX: options in both orders, and nine files that are not there', () => {
    const datagrams = datagramsOf('ipxe-pxelinux-tftp-options.pcap').filter(({ destinationPort, sourcePort }) =>
      [destinationPort, sourcePort].every((port) => port !== 67 && port !== 68),
    );
    const words = wordsOf(datagrams);
    const requests = words.filter((line) => line.startsWith('read-request'));
    expect(requests).toHaveLength(17);
    expect(requests[0]).toMatch(/ octet blksize=1432 tsize=0$/);
    expect(requests.at(-1)).toMatch(/ octet (tsize=0 blksize=1408|blksize=1408 tsize=0)$/);
    expect(words.filter((line) => line.startsWith('ERROR 1 File Not Found'))).toHaveLength(9);
  });
  it('has broken requests, which are refused with the reason', () => {
    const datagrams = datagramsOf('tftp-rrq-wrq-netascii-blksize.pcap');
    const words = wordsOf(datagrams);
    expect(words.slice(0, 3)).toEqual([
      'RRQ with an empty file name',
      'RRQ with an empty file name',
      'read-request rfc1350.txt octet',
    ]);
    expect(words.filter((line) => line.startsWith('write-request'))).toEqual([
      'write-request zz.bin netascii',
      'write-request empty100KB octet blksize=1468 tsize=100000',
    ]);
    expect(words.filter((line) => line.startsWith('DATA 49 '))).toHaveLength(1);
  });
  it('is byte for byte what we would send', () => {
    for (const { payload } of datagramsOf('tftp-rrq-wrq-netascii-blksize.pcap')) {
      const packet = decodeTftp(payload);
      if (!packet.ok) continue;
      const { value } = packet;
      if (value.kind === 'read-request' || value.kind === 'write-request') expect(encodeRequest(value)).toEqual(payload);
      if (value.kind === 'option-acknowledgment') expect(encodeOptionAcknowledgment(value.options)).toEqual(payload);
      if (value.kind === 'data') {
        const header = Buffer.alloc(4);
        writeDataHeader(header, value.block);
        expect(header).toEqual(payload.subarray(0, 4));
      }
    }
  });
  it('is a terminal server of the 1990s that asks everybody for its parameters', () => {
    const asked = datagramsOf('sun-broadcasts-portmap-callit.snoop').filter(({ destinationPort }) => destinationPort === 69);
    expect(wordsOf(asked)).toEqual(['read-request x0a3c45.prm octet']);
    const here = { ...labWire('129.111.3.1/16'), index: 1, loopback: false };
    expect(isForEverybody(ip('129.111.255.255'), here)).toBe(true);
  });
});
