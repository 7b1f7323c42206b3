import type { Ipv4Address } from '../values/ipv4-address.js';
import type { NetworkInterface, UdpDatagram } from './net.port.js';

/** A datagram that another thread heard or sent, with the beginning of its payload. Plain data, it travels. */
export interface TappedDatagram {
  /** Milliseconds since 1970, with their fractions. */
  readonly at: number;
  readonly sent: boolean;
  readonly payload: Uint8Array;
  readonly originalLength: number;
  /** Undefined: the kernel chose it. */
  readonly ownAddress: Ipv4Address | undefined;
  readonly otherAddress: Ipv4Address;
  readonly ownPort: number;
  readonly otherPort: number;
  /** Name of the interface. */
  readonly wire: string;
}

/**
 * Hears every packet that comes and goes, inside the packet's turn: quick, without a throw, and it keeps no reference
 * to the bytes, which are borrowed. Also the injection token.
 */
export abstract class PacketTap {
  /** Does anybody want to hear? Without it the wire is used as it is. */
  abstract readonly wanted: boolean;
  abstract heardFrame(frame: Uint8Array, wire: NetworkInterface): void;
  abstract sentFrame(frame: Uint8Array, wire: NetworkInterface): void;
  abstract heardDatagram(datagram: UdpDatagram, localPort: number, wire: NetworkInterface): void;
  /** `from` undefined: the kernel chose one of the interface's addresses. */
  abstract sentDatagram(
    payload: Uint8Array,
    address: Ipv4Address,
    port: number,
    from: Ipv4Address | undefined,
    localPort: number,
    wire: NetworkInterface,
  ): void;
  /** Is a datagram of a train that begins with this word worth a copy? It comes to `sentDatagram` then. */
  abstract wantsOfTrain(header: number): boolean;
  /** What a thread with a wire of its own heard. */
  abstract relay(packet: TappedDatagram): void;
}
