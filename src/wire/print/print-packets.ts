import { ok, type Result } from '../../values/result.js';
import { ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_RARP } from '../ethernet/ethernet.codec.js';
import { readLinkFrame } from '../ethernet/link-frame.js';
import { LINK_TYPE_ETHERNET, type Capture } from '../pcap/capture.js';
import { readCapture } from '../pcap/read-capture.js';
import { decodeBootp } from '../bootp/bootp.codec.js';
import { printMessage } from '../dhcp/print-message.js';
import { FramePrinter, type PrintedFrame } from './frame-printer.js';
import { printTftp } from './print-tftp.js';
import { RpcPrinter } from './rpc-printer.js';

/** One packet of what was given, in words. */
export interface PrintedPacket extends PrintedFrame {
  /** Its number in the file, counted from 1. */
  readonly number: number;
  /** Nanoseconds since 1970; undefined where the file does not say. */
  readonly atNanoseconds: bigint | undefined;
  readonly vlans: readonly number[];
}

export interface PrintedPackets {
  readonly packets: readonly PrintedPacket[];
  /** Why the file could not be read to its end. */
  readonly problem: string | undefined;
}

/** Prints the packets of a capture file (pcap, pcapng, snoop) or of hexadecimal text, by what it begins with. */
export function printPackets(bytes: Buffer): Result<PrintedPackets> {
  const capture = readCapture(bytes);
  if (capture.ok) return ok(printCapture(capture.value));
  const octets = readHexText(bytes.toString('latin1'));
  if (octets === undefined) return capture;
  return ok({ packets: [printOctets(octets)], problem: undefined });
}

function printCapture({ linkType, frames, problem }: Capture): PrintedPackets {
  const printer = new FramePrinter();
  const packets = frames.map(({ atNanoseconds, bytes, originalLength }, index) => {
    const link = readLinkFrame(linkType, bytes);
    const { route, words } = link.ok ? printer.print(link.value.frame) : { route: '', words: link.error };
    const cut =
      bytes.length < originalLength ? `\nthe capture kept ${bytes.length} of its ${originalLength} octets` : '';
    return {
      number: index + 1,
      atNanoseconds: atNanoseconds === 0n ? undefined : atNanoseconds,
      vlans: link.ok ? link.value.vlans : [],
      ...{ route, words: `${words}${cut}` },
    };
  });
  return { packets, problem };
}

/**
 * Octets in hexadecimal as tools print them: digits with or without blanks, `:` or `-`, `0x` before them, or a dump with
 * an offset before each line and perhaps text behind it (tcpdump -xx, hexdump -C, Wireshark). Undefined: no such text.
 */
export function readHexText(text: string): Buffer | undefined {
  const digits = text
    .split(/\r?\n/)
    .map((line) => bareLine(line))
    .join('')
    .replaceAll(/[\s:-]/g, '');
  return digits !== '' && /^(?:[0-9a-f]{2})+$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined;
}

/** A line of a dump without its offset and its text. */
function bareLine(line: string): string {
  const dump =
    /^\s*(?:0x)?[0-9a-f]{4,8}(?::\s+|\s{2,})((?:[0-9a-f]{2,4}\s{1,2})*[0-9a-f]{2,4})(?:\s{2,}.*|\s+\|.*)?\s*$/i.exec(
      line,
    );
  return dump?.[1] ?? line.replace(/^\s*0x/i, '');
}

const FRAME_TYPES: ReadonlySet<number> = new Set([ETHER_TYPE_ARP, ETHER_TYPE_RARP, ETHER_TYPE_IPV4, 0x8100, 0x88a8]);

/** Octets that nobody said what they are: a frame, or the packet alone, as people copy it out of Wireshark. */
function printOctets(octets: Buffer): PrintedPacket {
  const packet = { number: 1, atNanoseconds: undefined, vlans: [] };
  const tryFrame =
    octets.length >= 14 && FRAME_TYPES.has(octets.readUInt16BE(12)) && readLinkFrame(LINK_TYPE_ETHERNET, octets);
  if (tryFrame !== false && tryFrame.ok)
    return { ...packet, vlans: tryFrame.value.vlans, ...new FramePrinter().print(tryFrame.value.frame) };
  return { ...packet, route: '', words: printPayload(octets) };
}

function printPayload(octets: Buffer): string {
  const first = octets.subarray(0, 6).toString('hex');
  if (first === '000108000604' && octets.length >= 28) {
    const type = octets.readUInt16BE(6) > 2 ? ETHER_TYPE_RARP : ETHER_TYPE_ARP;
    const header = Buffer.alloc(14, 0xff);
    octets.copy(header, 6, 8, 14);
    header.writeUInt16BE(type, 12);
    return new FramePrinter().print(Buffer.concat([header, octets])).words;
  }
  if (/^4[5-9a-f]/.test(first)) {
    const link = readLinkFrame(101, octets);
    if (link.ok) return new FramePrinter().print(link.value.frame).words;
  }
  const message = decodeBootp(octets);
  if (message.ok) return printMessage(message.value);
  if (octets.length >= 4 && octets[0] === 0 && (octets[1] ?? 0) <= 6 && octets[1] !== 0) return printTftp(octets);
  return new RpcPrinter().print(octets) ?? `${octets.length} octets that are none of RARP, ARP, DHCP, BOOTP, TFTP, RPC`;
}

/** All packets as text: for each a line with number, time and route, then its words, indented. */
export function renderPackets({ packets, problem }: PrintedPackets): string {
  const blocks = packets.map(({ number, atNanoseconds, vlans, route, words }) => {
    const time = atNanoseconds === undefined ? '' : ` ${formatNanoseconds(atNanoseconds)}`;
    const tags = vlans.length === 0 ? '' : ` vlan ${vlans.join('.')}`;
    const head = `${number}${time}${tags}${route === '' ? '' : ` ${route}`}`;
    return [head, ...words.split('\n').map((line) => `  ${line}`)].join('\n');
  });
  if (problem !== undefined) blocks.push(`the rest is missing: ${problem}`);
  return `${blocks.join('\n')}\n`;
}

/** The last moment that a Date can name, in milliseconds. */
const END_OF_TIME = 8_640_000_000_000_000n;

/** RFC 3339 text in UTC with microseconds, as tcpdump prints them. */
export function formatNanoseconds(at: bigint): string {
  const milliseconds = at / 1_000_000n;
  if (milliseconds < 0n || milliseconds > END_OF_TIME) return `${at} ns`;
  const whole = new Date(Number(milliseconds)).toISOString().slice(0, 19);
  return `${whole}.${String((at / 1000n) % 1_000_000n).padStart(6, '0')}Z`;
}
