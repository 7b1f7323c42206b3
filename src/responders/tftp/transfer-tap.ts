import type { NetworkInterface, UdpDatagram } from '../../net/net.port.js';
import { PacketTap, type TappedDatagram } from '../../net/packet-tap.port.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { headOfTransfer, isHeadOfTransfer } from '../../wire/tftp/transfer-head.js';

/** Packets of many transfers make one message; whoever looks for them will wait so long, milliseconds. */
const TOGETHER = 100;
/** So many wait at most: more than begin in that time. */
const MOST = 2_000;

/** Hears the beginning of each transfer in the worker's thread, for those that keep packets in the other one. */
export class TransferTap extends PacketTap {
  readonly wanted = true;
  private packets: TappedDatagram[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly say: (packets: readonly TappedDatagram[]) => void) {
    super();
  }

  heardFrame(): void {
    // Transfers open no raw sockets.
  }

  sentFrame(): void {
    // As above.
  }

  heardDatagram(
    { payload, destinationAddress, sourceAddress, sourcePort }: UdpDatagram,
    localPort: number,
    wire: NetworkInterface,
  ): void {
    this.note(false, payload, destinationAddress, sourceAddress, localPort, sourcePort, wire);
  }

  sentDatagram(
    payload: Uint8Array,
    address: Ipv4Address,
    port: number,
    from: Ipv4Address | undefined,
    localPort: number,
    wire: NetworkInterface,
  ): void {
    this.note(true, payload, from, address, localPort, port, wire);
  }

  wantsOfTrain(header: number): boolean {
    return isHeadOfTransfer(header);
  }

  relay(): void {
    // Nobody relays to here.
  }

  /** Tells what waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.packets.length > 0) this.say(this.packets);
    this.packets = [];
  }

  private note(
    sent: boolean,
    packet: Uint8Array,
    ownAddress: Ipv4Address | undefined,
    otherAddress: Ipv4Address,
    ownPort: number,
    otherPort: number,
    { name }: NetworkInterface,
  ): void {
    const length = headOfTransfer(packet);
    if (length === 0 || this.packets.length >= MOST) return;
    const at = performance.timeOrigin + performance.now();
    const payload = new Uint8Array(packet.subarray(0, length));
    const originalLength = packet.length;
    this.packets.push({ at, sent, payload, originalLength, ownAddress, otherAddress, ownPort, otherPort, wire: name });
    this.timer ??= setTimeout(() => this.flush(), TOGETHER).unref();
  }
}
