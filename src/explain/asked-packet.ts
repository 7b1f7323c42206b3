import type { NetworkInterface } from '../net/net.port.js';
import { ANY_ADDRESS, BROADCAST_ADDRESS, type Ipv4Address } from '../values/ipv4-address.js';
import { BROADCAST_MAC, type MacAddress } from '../values/mac-address.js';
import { fail, ok, type Result } from '../values/result.js';
import { decodeUdpFrame } from '../wire/ipv4/udp-frame.codec.js';
import { ETHER_TYPE_RARP } from '../wire/ethernet/ethernet.codec.js';
import { readLinkFrame } from '../wire/ethernet/link-frame.js';
import { encodeRarp, RARP_REQUEST } from '../wire/rarp/rarp.codec.js';

/** One packet as a responder would receive it. */
export interface AskedPacket {
  /** Whose port: EtherType 0x8035, UDP 67, UDP 4011. */
  readonly responder: 'rarp' | 'bootp' | 'boot-server';
  readonly title: string;
  /** A whole frame for RARP, else a UDP payload. */
  readonly bytes: Buffer;
  readonly wire: NetworkInterface;
  readonly destinationAddress: Ipv4Address;
  readonly sourcePort: number;
}

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const BOOT_SERVER_PORT = 4011;

export function rarpQuestion(mac: MacAddress, wire: NetworkInterface): AskedPacket {
  const bytes = encodeRarp({
    source: mac,
    destination: BROADCAST_MAC,
    operation: RARP_REQUEST,
    senderHardwareAddress: mac,
    senderProtocolAddress: ANY_ADDRESS,
    targetHardwareAddress: mac,
    targetProtocolAddress: ANY_ADDRESS,
  });
  return frameQuestion('RARP request', bytes, wire);
}

function frameQuestion(title: string, bytes: Buffer, wire: NetworkInterface): AskedPacket {
  return { responder: 'rarp', title, bytes, wire, destinationAddress: ANY_ADDRESS, sourcePort: 0 };
}

/** A request on port 67, broadcast by a client or sent to us by its relay. */
export function bootpQuestion(title: string, bytes: Buffer, wire: NetworkInterface, relayed: boolean): AskedPacket {
  const destinationAddress = relayed ? (wire.addresses[0]?.address ?? BROADCAST_ADDRESS) : BROADCAST_ADDRESS;
  return {
    responder: 'bootp',
    title,
    bytes,
    wire,
    destinationAddress,
    sourcePort: relayed ? SERVER_PORT : CLIENT_PORT,
  };
}

/** A request on port 4011, which a client sends to us by unicast. */
export function bootServerQuestion(title: string, bytes: Buffer, wire: NetworkInterface): AskedPacket {
  const destinationAddress = wire.addresses[0]?.address ?? BROADCAST_ADDRESS;
  return { responder: 'boot-server', title, bytes, wire, destinationAddress, sourcePort: CLIENT_PORT };
}

/** Octets that somebody has: an Ethernet frame, or the payload of a request on port 67. */
export function readAskedPacket(octets: Buffer, wire: NetworkInterface): Result<AskedPacket> {
  const isBootp = octets.length >= 236 && (octets[0] === 1 || octets[0] === 2) && octets[2] === 6;
  if (isBootp) return ok(bootpQuestion('UDP port 67', octets, wire, octets.readUInt32BE(24) !== 0));
  const link = readLinkFrame(1, octets);
  if (!link.ok) return link;
  const { frame } = link.value;
  if (frame.readUInt16BE(12) === ETHER_TYPE_RARP) return ok(frameQuestion('RARP', frame, wire));
  const udp = decodeUdpFrame(frame);
  if (!udp.ok) return udp;
  const { destinationPort, destinationAddress, sourcePort, payload: bytes } = udp.value;
  const at = { bytes, wire, destinationAddress, sourcePort };
  if (destinationPort === SERVER_PORT) return ok({ responder: 'bootp', title: 'UDP port 67', ...at });
  if (destinationPort === BOOT_SERVER_PORT) return ok({ responder: 'boot-server', title: 'UDP port 4011', ...at });
  return fail(`a packet to UDP port ${destinationPort} cannot be explained; 67 and 4011 can, and RARP frames`);
}
