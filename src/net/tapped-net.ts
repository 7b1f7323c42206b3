import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { ok, type Result } from '../values/result.js';
import { datagramOf, type DatagramTrain } from './datagram-train.js';
import {
  Net,
  type FrameChoice,
  type FramePort,
  type FrameReceiver,
  type InterfaceChange,
  type NetProblem,
  type NetworkInterface,
  type PortRange,
  type UdpPort,
  type UdpReceiver,
} from './net.port.js';
import type { PacketTap } from './packet-tap.port.js';

/** A wire, with somebody who hears what goes over it. */
export class TappedNet extends Net {
  readonly kind: Net['kind'];

  constructor(
    private readonly net: Net,
    private readonly tap: PacketTap,
  ) {
    super();
    this.kind = net.kind;
  }

  interfaces(): readonly NetworkInterface[] {
    return this.net.interfaces();
  }

  onInterfaceChange(listener: (change: InterfaceChange) => void): () => void {
    return this.net.onInterfaceChange(listener);
  }

  openUdp(
    networkInterface: NetworkInterface,
    localPort: number | PortRange,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem> {
    return this.tapUdp(receive, (hear) => this.net.openUdp(networkInterface, localPort, hear));
  }

  openUdpBeside(
    networkInterface: NetworkInterface,
    localPort: number,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem> {
    return this.tapUdp(receive, (hear) => this.net.openUdpBeside(networkInterface, localPort, hear));
  }

  openFrames(
    networkInterface: NetworkInterface,
    etherType: number,
    receive?: FrameReceiver,
    choice?: FrameChoice,
  ): Result<FramePort, NetProblem> {
    const { tap } = this;
    let tapped: TappedFramePort | undefined;
    const hear: FrameReceiver | undefined =
      receive &&
      ((frame, port) => {
        tapped ??= new TappedFramePort(port, tap);
        tap.heardFrame(frame, port.interface);
        receive(frame, tapped);
      });
    const opened = this.net.openFrames(networkInterface, etherType, hear, choice);
    return opened.ok ? ok((tapped ??= new TappedFramePort(opened.value, tap))) : opened;
  }

  noteNeighbour(networkInterface: NetworkInterface, address: Ipv4Address, mac: MacAddress): void {
    this.net.noteNeighbour(networkInterface, address, mac);
  }

  close(): void {
    this.net.close();
  }

  private tapUdp(
    receive: UdpReceiver,
    open: (hear: UdpReceiver) => Result<UdpPort, NetProblem>,
  ): Result<UdpPort, NetProblem> {
    const { tap } = this;
    let tapped: TappedUdpPort | undefined;
    const opened = open((datagram, port) => {
      tapped ??= new TappedUdpPort(port, tap);
      tap.heardDatagram(datagram, port.localPort, port.interface);
      receive(datagram, tapped);
    });
    return opened.ok ? ok((tapped ??= new TappedUdpPort(opened.value, tap))) : opened;
  }
}

class TappedUdpPort implements UdpPort {
  readonly localPort: number;

  constructor(
    private readonly port: UdpPort,
    private readonly tap: PacketTap,
  ) {
    this.localPort = port.localPort;
  }

  get interface(): NetworkInterface {
    return this.port.interface;
  }

  send(payload: Uint8Array, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    this.tap.sentDatagram(payload, address, port, from, this.localPort, this.port.interface);
    this.port.send(payload, address, port, from);
  }

  /** Only what the tap wants of a train is copied for it: trains carry the bulk. */
  sendTrain(train: DatagramTrain, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    for (let at = 0; at < train.count; at++) {
      if (!this.tap.wantsOfTrain(train.headers[at] ?? 0)) continue;
      this.tap.sentDatagram(datagramOf(train, at), address, port, from, this.localPort, this.port.interface);
    }
    this.port.sendTrain(train, address, port, from);
  }

  mtuTo(address: Ipv4Address): number {
    return this.port.mtuTo(address);
  }

  lookAgainFor(microseconds: number): void {
    this.port.lookAgainFor(microseconds);
  }

  gatherWhenBusy(): void {
    this.port.gatherWhenBusy();
  }

  close(): void {
    this.port.close();
  }
}

class TappedFramePort implements FramePort {
  constructor(
    private readonly port: FramePort,
    private readonly tap: PacketTap,
  ) {}

  get interface(): NetworkInterface {
    return this.port.interface;
  }

  send(frame: Uint8Array): void {
    this.tap.sentFrame(frame, this.port.interface);
    this.port.send(frame);
  }

  close(): void {
    this.port.close();
  }
}
