import { Injectable } from '@nestjs/common';
import type { NetworkInterface, UdpDatagram } from '../net/net.port.js';
import { PacketTap, type TappedDatagram } from '../net/packet-tap.port.js';
import { Settings } from '../settings/settings.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_RARP } from '../wire/ethernet/ethernet.codec.js';
import { headOfTransfer, isHeadOfTransfer } from '../wire/tftp/transfer-head.js';
import { FrameRing, type KeptPacket } from './frame-ring.js';
import { addressAt, DATAGRAM, keyAt, keyOfAddress, SENT, type PacketKey } from './packet-marks.js';

/** chaddr of a BOOTP message; where such a message begins in a frame with an IP header of 20 octets. */
const CLIENT_HARDWARE_AT = 28;
const SHORTEST_BOOTP = 44;
const UDP_PAYLOAD_AT = 42;
const PROTOCOL_AT = 23;
const UDP = 17;
const BOOTREPLY = 2;
const ETHERNET_LENGTH = 6;
/** The host's clock may be set while we run; how often that is looked for, ms. */
const CLOCK_EVERY = 1_000;

/**
 * Keeps the last packets that concern each machine, as they came and went. On the path of every packet: it looks at a
 * few octets, and copies.
 */
@Injectable()
export class FrameCapture extends PacketTap {
  readonly wanted: boolean;
  private readonly ring: FrameRing;
  private readonly bootp: readonly number[];
  private readonly rpc: readonly number[];
  private readonly wires: NetworkInterface[] = [];
  private lastWire: NetworkInterface | undefined;
  private lastNumber = 0;
  private clockOffset = 0;
  private clockReadAt = Number.NEGATIVE_INFINITY;

  constructor({ captureBytes, captureFrames, ports }: Settings) {
    super();
    this.wanted = captureBytes > 0;
    this.ring = new FrameRing(captureBytes, captureFrames);
    this.bootp = [ports.dhcp, ports.proxy];
    this.rpc = [ports.portmap, ports.bootparams];
  }

  read(key: PacketKey): KeptPacket[] {
    return this.ring.read(key);
  }

  /** The interfaces by their number in what was kept, as they were when they were last heard. */
  interfaces(): readonly NetworkInterface[] {
    return this.wires;
  }

  heardFrame(frame: Uint8Array, wire: NetworkInterface): void {
    this.noteFrame(frame, wire, 0);
  }

  sentFrame(frame: Uint8Array, wire: NetworkInterface): void {
    this.noteFrame(frame, wire, SENT);
  }

  heardDatagram(
    { payload, sourceAddress, sourcePort, destinationAddress }: UdpDatagram,
    localPort: number,
    wire: NetworkInterface,
  ): void {
    this.noteDatagram(payload, DATAGRAM, destinationAddress, sourceAddress, localPort, sourcePort, wire);
  }

  sentDatagram(
    payload: Uint8Array,
    address: Ipv4Address,
    port: number,
    from: Ipv4Address | undefined,
    localPort: number,
    wire: NetworkInterface,
  ): void {
    this.noteDatagram(payload, DATAGRAM | SENT, from ?? 0, address, localPort, port, wire);
  }

  wantsOfTrain(header: number): boolean {
    return isHeadOfTransfer(header);
  }

  relay({ at, sent, payload, originalLength, ...ends }: TappedDatagram): void {
    const mark = DATAGRAM | (sent ? SENT : 0);
    const wire = this.wires.findIndex(({ name }) => name === ends.wire);
    // The request came in over a wire that this thread has heard.
    if (wire === -1) return;
    const { ownAddress = 0, otherAddress, ownPort, otherPort } = ends;
    const key = keyOfAddress(otherAddress);
    const { length } = payload;
    this.ring.keep(key, payload, length, originalLength, at, mark, wire, ownAddress, otherAddress, ownPort, otherPort);
  }

  private noteFrame(frame: Uint8Array, wire: NetworkInterface, mark: number): void {
    const key = this.keyOfFrame(frame, mark);
    if (key === 0) return;
    const { length } = frame;
    this.ring.keep(key, frame, length, length, this.now(), mark, this.numberOf(wire), 0, 0, 0, 0);
  }

  private noteDatagram(
    payload: Uint8Array,
    mark: number,
    own: number,
    other: Ipv4Address,
    ownPort: number,
    otherPort: number,
    wire: NetworkInterface,
  ): void {
    let key: PacketKey = 0;
    let { length } = payload;
    if (this.bootp.includes(ownPort)) {
      if (length >= SHORTEST_BOOTP && payload[2] === ETHERNET_LENGTH) key = keyAt(payload, CLIENT_HARDWARE_AT);
    } else if (!this.rpc.includes(ownPort)) {
      length = headOfTransfer(payload);
      if (length === 0) return;
    }
    if (key === 0) {
      if (other === 0) return;
      key = keyOfAddress(other);
    }
    this.ring.keep(
      key,
      payload,
      length,
      payload.length,
      this.now(),
      mark,
      this.numberOf(wire),
      own,
      other,
      ownPort,
      otherPort,
    );
  }

  /** Whom a frame concerns; 0: nobody whom we follow. */
  private keyOfFrame(frame: Uint8Array, mark: number): PacketKey {
    const etherType = ((frame[12] ?? 0) << 8) | (frame[13] ?? 0);
    if (etherType === ETHER_TYPE_RARP) return keyAt(frame, 32);
    if (etherType === ETHER_TYPE_IPV4)
      return isBootReply(frame) ? keyAt(frame, UDP_PAYLOAD_AT + CLIENT_HARDWARE_AT) : 0;
    if (etherType !== ETHER_TYPE_ARP) return 0;
    if (mark === SENT) {
      const asked = keyOfAddress(addressAt(frame, 38));
      // Whether anybody has an address that is about to be offered is asked from 0.0.0.0 (RFC 5227 §2.1.1).
      if (addressAt(frame, 28) === 0) return asked;
      const target = keyAt(frame, 32);
      return this.ring.has(target) ? target : this.ring.has(asked) ? asked : 0;
    }
    // Every host on the wire says ARP: only those count that have asked something else.
    const sender = keyAt(frame, 22);
    return this.ring.has(sender) && !this.isSecondHearing(sender, frame) ? sender : 0;
  }

  /** Two sockets hear ARP. */
  private isSecondHearing(key: PacketKey, frame: Uint8Array): boolean {
    const last = this.ring.read(key).at(-1);
    return last !== undefined && this.now() - last.at < 5 && last.bytes.equals(frame.subarray(0, last.bytes.length));
  }

  private numberOf(wire: NetworkInterface): number {
    if (wire === this.lastWire) return this.lastNumber;
    const known = this.wires.findIndex(({ name }) => name === wire.name);
    const number = known === -1 ? this.wires.length : known;
    this.wires[number] = wire;
    this.lastWire = wire;
    return (this.lastNumber = number);
  }

  /** Milliseconds since 1970 with their fractions, as the host's clock has them. */
  private now(): number {
    const elapsed = performance.now();
    if (elapsed - this.clockReadAt > CLOCK_EVERY) {
      const offset = Date.now() - elapsed;
      // Small steps would put packets of one boot out of order.
      if (Math.abs(offset - this.clockOffset) > 1) this.clockOffset = offset;
      this.clockReadAt = elapsed;
    }
    return this.clockOffset + elapsed;
  }
}

/** What we send past the sockets, and what other DHCP servers say; whatever else comes in over a socket as well. */
function isBootReply(frame: Uint8Array): boolean {
  return (
    frame[PROTOCOL_AT] === UDP && frame[UDP_PAYLOAD_AT] === BOOTREPLY && frame.length > UDP_PAYLOAD_AT + SHORTEST_BOOTP
  );
}
