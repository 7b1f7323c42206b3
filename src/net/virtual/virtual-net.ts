import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { lowPortRefused, portTaken, rangeTaken, rawFramesRefused } from '../net-problem.js';
import {
  type FramePort,
  type FrameReceiver,
  type InterfaceAddress,
  type InterfaceChange,
  Net,
  type NetProblem,
  type NetworkInterface,
  type PortRange,
  type UdpPort,
  type UdpReceiver,
} from '../net.port.js';
import { VirtualInterface } from './virtual-interface.js';
import { VirtualFramePort, VirtualUdpPort } from './virtual-ports.js';
import type { VirtualWire } from './virtual-wire.js';

/** RFC 6335 §6: the first of the dynamic ports. */
const FIRST_DYNAMIC_PORT = 49_152;
const FIRST_OPEN_PORT = 1024;

export interface VirtualInterfaceOptions {
  readonly name: string;
  readonly mac: MacAddress;
  readonly addresses?: readonly InterfaceAddress[];
  readonly mtu?: number;
  /** Where datagrams go whose destination is on none of the interface's networks. */
  readonly gateway?: Ipv4Address;
}

export interface VirtualNetOptions {
  /** Hears what a real adapter would report, receivers that throw included. */
  readonly report?: (sentence: string) => void;
  /** Behaves like a process without CAP_NET_RAW. */
  readonly refuseFrames?: boolean;
  /** Behaves like a process without CAP_NET_BIND_SERVICE. */
  readonly refuseLowPorts?: boolean;
}

/**
 * A host in memory: interfaces plugged into virtual wires, with the part of a kernel that a boot server needs (ARP for
 * its own addresses, UDP). What it gives to receivers is scrubbed afterwards, as a real adapter's memory is reused.
 */
export class VirtualNet extends Net {
  readonly kind = 'virtual';
  /** What the kernel would have been told, in order. */
  readonly neighbours: { readonly interface: string; readonly address: Ipv4Address; readonly mac: MacAddress }[] = [];
  readonly #options: VirtualNetOptions;
  readonly #interfaces = new Map<string, VirtualInterface>();
  readonly #listeners = new Set<(change: InterfaceChange) => void>();
  #nextIndex = 2;
  #nextPort = FIRST_DYNAMIC_PORT;

  constructor(options: VirtualNetOptions = {}) {
    super();
    this.#options = options;
  }

  interfaces(): readonly NetworkInterface[] {
    return [...this.#interfaces.values()].map(({ current }) => current);
  }

  onInterfaceChange(listener: (change: InterfaceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  openUdp(
    networkInterface: NetworkInterface,
    localPort: number | PortRange,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem> {
    const owner = this.#ownerOf(networkInterface);
    if (owner === undefined) return gone(networkInterface);
    if (typeof localPort !== 'number') {
      const { first, last } = localPort;
      const free = firstFree(owner, localPort);
      if (free === undefined) return fail(rangeTaken(first, last, networkInterface.name));
      return this.openUdp(networkInterface, free, receive);
    }
    const port = localPort === 0 ? this.#dynamicPort(owner) : localPort;
    if (port < FIRST_OPEN_PORT && this.#options.refuseLowPorts === true) {
      return fail(lowPortRefused(port, networkInterface.name));
    }
    if (owner.udpPorts.has(port)) {
      return fail(portTaken(port, networkInterface.name, undefined, undefined));
    }
    return ok(VirtualUdpPort.on(owner, port, receive, (error) => this.#threw(error)));
  }

  openUdpBeside(
    networkInterface: NetworkInterface,
    localPort: number,
    receive: UdpReceiver,
  ): Result<UdpPort, NetProblem> {
    const owner = this.#ownerOf(networkInterface);
    if (owner === undefined) return gone(networkInterface);
    if (this.#options.refuseFrames === true) return fail(rawFramesRefused(networkInterface.name));
    return ok(VirtualUdpPort.beside(owner, localPort, receive, (error) => this.#threw(error)));
  }

  openFrames(
    networkInterface: NetworkInterface,
    etherType: number,
    receive?: FrameReceiver,
  ): Result<FramePort, NetProblem> {
    const owner = this.#ownerOf(networkInterface);
    if (owner === undefined) return gone(networkInterface);
    if (this.#options.refuseFrames === true) return fail(rawFramesRefused(networkInterface.name));
    return ok(new VirtualFramePort(owner, etherType, receive, (error) => this.#threw(error)));
  }

  /** As if this host had heard by ARP who has the address, so that what it sends there needs no question. */
  learnNeighbour({ name }: NetworkInterface, address: Ipv4Address, mac: MacAddress): void {
    this.#interfaces.get(name)?.learn(address, mac);
  }

  noteNeighbour({ name }: NetworkInterface, address: Ipv4Address, mac: MacAddress): void {
    this.neighbours.push({ interface: name, address, mac });
  }

  close(): void {
    for (const one of this.#interfaces.values()) one.remove();
    this.#interfaces.clear();
    this.#listeners.clear();
  }

  /** Plugs a new interface into the wire, as if a cable came in; listeners hear of it before this returns. */
  addInterface(wire: VirtualWire, options: VirtualInterfaceOptions): NetworkInterface {
    if (this.#interfaces.has(options.name)) throw new Error(`there is an interface ${options.name} already`);
    const { name, mac, addresses = [], mtu = 1500 } = options;
    const current: NetworkInterface = { index: this.#nextIndex++, name, mac, mtu, loopback: false, addresses };
    const host = {
      ownsAddress: (address: Ipv4Address) =>
        this.interfaces().some((one) => one.addresses.some((ours) => ours.address === address)),
      report: (sentence: string) => this.#options.report?.(sentence),
    };
    this.#interfaces.set(name, new VirtualInterface(current, wire, host, options.gateway));
    this.#tell({ appeared: [current], changed: [], vanished: [] });
    return current;
  }

  /** Pulls the interface out: its ports are closed, then the listeners hear of it. */
  removeInterface(name: string): void {
    const one = this.#named(name);
    one.remove();
    this.#interfaces.delete(name);
    this.#tell({ appeared: [], changed: [], vanished: [one.current] });
  }

  /** Gives the interface other addresses, another MAC or MTU; open ports go on and show it. */
  changeInterface(
    name: string,
    change: Partial<Pick<NetworkInterface, 'addresses' | 'mac' | 'mtu'>>,
  ): NetworkInterface {
    const one = this.#named(name);
    one.current = { ...one.current, ...change };
    this.#tell({ appeared: [], changed: [one.current], vanished: [] });
    return one.current;
  }

  #named(name: string): VirtualInterface {
    const one = this.#interfaces.get(name);
    if (one === undefined) throw new Error(`there is no interface ${name}`);
    return one;
  }

  #ownerOf({ index, name }: NetworkInterface): VirtualInterface | undefined {
    const one = this.#interfaces.get(name);
    return one?.current.index === index ? one : undefined;
  }

  #dynamicPort(owner: VirtualInterface): number {
    while (owner.udpPorts.has(this.#nextPort)) this.#advance();
    const port = this.#nextPort;
    this.#advance();
    return port;
  }

  #advance(): void {
    this.#nextPort = this.#nextPort === 65_535 ? FIRST_DYNAMIC_PORT : this.#nextPort + 1;
  }

  #threw(error: unknown): void {
    this.#options.report?.(
      `an error of ours while answering: ${error instanceof Error ? error.message : String(error)}`,
    );
  }

  #tell(change: InterfaceChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function gone(networkInterface: NetworkInterface): Result<never, NetProblem> {
  return fail({ code: 'no-device', sentence: `interface ${networkInterface.name} is not there (any more)` });
}

function firstFree(owner: VirtualInterface, { first, last }: PortRange): number | undefined {
  for (let port = first; port <= last; port++) if (!owner.udpPorts.has(port)) return port;
  return undefined;
}
