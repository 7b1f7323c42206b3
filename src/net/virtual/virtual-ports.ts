import type { Ipv4Address } from '../../values/ipv4-address.js';
import { datagramsOf, type DatagramTrain } from '../datagram-train.js';
import type { FramePort, FrameReceiver, NetworkInterface, UdpDatagram, UdpPort, UdpReceiver } from '../net.port.js';

/** What a borrowed payload becomes when its receiver returns: whoever kept it without copying notices. */
const SCRUB = 0xee;

/** Hears what a receiver threw. */
export type ThrowListener = (error: unknown) => void;

/** The virtual interface that ports are opened on. */
export interface PortOwner {
  readonly current: NetworkInterface;
  readonly udpPorts: Map<number, VirtualUdpPort>;
  readonly portsBeside: Set<VirtualUdpPort>;
  readonly framePorts: Set<VirtualFramePort>;
  sendFrame(frame: Uint8Array): void;
  sendDatagram(
    payload: Uint8Array,
    localPort: number,
    address: Ipv4Address,
    port: number,
    from: Ipv4Address | undefined,
  ): void;
}

export class VirtualUdpPort implements UdpPort {
  readonly localPort: number;
  readonly #owner: PortOwner;
  readonly #receive: UdpReceiver;
  readonly #threw: ThrowListener;
  #closed = false;

  private constructor(owner: PortOwner, localPort: number, receive: UdpReceiver, threw: ThrowListener) {
    this.#owner = owner;
    this.localPort = localPort;
    this.#receive = receive;
    this.#threw = threw;
  }

  /** Has the port. */
  static on(owner: PortOwner, localPort: number, receive: UdpReceiver, threw: ThrowListener): VirtualUdpPort {
    const port = new VirtualUdpPort(owner, localPort, receive, threw);
    owner.udpPorts.set(localPort, port);
    return port;
  }

  /** Only listens beside whoever has the port. */
  static beside(owner: PortOwner, localPort: number, receive: UdpReceiver, threw: ThrowListener): VirtualUdpPort {
    const port = new VirtualUdpPort(owner, localPort, receive, threw);
    owner.portsBeside.add(port);
    return port;
  }

  get interface(): NetworkInterface {
    return this.#owner.current;
  }

  deliver(datagram: UdpDatagram): void {
    if (this.#closed) return;
    try {
      this.#receive(datagram, this);
    } catch (error) {
      this.#threw(error);
    }
    datagram.payload.fill(SCRUB);
  }

  send(payload: Uint8Array, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    if (!this.#closed) this.#owner.sendDatagram(payload, this.localPort, address, port, from);
  }

  sendTrain(train: DatagramTrain, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    for (const datagram of datagramsOf(train)) this.send(datagram, address, port, from);
  }

  mtuTo(): number {
    return this.interface.mtu;
  }

  lookAgainFor(): void {
    // Nobody sleeps on the virtual wire.
  }

  gatherWhenBusy(): void {
    // Each packet comes alone here.
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#owner.portsBeside.delete(this)) this.#owner.udpPorts.delete(this.localPort);
  }
}

export class VirtualFramePort implements FramePort {
  readonly etherType: number;
  readonly #owner: PortOwner;
  readonly #receive: FrameReceiver | undefined;
  readonly #threw: ThrowListener;
  #closed = false;

  constructor(owner: PortOwner, etherType: number, receive: FrameReceiver | undefined, threw: ThrowListener) {
    this.#owner = owner;
    this.etherType = etherType;
    this.#receive = receive;
    this.#threw = threw;
    owner.framePorts.add(this);
  }

  get interface(): NetworkInterface {
    return this.#owner.current;
  }

  deliver(frame: Buffer): void {
    if (this.#closed || this.#receive === undefined) return;
    try {
      this.#receive(frame, this);
    } catch (error) {
      this.#threw(error);
    }
    frame.fill(SCRUB);
  }

  send(frame: Uint8Array): void {
    if (!this.#closed) this.#owner.sendFrame(frame);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#owner.framePorts.delete(this);
  }
}
