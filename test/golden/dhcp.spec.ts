import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { decodeBootp } from '../../src/wire/bootp/bootp.codec.js';
import { printMessage } from '../../src/wire/dhcp/print-message.js';
import { decodeUdpFrame, type UdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';

const BOOT_PORTS = [67, 68, 4011];

/** Frames of this file that carry BOOTP or DHCP: their number in the file, counted from 1, and the datagram. */
function datagramsOf(name: string): { readonly number: number; readonly udp: UdpFrame }[] {
  const capture = readCapture(readFileSync(new URL(`captures/${name}`, import.meta.url)));
  if (!capture.ok) throw new Error(capture.error);
  return capture.value.frames.flatMap((frame, index) => {
    const udp = decodeUdpFrame(frame.bytes);
    if (!udp.ok || !BOOT_PORTS.includes(udp.value.destinationPort)) return [];
    return [{ number: index + 1, udp: udp.value }];
  });
}

function inWords(name: string): string {
  const blocks = datagramsOf(name).map(({ number, udp }) => {
    const from = `${formatIpv4Address(udp.sourceAddress)}:${udp.sourcePort}`;
    const to = `${formatIpv4Address(udp.destinationAddress)}:${udp.destinationPort}`;
    const message = decodeBootp(udp.payload);
    const words = message.ok ? printMessage(message.value) : `unreadable: ${message.error}`;
    return `frame ${number}, ${udp.payload.length} octets, ${from} > ${to}\n${words}\n`;
  });
  return blocks.join('\n');
}

/** UPDATE_GOLDEN=1 writes the files anew: read the difference before committing it. */
function golden(file: string, text: string): string {
  const url = new URL(`dhcp/${file}`, import.meta.url);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(url, text);
  return readFileSync(url, 'utf8');
}

const CAPTURES = [
  ['bootp-dhcp-plc-rockwell.pcap', 6],
  ['dhcp-ack-option82.pcap', 1],
  ['dhcp-all-eight-types.pcap', 9],
  ['dhcp-android.pcap', 4],
  ['dhcp-cisco-phone-overload.pcap', 9],
  ['dhcp-overload-udhcpc.pcap', 8],
  ['dhcp-relay-leasequery.pcap', 36],
  ['dhcp-user-class-rfc3004.pcap', 4],
  ['ipxe-pxelinux-tftp-options.pcap', 6],
  ['pxe-bios-proxydhcp-nsec.pcap', 7],
  ['pxe-bios-two-offers-relay.pcap', 4],
  ['raspberrypi3-bootrom.pcap', 2],
  ['sun-broadcasts-portmap-callit.snoop', 2],
  ['uefi-http-ovmf.pcap', 4],
  ['uefi-pxe-intel-proxydhcp.pcapng', 7],
] as const;

describe('BOOTP and DHCP as they were seen on real wires', () => {
  it.each(CAPTURES)('reads every message of %s and prints it as the golden file has it', (name, messages) => {
    expect(datagramsOf(name)).toHaveLength(messages);
    const text = inWords(name);
    expect(text).toBe(golden(`${name}.txt`, text));
  });

  it('has no golden file without its capture', () => {
    const files = readdirSync(new URL('dhcp/', import.meta.url));
    expect(files.sort()).toEqual(CAPTURES.map(([name]) => `${name}.txt`).sort());
  });
});
