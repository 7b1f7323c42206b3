import type { Ipv4Address } from '../values/ipv4-address.js';
import type { Ipv4Network } from '../values/ipv4-network.js';
import type { MacAddress } from '../values/mac-address.js';
import type { Result } from '../values/result.js';
import type { DatagramTrain } from './datagram-train.js';

/** One address that this host has on an interface, with the network it lies on. */
export interface InterfaceAddress {
  readonly address: Ipv4Address;
  readonly network: Ipv4Network;
}

/** A network interface of this host as it is now. A change makes a new object; `index` is the kernel's number. */
export interface NetworkInterface {
  readonly index: number;
  readonly name: string;
  readonly mac: MacAddress;
  readonly mtu: number;
  readonly loopback: boolean;
  /** IPv4 addresses in the kernel's order: the first one is the primary. Empty when it has none. */
  readonly addresses: readonly InterfaceAddress[];
}

/**
 * A UDP datagram that arrived. `payload` is borrowed: it is valid only until the receiver returns (the adapter reuses
 * the memory for the next one), so whoever keeps bytes copies them.
 */
export interface UdpDatagram {
  readonly payload: Buffer;
  readonly sourceAddress: Ipv4Address;
  readonly sourcePort: number;
  /** Where it was sent: one of our addresses, a subnet broadcast, or 255.255.255.255. */
  readonly destinationAddress: Ipv4Address;
}

/** Receives one datagram. Called synchronously, batch after batch; a throw is caught and reported, never fatal. */
export type UdpReceiver = (datagram: UdpDatagram, port: UdpPort) => void;

/** A UDP socket bound to one interface: it hears only that interface and sends only there. */
export interface UdpPort {
  readonly interface: NetworkInterface;
  /** The local port, also when the kernel chose it. */
  readonly localPort: number;
  /**
   * Queues a copy of `payload`; everything queued during a receive batch leaves together at its end, else in this
   * turn of the event loop. 255.255.255.255 leaves on this interface whatever the routes say. `from` is the source
   * address, one of this interface's (the kernel chooses without it, and plain `dgram` always). Never throws: what
   * cannot leave is dropped and reported.
   */
  send(payload: Uint8Array, address: Ipv4Address, port: number, from?: Ipv4Address): void;
  /**
   * Queues the datagrams of a train, which leave as those of `send` do. The train may be used again at once; the octets
   * that it lends are read when they leave, so they stay as they are until the peer has answered.
   */
  sendTrain(train: DatagramTrain, address: Ipv4Address, port: number, from?: Ipv4Address): void;
  /** Octets of the largest IP packet that the route to `address` carries whole: the interface's MTU, or less. */
  mtuTo(address: Ipv4Address): number;
  /**
   * After a batch, look for the next one for so many microseconds before going to sleep: an answer to a single client
   * then waits for no wake-up, and one processor is busy meanwhile. 0 ends that. Only the Linux adapter does it.
   */
  lookAgainFor(microseconds: number): void;
  /**
   * When packets come by the thousand a second, each that is read alone costs two wake-ups, ours and that of whoever
   * gets the answer: from then on they are read a millisecond's worth at a time. For ports whose clients wait for
   * seconds, not microseconds. Only the Linux adapter does it.
   */
  gatherWhenBusy(): void;
  close(): void;
}

/** A range of local ports, both ends in it. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Receives one Ethernet frame, header included, without FCS, VLAN tag removed. Borrowed as a datagram's payload is. */
export type FrameReceiver = (frame: Buffer, port: FramePort) => void;

/**
 * Which frames of its EtherType a port wants; where the kernel cannot choose, all come. `address-claims`: ARP replies,
 * probes and gratuitous requests, and none of the questions that a busy wire is full of. `dhcp-answers`: UDP from port
 * 67, which only DHCP and BOOTP servers and relays send.
 */
export type FrameChoice = 'all' | 'address-claims' | 'dhcp-answers';

/** A raw Ethernet socket on one interface. */
export interface FramePort {
  readonly interface: NetworkInterface;
  /** Queues a copy of a whole frame (header included); leaves as a UdpPort's datagrams do. */
  send(frame: Uint8Array): void;
  close(): void;
}

/** Why a socket could not be had. `sentence` is for the operator and says what to do. */
export interface NetProblem {
  readonly code: 'permission' | 'address-in-use' | 'no-device' | 'unsupported' | 'other';
  /** The capability that would cure a `permission` problem. */
  readonly capability?: 'CAP_NET_RAW' | 'CAP_NET_BIND_SERVICE';
  readonly sentence: string;
}

/** What changed among the interfaces that we serve. */
export interface InterfaceChange {
  readonly appeared: readonly NetworkInterface[];
  /** Same interface, other addresses, hardware address or MTU: the new state. Open ports go on and show the new state. */
  readonly changed: readonly NetworkInterface[];
  /** Their ports are closed already; closing them again does no harm. */
  readonly vanished: readonly NetworkInterface[];
}

/**
 * The only way to the wire. Adapters: Linux sockets by FFI, plain `dgram` where that cannot be had, and the virtual
 * wire for tests and replay. Also the injection token.
 */
export abstract class Net {
  /** `linux` (all that follows works), `dgram` (no raw frames, broadcast replies only) or `virtual`. */
  abstract readonly kind: 'linux' | 'dgram' | 'virtual';

  /** The interfaces we serve now: those named in the settings, else all that are up, not loopback, not a container bridge. */
  abstract interfaces(): readonly NetworkInterface[];

  /** Calls `listener` after each change; returns the way to stop listening. */
  abstract onInterfaceChange(listener: (change: InterfaceChange) => void): () => void;

  /**
   * Opens a UDP socket bound to the interface. `localPort` 0 lets the kernel choose; of a range it is the first port
   * that nobody has.
   */
  abstract openUdp(
    networkInterface: NetworkInterface,
    localPort: number | PortRange,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem>;

  /**
   * The same without having the port: whatever program of this host has it, or comes to have it, loses nothing to us.
   * What is sent to the port is read from raw frames, and what we send leaves as raw IP packets, whole or not at all.
   * Where nobody has the port the kernel also tells a host that sends to our address that it is unreachable.
   */
  abstract openUdpBeside(
    networkInterface: NetworkInterface,
    localPort: number,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem>;

  /**
   * Opens a raw socket that hears one EtherType on the interface; frames for other hosts are not delivered. Without
   * `receive` it only sends.
   */
  abstract openFrames(
    networkInterface: NetworkInterface,
    etherType: number,
    receive?: FrameReceiver,
    choice?: FrameChoice,
  ): Result<FramePort, NetProblem>;

  /**
   * Tells the kernel whose hardware address this is, so that what we send there next needs no ARP question. A hint:
   * where it cannot be taken, nothing is lost but that question. Never throws, never waits.
   */
  abstract noteNeighbour(networkInterface: NetworkInterface, address: Ipv4Address, mac: MacAddress): void;

  /** Closes every port and stops following the interfaces. */
  abstract close(): void;
}
