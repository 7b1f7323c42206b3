import { fail, type Result } from '../../values/result.js';
import type { Link } from '../link.js';
import {
  type FramePort,
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
import { DgramPort } from './dgram-port.js';
import { readOsLinks } from './os-links.js';

/** Node tells of no changes: look this often, in milliseconds. */
const LOOK_MS = 5_000;

export interface DgramNetOptions {
  readonly interfaces: readonly string[] | undefined;
  readonly report: (sentence: string) => void;
  /** Why the better adapter cannot be had, a half sentence. */
  readonly reason: string;
  readonly readLinks?: () => readonly Link[];
}

/** The wire by Node's own sockets: one interface, UDP only, answers to clients without an address by broadcast. */
export class DgramNet extends Net {
  readonly kind = 'dgram';
  readonly #served: ServedInterfaces;
  readonly #trouble: TroubleLog;
  readonly #options: DgramNetOptions;
  readonly #ports = new Set<DgramPort>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: DgramNetOptions) {
    super();
    this.#options = options;
    this.#trouble = new TroubleLog(options.report);
    this.#served = new ServedInterfaces(options.interfaces, options.report, true);
    options.report(
      `network by plain UDP only, because ${options.reason}: one interface is served, RARP and ARP are not answered, ` +
        'and DHCP answers go out as broadcasts',
    );
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
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
    const { name } = networkInterface;
    const first = this.#served.current.find((one) => one.name === name);
    if (first === undefined) return fail({ code: 'no-device', sentence: `interface ${name} is not served` });
    const current = (): NetworkInterface => this.#served.current.find((one) => one.name === name) ?? first;
    const opened = DgramPort.open(current, localPort, receive, this.#trouble, (port) => this.#ports.delete(port));
    if (opened.ok) this.#ports.add(opened.value);
    return opened;
  }

  openUdpBeside(networkInterface: NetworkInterface): Result<UdpPort, NetProblem> {
    return this.#noFrames(networkInterface, 'no port can be shared with another program of this host');
  }

  openFrames(networkInterface: NetworkInterface): Result<FramePort, NetProblem> {
    return this.#noFrames(networkInterface, 'no RARP, no ARP, and DHCP answers only by broadcast');
  }

  noteNeighbour(): void {
    // Only rtnetlink can, which this adapter does without.
  }

  close(): void {
    clearInterval(this.#timer);
    for (const port of [...this.#ports]) port.close();
  }

  #noFrames({ name }: NetworkInterface, lost: string): Result<never, NetProblem> {
    return fail({
      code: 'unsupported',
      sentence: `raw Ethernet frames on ${name} cannot be had, because ${this.#options.reason}: ${lost}`,
    });
  }

  #look(): void {
    const links = (this.#options.readLinks ?? readOsLinks)();
    this.#served.update(links, (change) => {
      if (change.vanished.length === 0) return;
      for (const port of [...this.#ports]) port.close();
    });
  }
}
