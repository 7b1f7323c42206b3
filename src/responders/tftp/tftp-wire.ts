import type { Net, NetProblem, NetworkInterface, UdpPort, UdpReceiver } from '../../net/net.port.js';
import { ok, type Result } from '../../values/result.js';

/** How the engine stands on one interface; for the start screen. */
export type ListenLine =
  | { readonly kind: 'listening'; readonly interfaceName: string }
  | { readonly kind: 'deaf'; readonly interfaceName: string; readonly why: string }
  | { readonly kind: 'gone'; readonly interfaceName: string };

/** Ports of ours that transfers of one interface share. Several, so that one full socket buffer does not stop all. */
const TRANSFER_PORTS = 4;

/** The ports on one interface: the well-known one, and those of the transfers, opened when they are first needed. */
class InterfaceWire {
  private readonly transferPorts: UdpPort[] = [];
  private turn = 0;

  constructor(
    private readonly net: Net,
    private readonly requestPort: UdpPort,
    private readonly receive: UdpReceiver,
  ) {}

  /** A port for a new transfer, our TID (RFC 1350 §4). */
  transferPort(): Result<UdpPort, NetProblem> {
    const port = this.transferPorts[this.turn % TRANSFER_PORTS];
    this.turn += 1;
    if (port !== undefined) return ok(port);
    const opened = this.net.openUdp(this.requestPort.interface, 0, this.receive);
    if (opened.ok) this.transferPorts.push(opened.value);
    return opened;
  }

  closeRequests(): void {
    this.requestPort.close();
  }

  close(): void {
    this.requestPort.close();
    for (const port of this.transferPorts) port.close();
  }
}

export interface TftpWireOptions {
  readonly net: Net;
  /** 69, or what the settings say. */
  readonly port: number;
  readonly onRequest: UdpReceiver;
  readonly onTransfer: UdpReceiver;
  readonly onGone: (networkInterface: NetworkInterface) => void;
  readonly tell: (line: ListenLine) => void;
}

/** The engine's ports on every interface that we serve, as interfaces come and go. */
export class TftpWire {
  private readonly interfaces = new Map<number, InterfaceWire>();
  private unfollow: () => void = () => undefined;

  constructor(private readonly options: TftpWireOptions) {}

  open(): void {
    this.unfollow = this.options.net.onInterfaceChange((change) => {
      for (const gone of change.vanished) this.remove(gone);
      for (const next of [...change.appeared, ...change.changed]) this.add(next);
    });
    for (const networkInterface of this.options.net.interfaces()) this.add(networkInterface);
  }

  /** A port on the interface that this request port listens on. */
  transferPort(requestPort: UdpPort): Result<UdpPort, NetProblem> {
    const wire = this.interfaces.get(requestPort.interface.index);
    if (wire !== undefined) return wire.transferPort();
    return { ok: false, error: { code: 'no-device', sentence: `interface ${requestPort.interface.name} is gone` } };
  }

  /** No new requests; running transfers go on. */
  closeRequests(): void {
    this.unfollow();
    for (const wire of this.interfaces.values()) wire.closeRequests();
  }

  close(): void {
    this.unfollow();
    for (const wire of this.interfaces.values()) wire.close();
    this.interfaces.clear();
  }

  private add(networkInterface: NetworkInterface): void {
    const { index, name: interfaceName } = networkInterface;
    if (this.interfaces.has(index)) return;
    const { net, port, onRequest, onTransfer, tell } = this.options;
    const opened = net.openUdp(networkInterface, port, onRequest);
    if (opened.ok) {
      this.interfaces.set(index, new InterfaceWire(net, opened.value, onTransfer));
      tell({ kind: 'listening', interfaceName });
    } else tell({ kind: 'deaf', interfaceName, why: opened.error.sentence });
  }

  private remove(networkInterface: NetworkInterface): void {
    this.interfaces.get(networkInterface.index)?.close();
    this.interfaces.delete(networkInterface.index);
    this.options.onGone(networkInterface);
    this.options.tell({ kind: 'gone', interfaceName: networkInterface.name });
  }
}
