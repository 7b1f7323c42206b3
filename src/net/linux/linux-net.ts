import { fail, ok, type Result } from '../../values/result.js';
import {
  type FramePort,
  type FrameReceiver,
  type InterfaceChange,
  Net,
  type NetProblem,
  type NetworkInterface,
  type UdpPort,
  type UdpReceiver,
} from '../net.port.js';
import { ServedInterfaces } from '../served-interfaces.js';
import { TroubleLog } from '../trouble-log.js';
import { FrameSocket } from './frame-socket.js';
import { InterfaceWatch } from './interface-watch.js';
import type { Libc } from './libc.js';
import { readLinks } from './read-links.js';
import { ReceiveBatch } from './receive-batch.js';
import { SendTurn } from './send-turn.js';
import type { ServedInterface, SocketContext } from './socket-context.js';
import { UdpSocket } from './udp-socket.js';

export interface LinuxNetOptions {
  readonly libc: Libc;
  /** Names to serve; undefined: every suitable one. */
  readonly interfaces: readonly string[] | undefined;
  /** Hears sentences for the operator, already rate-limited. */
  readonly report: (sentence: string) => void;
}

/** The wire by Linux's own sockets, called by FFI. Belongs to the thread that made it. */
export class LinuxNet extends Net {
  readonly kind = 'linux';
  readonly #context: SocketContext;
  readonly #served: ServedInterfaces;
  readonly #holders = new Map<string, ServedInterface>();
  readonly #ports = new Set<UdpPort | FramePort>();
  #watch: InterfaceWatch | undefined;

  private constructor(options: LinuxNetOptions) {
    super();
    const { libc, report } = options;
    this.#context = {
      libc,
      batch: new ReceiveBatch(libc),
      turn: new SendTurn(),
      trouble: new TroubleLog(report),
      report,
    };
    this.#served = new ServedInterfaces(options.interfaces, report);
  }

  /** The error says why this kernel does not let us see its interfaces. */
  static open(options: LinuxNetOptions): Result<LinuxNet> {
    const net = new LinuxNet(options);
    const watch = InterfaceWatch.open(
      options.libc,
      () => net.#reread(),
      (error) => options.report(`the interfaces are no longer followed: ${String(error)}`),
    );
    if (!watch.ok) return watch;
    net.#watch = watch.value;
    const links = readLinks(options.libc);
    if (!links.ok) {
      net.close();
      return links;
    }
    net.#served.update(links.value, (change) => net.#apply(change));
    return ok(net);
  }

  interfaces(): readonly NetworkInterface[] {
    return this.#served.current;
  }

  onInterfaceChange(listener: (change: InterfaceChange) => void): () => void {
    return this.#served.listen(listener);
  }

  openUdp(networkInterface: NetworkInterface, localPort: number, receive: UdpReceiver): Result<UdpPort, NetProblem> {
    const holder = this.#holderOf(networkInterface);
    if (holder === undefined) return gone(networkInterface);
    return this.#keep(UdpSocket.open(this.#context, holder, localPort, receive, (port) => this.#ports.delete(port)));
  }

  openFrames(
    networkInterface: NetworkInterface,
    etherType: number,
    receive?: FrameReceiver,
  ): Result<FramePort, NetProblem> {
    const holder = this.#holderOf(networkInterface);
    if (holder === undefined) return gone(networkInterface);
    return this.#keep(FrameSocket.open(this.#context, holder, etherType, receive, (port) => this.#ports.delete(port)));
  }

  close(): void {
    this.#watch?.close();
    this.#watch = undefined;
    for (const port of [...this.#ports]) port.close();
  }

  #keep<Port extends UdpPort | FramePort>(opened: Result<Port, NetProblem>): Result<Port, NetProblem> {
    if (opened.ok) this.#ports.add(opened.value);
    return opened;
  }

  #holderOf({ index, name }: NetworkInterface): ServedInterface | undefined {
    const holder = this.#holders.get(name);
    return holder?.current.index === index ? holder : undefined;
  }

  #reread(): void {
    const links = readLinks(this.#context.libc);
    if (links.ok) this.#served.update(links.value, (change) => this.#apply(change));
    else this.#context.trouble.note('links', `the interfaces could not be read again: ${links.error}`);
  }

  /** Ports of an interface that is gone are closed; those of a changed one see its new state. */
  #apply(change: InterfaceChange): void {
    for (const { index, name } of change.vanished) {
      for (const port of [...this.#ports]) {
        if (port.interface.index === index && port.interface.name === name) port.close();
      }
      this.#holders.delete(name);
    }
    for (const current of change.appeared) this.#holders.set(current.name, { current });
    for (const current of change.changed) {
      const holder = this.#holders.get(current.name);
      if (holder !== undefined) holder.current = current;
    }
  }
}

function gone(networkInterface: NetworkInterface): Result<never, NetProblem> {
  return fail({ code: 'no-device', sentence: `interface ${networkInterface.name} is not there (any more)` });
}
