import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import { Readiness } from '../../api/readiness.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import { Log } from '../../logging/log.js';
import { Net, type FramePort, type NetworkInterface } from '../../net/net.port.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { ETHER_TYPE_IPV4 } from '../../wire/ethernet/ethernet.codec.js';
import { InterfacePorts } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import { OtherServers, type OtherServer } from './other-servers.js';
import { readServerAnswer, type ServerAnswer } from './server-answer.js';

const RESPONDER = 'Other DHCP servers';

/**
 * Hears what other DHCP and BOOTP servers answer on our wires, and answers nothing. The kernel passes on only UDP from
 * port 67 that is for us or for all; what a switch keeps from us, nobody here can hear.
 */
@Injectable()
export class OtherServersResponder implements OnApplicationBootstrap {
  private readonly servers = new OtherServers();
  private readonly ports: InterfacePorts;

  constructor(
    private readonly net: Net,
    private readonly directory: MachineDirectory,
    private readonly journal: Journal,
    readiness: Readiness,
    status: ResponderStatus,
    private readonly clock: Clock,
    log: Log,
  ) {
    const service = {
      responder: RESPONDER,
      where: 'UDP from port 67, raw frames',
      open: (networkInterface: NetworkInterface) =>
        net.openFrames(networkInterface, ETHER_TYPE_IPV4, (frame, port) => this.hear(frame, port), 'dhcp-answers'),
    };
    this.ports = new InterfacePorts(net, service, status, log.area('dhcp'));
    readiness.remark(() => this.remark());
  }

  onApplicationBootstrap(): void {
    this.ports.start();
  }

  stop(): void {
    this.ports.stop();
  }

  /** The latest heard first. */
  all(): readonly OtherServer[] {
    return this.servers.all();
  }

  /** Beside a network in mode proxy another server gives the addresses, as it should. */
  isExpected({ interface: name }: OtherServer): boolean {
    const wire = this.net.interfaces().find((one) => one.name === name);
    return wire !== undefined && this.directory.networksOnWire(wire).some(({ mode }) => mode === 'proxy');
  }

  private hear(frame: Buffer, port: FramePort): void {
    const answer = readServerAnswer(frame);
    if (answer === undefined || this.isOurs(answer)) return;
    const now = this.clock.now();
    if (!this.servers.hear(answer, port.interface.name, now)) return;
    const machine = answer.client === undefined ? undefined : this.directory.byMac(answer.client)?.machine;
    this.journal.record({
      at: now,
      protocol: 'dhcp',
      what: `${answer.name} of another server`,
      outcome: 'noted',
      machineId: machine?.id,
      hostname: machine?.hostname,
      mac: answer.client,
      ip: formatIpv4Address(answer.server),
      interface: port.interface.name,
      detail: {
        server: formatIpv4Address(answer.server),
        serverMac: formatMacAddress(answer.mac),
        offers: answer.offers.join(', '),
        ...(answer.isBinl && { binl: true }),
      },
    });
  }

  /** Our own answers come back to us where two of our cards are on one wire, or through a relay. */
  private isOurs({ server, mac }: ServerAnswer): boolean {
    return this.net
      .interfaces()
      .some((own) => own.mac === mac || own.addresses.some(({ address }) => address === server));
  }

  private remark(): string | undefined {
    const strangers = this.servers.present(this.clock.now()).filter((server) => !this.isExpected(server));
    if (strangers.length === 0) return undefined;
    const who = strangers.map(
      (one) =>
        `${formatIpv4Address(one.server)} (${formatMacAddress(one.mac)}) on ${one.interface} with ${one.last.offers.join(', ')}`,
    );
    return `another DHCP server answers here: ${who.join('; ')}; see GET /api/v1/other-servers`;
  }
}
