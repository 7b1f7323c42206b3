import { ARP_REPLY, ARP_REQUEST, decodeArp, encodeArp } from '../../wire/arp/arp.codec.js';
import { ETHER_TYPE_ARP, ETHER_TYPE_IPV4, readEthernetHeader } from '../../wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame, MAXIMUM_UDP_PAYLOAD } from '../../wire/ipv4/udp-frame.codec.js';
import { ANY_ADDRESS, BROADCAST_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { broadcastAddressOf, networkContains } from '../../values/ipv4-network.js';
import { BROADCAST_MAC, isGroupMac, ZERO_MAC, type MacAddress } from '../../values/mac-address.js';
import type { NetworkInterface } from '../net.port.js';
import type { VirtualFramePort, VirtualUdpPort } from './virtual-ports.js';
import type { Plug, VirtualWire } from './virtual-wire.js';

/** Datagrams that wait for one neighbour's hardware address; the kernel's own limit is of this order. */
const MOST_WAITING = 64;

/** What an interface asks of the host that has it. */
export interface VirtualHost {
  /** Has the host this address, on any interface? (A Linux host answers for all of them.) */
  ownsAddress(address: Ipv4Address): boolean;
  report(sentence: string): void;
}

/** One interface of a virtual host: Ethernet, ARP and the UDP part of IPv4, without fragments. */
export class VirtualInterface {
  current: NetworkInterface;
  readonly udpPorts = new Map<number, VirtualUdpPort>();
  /** Those that listen without having their port. */
  readonly portsBeside = new Set<VirtualUdpPort>();
  readonly framePorts = new Set<VirtualFramePort>();
  readonly #host: VirtualHost;
  readonly #gateway: Ipv4Address | undefined;
  readonly #plug: Plug;
  readonly #neighbours = new Map<Ipv4Address, MacAddress>();
  readonly #waiting = new Map<Ipv4Address, ((mac: MacAddress) => void)[]>();

  constructor(current: NetworkInterface, wire: VirtualWire, host: VirtualHost, gateway: Ipv4Address | undefined) {
    this.current = current;
    this.#host = host;
    this.#gateway = gateway;
    this.#plug = wire.attach((frame) => this.#receive(frame));
  }

  learn(address: Ipv4Address, mac: MacAddress): void {
    this.#neighbours.set(address, mac);
  }

  remove(): void {
    this.#plug.unplug();
    for (const port of [...this.udpPorts.values(), ...this.portsBeside, ...this.framePorts]) port.close();
  }

  sendFrame(frame: Uint8Array): void {
    this.#plug.send(frame);
  }

  sendDatagram(
    payload: Uint8Array,
    sourcePort: number,
    to: Ipv4Address,
    destinationPort: number,
    from?: Ipv4Address,
  ): void {
    if (payload.length > MAXIMUM_UDP_PAYLOAD) {
      return this.#host.report(`${this.current.name}: a datagram of ${payload.length} octets is too large`);
    }
    const copy = Buffer.from(payload);
    const sourceAddress = from ?? this.#sourceFor(to);
    const transmit = (destinationMac: MacAddress): void =>
      this.#plug.send(
        encodeUdpFrame({
          sourceMac: this.current.mac,
          destinationMac,
          sourceAddress,
          destinationAddress: to,
          sourcePort,
          destinationPort,
          payload: copy,
        }),
      );
    if (this.#isBroadcast(to)) return transmit(BROADCAST_MAC);
    const nextHop = this.#isOnLink(to) ? to : this.#gateway;
    if (nextHop === undefined) {
      return this.#host.report(`${this.current.name}: there is no route to ${formatIpv4Address(to)}`);
    }
    this.#resolve(nextHop, transmit);
  }

  #receive(frame: Buffer): void {
    const header = readEthernetHeader(frame);
    if (header === undefined) return;
    if (header.destination !== this.current.mac && !isGroupMac(header.destination)) return;
    for (const port of [...this.framePorts]) {
      if (port.etherType === header.etherType) port.deliver(Buffer.from(frame));
    }
    if (header.etherType === ETHER_TYPE_ARP) this.#receiveArp(frame);
    else if (header.etherType === ETHER_TYPE_IPV4) this.#receiveIpv4(frame);
  }

  /** RFC 826, packet reception: learn from whoever speaks to us, answer requests for our addresses. */
  #receiveArp(frame: Buffer): void {
    const decoded = decodeArp(frame);
    if (!decoded.ok) return;
    const { operation, senderHardwareAddress, senderProtocolAddress, targetProtocolAddress } = decoded.value;
    const forUs = this.#host.ownsAddress(targetProtocolAddress);
    if (forUs && senderProtocolAddress !== ANY_ADDRESS) {
      this.#neighbours.set(senderProtocolAddress, senderHardwareAddress);
      const waiting = this.#waiting.get(senderProtocolAddress) ?? [];
      this.#waiting.delete(senderProtocolAddress);
      for (const transmit of waiting) transmit(senderHardwareAddress);
    }
    if (!forUs || operation !== ARP_REQUEST) return;
    this.#sendArp(ARP_REPLY, targetProtocolAddress, senderHardwareAddress, senderProtocolAddress);
  }

  #receiveIpv4(frame: Buffer): void {
    const decoded = decodeUdpFrame(frame);
    if (!decoded.ok) return;
    const { destinationAddress, destinationPort, sourceAddress, sourcePort, payload } = decoded.value;
    if (!this.#isBroadcast(destinationAddress) && !this.#host.ownsAddress(destinationAddress)) return;
    for (const port of [...this.portsBeside]) {
      if (port.localPort !== destinationPort) continue;
      port.deliver({ payload: Buffer.from(payload), sourceAddress, sourcePort, destinationAddress });
    }
    this.udpPorts.get(destinationPort)?.deliver({ payload, sourceAddress, sourcePort, destinationAddress });
  }

  #resolve(nextHop: Ipv4Address, transmit: (mac: MacAddress) => void): void {
    const known = this.#neighbours.get(nextHop);
    if (known !== undefined) return transmit(known);
    const waiting = this.#waiting.get(nextHop) ?? [];
    if (waiting.length < MOST_WAITING) waiting.push(transmit);
    this.#waiting.set(nextHop, waiting);
    this.#sendArp(ARP_REQUEST, this.#sourceFor(nextHop), ZERO_MAC, nextHop);
  }

  #sendArp(operation: number, ours: Ipv4Address, targetMac: MacAddress, target: Ipv4Address): void {
    const { mac } = this.current;
    this.#plug.send(
      encodeArp({
        source: mac,
        destination: operation === ARP_REQUEST ? BROADCAST_MAC : targetMac,
        operation,
        senderHardwareAddress: mac,
        senderProtocolAddress: ours,
        targetHardwareAddress: targetMac,
        targetProtocolAddress: target,
      }),
    );
  }

  #sourceFor(to: Ipv4Address): Ipv4Address {
    const { addresses } = this.current;
    const near = addresses.find(({ network }) => networkContains(network, to)) ?? addresses[0];
    return near?.address ?? ANY_ADDRESS;
  }

  #isBroadcast(address: Ipv4Address): boolean {
    if (address === BROADCAST_ADDRESS) return true;
    return this.current.addresses.some(
      ({ network }) => network.prefixLength < 31 && broadcastAddressOf(network) === address,
    );
  }

  #isOnLink(address: Ipv4Address): boolean {
    return this.current.addresses.some(({ network }) => networkContains(network, address));
  }
}
