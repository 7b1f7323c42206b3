import type { Net, NetProblem, PortRange, UdpPort, UdpReceiver } from '../../net/net.port.js';
import { fail, ok, type Result } from '../../values/result.js';

/** Ports that the transfers of one interface share, in turn: late packets of a client's last transfer miss its next one. */
const PORTS_PER_INTERFACE = 2;

interface InterfaceTurn {
  readonly ports: UdpPort[];
  turn: number;
}

/** Where transfers come from: our transfer identifiers (TID, RFC 1350 §4), opened when they are first needed. */
export class TransferPorts {
  /** Ports of somebody else, by interface. */
  private readonly adopted = new Map<string, UdpPort>();
  private readonly interfaces = new Map<string, InterfaceTurn>();
  private lookAgain = 0;
  private readonly unfollow: () => void;

  constructor(
    private readonly net: Net,
    private readonly range: PortRange,
    private readonly receive: UdpReceiver,
    gone: (interfaceName: string) => void,
  ) {
    this.unfollow = net.onInterfaceChange(({ vanished }) => {
      for (const { name } of vanished) {
        for (const port of this.interfaces.get(name)?.ports ?? []) port.close();
        this.interfaces.delete(name);
        this.adopted.delete(name);
        gone(name);
      }
    });
  }

  /** A port for a new transfer on this interface. */
  next(interfaceName: string): Result<UdpPort, NetProblem> {
    const adopted = this.adopted.get(interfaceName);
    if (adopted !== undefined) return ok(adopted);
    let known = this.interfaces.get(interfaceName);
    if (known === undefined) this.interfaces.set(interfaceName, (known = { ports: [], turn: 0 }));
    const port = known.ports[known.turn % PORTS_PER_INTERFACE];
    known.turn += 1;
    if (port !== undefined) return ok(port);
    const networkInterface = this.net.interfaces().find(({ name }) => name === interfaceName);
    if (networkInterface === undefined) {
      return fail({ code: 'no-device', sentence: `interface ${interfaceName} is not there (any more)` });
    }
    const opened = this.net.openUdp(networkInterface, this.range, this.receive);
    if (opened.ok) known.ports.push(opened.value);
    if (opened.ok) opened.value.lookAgainFor(this.lookAgain);
    return opened;
  }

  /** The transfers of this port's interface all come from it. Whoever opened it closes it. */
  adopt(port: UdpPort): void {
    this.adopted.set(port.interface.name, port);
  }

  /** See `UdpPort.lookAgainFor`. */
  lookAgainFor(microseconds: number): void {
    if (microseconds === this.lookAgain) return;
    this.lookAgain = microseconds;
    const own = [...this.interfaces.values()].flatMap(({ ports }) => ports);
    for (const port of [...own, ...this.adopted.values()]) port.lookAgainFor(microseconds);
  }

  close(): void {
    this.unfollow();
    for (const { ports } of this.interfaces.values()) for (const port of ports) port.close();
    this.interfaces.clear();
  }
}
