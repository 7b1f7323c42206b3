import { constants } from 'node:os';

import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import {
  type FrameChoice,
  type FramePort,
  type FrameReceiver,
  type InterfaceChange,
  Net,
  type NetProblem,
  type NetworkInterface,
  type PortRange,
  type UdpPort,
  type UdpReceiver,
} from '../net.port.js';
import { ServedInterfaces } from '../served-interfaces.js';
import { TroubleLog } from '../trouble-log.js';
import { errnoName } from '../net-problem.js';
import { FrameSocket } from './frame-socket.js';
import { InterfaceWatch } from './interface-watch.js';
import type { Libc } from './libc.js';
import { LinkReader } from './link-reader.js';
import { AF_INET, SO_BINDTODEVICE, SOCK_DGRAM, SOL_SOCKET } from './linux-numbers.table.js';
import { LinuxSocket } from './linux-socket.js';
import { NeighbourTable } from './neighbour-table.js';
import { ReceiveBatch } from './receive-batch.js';
import { SendTurn } from './send-turn.js';
import type { ServedInterface, SocketContext } from './socket-context.js';
import { UdpBeside } from './udp-beside.js';
import { UdpSocket } from './udp-socket.js';

const { ENODEV } = constants.errno;

export interface LinuxNetOptions {
  readonly libc: Libc;
  /** Names to serve; undefined: every suitable one. */
  readonly interfaces: readonly string[] | undefined;
  /** Hears sentences for the operator, already rate-limited. */
  readonly report: (sentence: string) => void;
  /** Hears what harms nobody. */
  readonly remark?: ((sentence: string) => void) | undefined;
}

/** The wire by Linux's own sockets, called by FFI. Belongs to the thread that made it. */
export class LinuxNet extends Net {
  readonly kind = 'linux';
  readonly #context: SocketContext;
  readonly #links: LinkReader;
  readonly #served: ServedInterfaces;
  readonly #holders = new Map<string, ServedInterface>();
  readonly #ports = new Set<UdpPort | FramePort>();
  readonly #neighbours: NeighbourTable;
  #watch: InterfaceWatch | undefined;

  private constructor(options: LinuxNetOptions, links: LinkReader) {
    super();
    const { libc, report } = options;
    this.#links = links;
    this.#neighbours = new NeighbourTable(libc, options.remark ?? (() => undefined));
    this.#context = {
      libc,
      batch: new ReceiveBatch(libc),
      turn: new SendTurn(),
      trouble: new TroubleLog(report),
      report,
      beside: new Set(),
    };
    this.#served = new ServedInterfaces(options.interfaces, report);
  }

  /** The error says what this kernel does not allow. */
  static open(options: LinuxNetOptions): Result<LinuxNet> {
    const refused = whyNotBoundToDevice(options.libc);
    if (refused !== undefined) return fail(refused);
    const links = LinkReader.open(options.libc);
    if (!links.ok) return links;
    const net = new LinuxNet(options, links.value);
    const problem = net.#follow();
    if (problem === undefined) return ok(net);
    net.close();
    return fail(problem);
  }

  interfaces(): readonly NetworkInterface[] {
    return this.#served.current;
  }

  onInterfaceChange(listener: (change: InterfaceChange) => void): () => void {
    return this.#served.listen(listener);
  }

  openUdp(
    networkInterface: NetworkInterface,
    localPort: number | PortRange,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem> {
    const holder = this.#holderOf(networkInterface);
    if (holder === undefined) return gone(networkInterface);
    return this.#keep(UdpSocket.open(this.#context, holder, localPort, receive, (port) => this.#ports.delete(port)));
  }

  openUdpBeside(
    networkInterface: NetworkInterface,
    localPort: number,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem> {
    const holder = this.#holderOf(networkInterface);
    if (holder === undefined) return gone(networkInterface);
    const ownsAddress = (address: Ipv4Address): boolean =>
      this.#served.current.some(({ addresses }) => addresses.some((own) => own.address === address));
    return this.#keep(
      UdpBeside.open(this.#context, holder, localPort, receive, ownsAddress, (port) => this.#ports.delete(port)),
    );
  }

  openFrames(
    networkInterface: NetworkInterface,
    etherType: number,
    receive?: FrameReceiver,
    choice?: FrameChoice,
  ): Result<FramePort, NetProblem> {
    const holder = this.#holderOf(networkInterface);
    if (holder === undefined) return gone(networkInterface);
    return this.#keep(
      FrameSocket.open(this.#context, holder, { etherType, receive, choice }, (port) => this.#ports.delete(port)),
    );
  }

  noteNeighbour({ index, loopback }: NetworkInterface, address: Ipv4Address, mac: MacAddress): void {
    if (!loopback) this.#neighbours.add({ interfaceIndex: index, address, mac });
  }

  close(): void {
    this.#neighbours.close();
    this.#watch?.close();
    this.#watch = undefined;
    this.#links.close();
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

  /** Watches first and reads then, so that no change falls between. Returns what went wrong. */
  #follow(): string | undefined {
    const { libc, trouble } = this.#context;
    const watch = InterfaceWatch.open(
      libc,
      () => {
        const problem = this.#reread();
        if (problem !== undefined) trouble.note('links', `interface changes are not seen: ${problem}`);
      },
      (error) => trouble.note('watch', `interface changes are not seen: ${String(error)}`),
    );
    if (!watch.ok) return watch.error;
    this.#watch = watch.value;
    return this.#reread();
  }

  #reread(): string | undefined {
    const links = this.#links.read();
    if (!links.ok) return links.error;
    this.#served.update(links.value, (change) => this.#apply(change));
    return undefined;
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

/** Linux before 5.7 lets only CAP_NET_RAW bind a socket to a device: tried once, on the interface that is always there. */
function whyNotBoundToDevice(libc: Libc): string | undefined {
  const opened = LinuxSocket.open(libc, AF_INET, SOCK_DGRAM, 0);
  if (!opened.ok) return `UDP sockets are refused (${errnoName(opened.error)})`;
  const errno = opened.value.set(SOL_SOCKET, SO_BINDTODEVICE, Buffer.from('lo\0'));
  opened.value.close();
  return errno === 0 || errno === ENODEV
    ? undefined
    : `this user may not bind sockets to interfaces (${errnoName(errno)})`;
}
