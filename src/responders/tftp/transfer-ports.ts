import type { Net, NetProblem, PortRange, UdpPort, UdpReceiver } from '../../net/net.port.js';
import { fail, type Result } from '../../values/result.js';

/** Ports that the transfers of one interface share, in turn: late packets of a client's last transfer miss its next one. */
const PORTS_PER_INTERFACE = 2;

interface InterfaceTurn {
  readonly ports: UdpPort[];
  /** How many it may come to have. */
  readonly most: number;
  turn: number;
}

/** Where transfers come from: our transfer identifiers (TID, RFC 1350 §4), opened when they are first needed. */
export class TransferPorts {
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
        gone(name);
      }
    });
  }

  /** A port for a new transfer on this interface. */
  next(interfaceName: string): Result<UdpPort, NetProblem> {
    let known = this.interfaces.get(interfaceName);
    if (known === undefined)
      this.interfaces.set(interfaceName, (known = { ports: [], most: PORTS_PER_INTERFACE, turn: 0 }));
    const port = known.ports[known.turn % known.most];
    known.turn += 1;
    if (port !== undefined) return { ok: true, value: port };
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
    this.interfaces.set(port.interface.name, { ports: [port], most: 1, turn: 0 });
  }

  /** See `UdpPort.lookAgainFor`. */
  lookAgainFor(microseconds: number): void {
    if (microseconds === this.lookAgain) return;
    this.lookAgain = microseconds;
    for (const { ports } of this.interfaces.values()) for (const port of ports) port.lookAgainFor(microseconds);
  }

  close(): void {
    this.unfollow();
    for (const { ports } of this.interfaces.values()) for (const port of ports) port.close();
    this.interfaces.clear();
  }
}
