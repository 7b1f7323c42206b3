import type { AreaLog } from '../logging/log.js';
import type { Net, NetProblem, NetworkInterface } from '../net/net.port.js';
import type { Result } from '../values/result.js';
import type { ResponderStatus } from './responder-status.js';

/** Whatever a responder holds open on one interface. */
export interface Closable {
  /** What it works without. */
  readonly limit?: NetProblem | undefined;
  close(): void;
}

/** What a responder tells about itself, and how it opens its port on an interface. */
export interface InterfaceService {
  /** As the start screen names it. */
  readonly responder: string;
  readonly where: string;
  open(networkInterface: NetworkInterface): Result<Closable, NetProblem>;
  /** Has what the port was opened for changed, so that it must be opened anew? Left out: never. */
  outdated?(networkInterface: NetworkInterface): boolean;
}

/**
 * Keeps a responder's ports open on every interface that we serve, as interfaces appear and vanish. Written once for
 * all responders; what it could not open is on the start screen, in the log once, and tried again when the interface
 * changes.
 */
export class InterfacePorts {
  private readonly open = new Map<number, Closable>();
  private unfollow: () => void = () => undefined;
  private started = false;

  constructor(
    private readonly net: Net,
    private readonly service: InterfaceService,
    private readonly status: ResponderStatus,
    private readonly log: AreaLog,
  ) {}

  start(): void {
    this.started = true;
    this.unfollow = this.net.onInterfaceChange((change) => {
      for (const gone of change.vanished) this.remove(gone);
      for (const next of [...change.appeared, ...change.changed]) this.add(next);
    });
    for (const networkInterface of this.net.interfaces()) this.add(networkInterface);
  }

  /** Opens anew what is outdated, and tries again what could not be opened. */
  refresh(): void {
    if (!this.started) return;
    for (const networkInterface of this.net.interfaces()) this.add(networkInterface);
  }

  /** Stops listening; packets that come later are the kernel's business. */
  stop(): void {
    this.started = false;
    this.unfollow();
    for (const port of this.open.values()) port.close();
    this.open.clear();
  }

  private add(networkInterface: NetworkInterface): void {
    const before = this.open.get(networkInterface.index);
    if (before !== undefined) {
      if (this.service.outdated?.(networkInterface) !== true) return;
      before.close();
      this.open.delete(networkInterface.index);
    }
    const opened = this.service.open(networkInterface);
    if (opened.ok) this.open.set(networkInterface.index, opened.value);
    this.tell(networkInterface.name, opened.ok, opened.ok ? opened.value.limit : opened.error);
  }

  private tell(interfaceName: string, up: boolean, problem: NetProblem | undefined): void {
    const { responder, where } = this.service;
    const { sentence, capability } = problem ?? {};
    this.status.set({ responder, where, interface: interfaceName, up, note: sentence, capability });
    const words = up ? `${responder} listens on ${where}` : `${responder} does not listen`;
    // A missing capability is the same for all responders: the start screen tells it once, with its remedies.
    const level = problem === undefined || problem.code === 'permission' ? 'debug' : 'warn';
    this.log[level]({ interface: interfaceName }, sentence === undefined ? words : `${words}: ${sentence}`);
  }

  private remove(networkInterface: NetworkInterface): void {
    this.open.get(networkInterface.index)?.close();
    this.open.delete(networkInterface.index);
    this.status.remove(this.service.responder, networkInterface.name);
    this.log.info({ interface: networkInterface.name }, `${this.service.responder}: the interface is gone`);
  }
}
