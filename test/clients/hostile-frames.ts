import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import { BROADCAST_MAC } from '../../src/values/mac-address.js';
import type { BootpRequest, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { encodeUdpFrame, type UdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { ip, mac } from '../fakes/known-lab.js';

/** What a hostile client puts on the wire, by what is wrong with it; the frames of one name are sent together. */
export type HostilePackets = Readonly<Record<string, readonly Buffer[]>>;

const LIAR = mac('02:66:00:00:00:01');
export const OPTIONS_AT = 240;
export const [SNAME_AT, FILE_AT] = [44, 108] as const;
export const [DISCOVER, REQUEST, DECLINE, RELEASE, INFORM, LEASEQUERY] = [1, 3, 4, 7, 8, 10] as const;

export type Options = readonly (readonly [code: number, value: Buffer | string | readonly number[]])[];

export const bytesOf = (value: Buffer | string | readonly number[]): Buffer =>
  typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(value);
export const addressBytes = (address: string): readonly number[] => address.split('.').map(Number);

export function message(type: number, options: Options = [], over: Partial<BootpRequest> = {}): Buffer {
  const sent = options.map(([code, value]): OptionToSend => [code, bytesOf(value)]);
  return encodeBootpRequest({
    mac: LIAR,
    transactionId: 0x6666,
    ...over,
    options: [[53, Buffer.from([type])], ...sent],
  });
}

/** A DISCOVER with these octets after its cookie. */
export function raw(octets: readonly number[] | Buffer): Buffer {
  return Buffer.concat([message(DISCOVER).subarray(0, OPTIONS_AT), Buffer.from(octets)]);
}

/** A whole DISCOVER with some octets of it replaced. */
export function changed(...changes: readonly (readonly [offset: number, octets: readonly number[]])[]): Buffer {
  const bytes = Buffer.from(message(DISCOVER));
  for (const [offset, octets] of changes) bytes.set(octets, offset);
  return bytes;
}

/** As clients without an address send it, unless `over` says otherwise. */
export function frame(payload: Buffer, over: Partial<UdpFrame> = {}): Buffer {
  return encodeUdpFrame({
    sourceMac: LIAR,
    destinationMac: BROADCAST_MAC,
    sourceAddress: 0 as Ipv4Address,
    destinationAddress: ip('255.255.255.255'),
    sourcePort: 68,
    destinationPort: 67,
    payload,
    ...over,
  });
}

/** Octets of a finished frame replaced: checksums and lengths then no longer fit. */
export function damaged(offset: number, octets: readonly number[]): Buffer {
  const bytes = Buffer.from(frame(message(DISCOVER)));
  bytes.set(octets, offset);
  return bytes;
}

/** One datagram of `payload`, in frames of at most 1480 octets of IPv4 payload. */
export function fragments(payload: Buffer): Buffer[] {
  const whole = frame(payload, { sourceAddress: ip('10.79.0.66'), identification: 0x6666 });
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length - 34; at += 1480) {
    const piece = Buffer.concat([whole.subarray(0, 34), whole.subarray(34 + at, 34 + at + 1480)]);
    const more = 34 + at + 1480 < whole.length;
    piece.writeUInt16BE(piece.length - 14, 16);
    piece.writeUInt16BE((more ? 0x2000 : 0) | (at / 8), 20);
    piece.writeUInt16BE(0, 24);
    piece.writeUInt16BE(headerChecksum(piece), 24);
    pieces.push(piece);
  }
  return pieces;
}

function headerChecksum(bytes: Buffer): number {
  let sum = 0;
  for (let offset = 14; offset < 34; offset += 2) sum += bytes.readUInt16BE(offset);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
