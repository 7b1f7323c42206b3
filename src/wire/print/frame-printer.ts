import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { decodeArp } from '../arp/arp.codec.js';
import { decodeBootp } from '../bootp/bootp.codec.js';
import { printMessage } from '../dhcp/print-message.js';
import {
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_RARP,
  ETHERNET_HEADER_LENGTH,
  readEthernetHeader,
} from '../ethernet/ethernet.codec.js';
import { decodeUdpFrame, type UdpFrame } from '../ipv4/udp-frame.codec.js';
import { decodeRarp } from '../rarp/rarp.codec.js';
import { printAddressResolution } from './print-address-resolution.js';
import { printTftp } from './print-tftp.js';
import { RpcPrinter } from './rpc-printer.js';

const BOOTP_PORTS: ReadonlySet<number> = new Set([67, 68, 4011]);
const TFTP_PORT = 69;
/** Clients of TFTP that are remembered. */
const MOST_TRANSFERS = 10_000;
const MOST_UNKNOWN_OCTETS = 64;

const LOWEST_ETHER_TYPE = 1536;
/** Of what stands beside a boot in a capture. */
const OTHER_ETHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x86dd, 'IPv6'],
  [0x8863, 'PPPoE discovery'],
  [0x8864, 'PPPoE'],
  [0x888e, 'EAPOL (802.1X)'],
  [0x88cc, 'LLDP'],
  [0x8847, 'MPLS'],
]);
/** LLC of IEEE 802.1D: both service access points 0x42, unnumbered. */
const SPANNING_TREE = '424203';

/** Where an IPv4 header behind an Ethernet header names what it carries. */
const PROTOCOL_AT = 23;
const OTHER_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'ICMP'],
  [2, 'IGMP'],
  [6, 'TCP'],
  [47, 'GRE'],
  [50, 'ESP'],
  [89, 'OSPF'],
  [112, 'VRRP'],
]);

export interface PrintedFrame {
  /** Who speaks to whom: `02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff, 0.0.0.0:68 > 255.255.255.255:67`. */
  readonly route: string;
  /** What is said, in one line or more. */
  readonly words: string;
}

/**
 * Prints the frames of a capture in their order. It remembers who asked on TFTP's port, since the rest of a transfer
 * runs between other ports, and what was called by RPC.
 */
export class FramePrinter {
  /** `address:port` of clients that sent a request to port 69. */
  private readonly transfers = new Set<string>();
  private readonly rpc = new RpcPrinter();

  /** An Ethernet frame without VLAN tag. Never throws. */
  print(frame: Buffer): PrintedFrame {
    const header = readEthernetHeader(frame);
    if (header === undefined) return { route: '', words: `${frame.length} octets are too few for a frame` };
    const route = `${formatMacAddress(header.source)} > ${formatMacAddress(header.destination)}`;
    if (header.etherType === ETHER_TYPE_IPV4) return this.printIpv4(frame, route);
    if (header.etherType === ETHER_TYPE_RARP || header.etherType === ETHER_TYPE_ARP) {
      const name = header.etherType === ETHER_TYPE_ARP ? 'ARP' : 'RARP';
      const decoded = header.etherType === ETHER_TYPE_ARP ? decodeArp(frame) : decodeRarp(frame);
      return {
        route,
        words: decoded.ok ? printAddressResolution(decoded.value) : `${name} that cannot be read: ${decoded.error}`,
      };
    }
    return { route, words: printOther(frame, header.etherType) };
  }

  private printIpv4(frame: Buffer, route: string): PrintedFrame {
    const decoded = decodeUdpFrame(frame);
    const other = OTHER_PROTOCOLS.get(frame[PROTOCOL_AT] ?? 0);
    if (!decoded.ok && other !== undefined) return { route, words: `${other}, which is not printed here` };
    if (!decoded.ok) return { route, words: `not UDP that can be read: ${decoded.error}` };
    const udp = decoded.value;
    return { route: `${route}, ${printUdpRoute(udp)}`, words: this.printUdp(udp) };
  }

  private printUdp(udp: UdpFrame): string {
    const { sourcePort, destinationPort, payload } = udp;
    if (BOOTP_PORTS.has(sourcePort) || BOOTP_PORTS.has(destinationPort)) {
      const message = decodeBootp(payload);
      return message.ok ? printMessage(message.value) : `BOOTP that cannot be read: ${message.error}`;
    }
    const from = `${udp.sourceAddress}:${sourcePort}`;
    const to = `${udp.destinationAddress}:${destinationPort}`;
    if (destinationPort === TFTP_PORT && this.transfers.size < MOST_TRANSFERS) this.transfers.add(from);
    if (destinationPort === TFTP_PORT || this.transfers.has(from) || this.transfers.has(to)) return printTftp(payload);
    return this.rpc.print(payload) ?? `UDP, ${printOctets(payload)}`;
  }
}

/** A number below 1536 is a length (IEEE 802.3), and LLC follows. */
function printOther(frame: Buffer, etherType: number): string {
  const payload = frame.subarray(ETHERNET_HEADER_LENGTH);
  if (etherType >= LOWEST_ETHER_TYPE) {
    const name = OTHER_ETHER_TYPES.get(etherType);
    return `${name === undefined ? '' : `${name}, `}EtherType 0x${frame.toString('hex', 12, 14)}, ${printOctets(payload)}`;
  }
  const name = payload.toString('hex', 0, 3) === SPANNING_TREE ? 'spanning tree of a switch' : 'no Ethernet II';
  return `${name}, IEEE 802.3 with LLC, ${printOctets(payload.subarray(0, etherType))}`;
}

function printUdpRoute(udp: UdpFrame): string {
  const from = `${formatIpv4Address(udp.sourceAddress)}:${udp.sourcePort}`;
  return `${from} > ${formatIpv4Address(udp.destinationAddress)}:${udp.destinationPort}`;
}

function printOctets(bytes: Buffer): string {
  const cut = bytes.length > MOST_UNKNOWN_OCTETS ? ' …' : '';
  return `${bytes.length} octets ${bytes.toString('hex', 0, MOST_UNKNOWN_OCTETS)}${cut}`;
}
