import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { QUARANTINE_MS, type LeaseChange } from '../../addressing/lease.js';
import { Clock } from '../../clock/clock.port.js';
import { Leases } from '../../addressing/leases.service.js';
import type { KnownNetwork } from '../../boot/known-machine.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import {
  Net,
  type FramePort,
  type NetProblem,
  type NetworkInterface,
  type UdpDatagram,
  type UdpPort,
} from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import type { BucketCounts } from '../../values/bucket-counts.js';
import { BROADCAST_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../../values/mac-address.js';
import { ok, type Result } from '../../values/result.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp } from '../../wire/bootp/bootp.codec.js';
import { ETHER_TYPE_ARP, ETHER_TYPE_IPV4 } from '../../wire/ethernet/ethernet.codec.js';
import { encodeUdpFrame } from '../../wire/ipv4/udp-frame.codec.js';
import { BuiltInFiles } from '../../boot-files/built-in-files.js';
import { AnswerTimes } from '../answer-times.js';
import { DelayedAnswers } from '../delayed-answers.js';
import { DroppedOptions } from '../dropped-options.js';
import { exchange, type Conversation, type Settlement } from '../exchange.js';
import { InterfacePorts, type Closable } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { Personalities } from '../../personalities/personalities.port.js';
import { readRelayAgent } from '../../wire/dhcp/read-relay-agent.js';
import { silent, type Answer } from '../verdict.js';
import { BootpSituations, type BootpPlace } from './bootp-situations.js';
import { tellBootpVerdict } from './bootp-event.render.js';
import type { BootpAnswer, BootpVerdict } from './bootp-verdict.js';
import { decideBootp } from './bootp.decision.js';
import { ConflictProbes } from './conflict-probes.js';
import { tellAddressInUse } from './address-in-use.render.js';
import type { AddressSituation } from './client-facts.js';
import { decideDhcp } from './dhcp.decision.js';
import { decideLeasequery } from './leasequery.decision.js';
import { identifyClient } from './identify-client.js';
import { DHCP_MESSAGE_TYPE } from './option-codes.js';
import { ProxyDhcp } from './proxy-dhcp.js';
import { fingerprintPersonality, readPersonality } from './read-personality.js';
import { proxyNetworkOf } from './proxy-facts.js';
import type { ReplyDestination } from './reply-destination.js';
import { leavesServerPort, openServerPort } from './server-port.js';
import { StrangerLimit } from './stranger-limit.js';

const RESPONDER = 'DHCP and BOOTP';
const BOOTREQUEST = 1;

/** Answers after which a client has shown itself: a plain OFFER is followed by one of these. */
const ENDS_WITH_ADDRESS: ReadonlySet<string> = new Set(['DHCPACK', 'BOOTREPLY', 'proxy DHCPOFFER']);

/** One interface's way in and out of port 67. */
interface BootpPort extends Closable {
  readonly udp: UdpPort;
  /** For clients that have no address yet; undefined where raw frames may not be sent. */
  readonly frames: FramePort | undefined;
  /** For the question whether anybody uses an address; undefined where it cannot be asked, or is not to be. */
  readonly arp: FramePort | undefined;
}

/** What one datagram brings along: its way back and where it was sent. */
interface BootpArrival {
  readonly port: BootpPort;
  readonly destinationAddress: Ipv4Address;
  readonly sourcePort: number;
}

/** A decision that nobody acts on, with all that it looked at. */
export interface ExplainedBootp {
  readonly situation: AddressSituation;
  readonly verdict: BootpVerdict;
}

/** Owns UDP port 67 on every interface: BOOTP and DHCP requests are decided by one record, in this turn. */
@Injectable()
export class BootpResponder
  implements
    OnApplicationBootstrap,
    Conversation<BootpMessage, BootpAnswer, ReplyDestination, BootpArrival, LeaseChange>
{
  readonly answerTimes: BucketCounts;
  private readonly probes: ConflictProbes;
  private readonly strangers = new StrangerLimit();
  readonly delayed: DelayedAnswers;
  private readonly log: AreaLog;
  private readonly ports: InterfacePorts;
  /** Interfaces on which port 67 was left to another program when it was opened. */
  private readonly besideOn = new Set<number>();

  private readonly situations: BootpSituations;

  constructor(
    private readonly net: Net,
    private readonly directory: MachineDirectory,
    private readonly leases: Leases,
    builtInFiles: BuiltInFiles,
    private readonly journal: Journal,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    answerTimes: AnswerTimes,
    private readonly proxy: ProxyDhcp,
    private readonly clock: Clock,
    private readonly personalities: Personalities,
    private readonly droppedOptions: DroppedOptions,
    log: Log,
  ) {
    this.answerTimes = answerTimes.of('dhcp');
    this.log = log.area('dhcp');
    this.probes = new ConflictProbes(settings.probeMilliseconds, clock);
    this.delayed = new DelayedAnswers(clock);
    this.situations = new BootpSituations({
      net,
      directory,
      leases: leases.book,
      files: builtInFiles,
      settings,
      clock,
    });
    const service = {
      responder: RESPONDER,
      where: `UDP ${settings.ports.dhcp}`,
      open: (networkInterface: NetworkInterface) => this.open(networkInterface),
      outdated: (networkInterface: NetworkInterface) =>
        this.besideOn.has(networkInterface.index) !== this.leavesPort(networkInterface),
    };
    this.ports = new InterfacePorts(net, service, status, this.log);
    directory.watchNetworks(() => this.ports.refresh());
  }

  onApplicationBootstrap(): void {
    if (this.settings.responders.dhcp) this.ports.start();
    else this.status.switchedOff(RESPONDER, 'REVEILLE_DHCP=off');
  }

  stop(): void {
    this.delayed.cancelAll();
    this.ports.stop();
  }

  private open(networkInterface: NetworkInterface): Result<BootpPort, NetProblem> {
    const frames = networkInterface.loopback ? undefined : this.net.openFrames(networkInterface, ETHER_TYPE_IPV4);
    const arp = networkInterface.loopback || !this.probes.wanted ? undefined : this.openArp(networkInterface);
    const receive = ({ payload, destinationAddress, sourcePort }: UdpDatagram): void => {
      // A copy, since an answer may wait: for its lease, or because the firmware does not stand a fast one.
      exchange(this, Buffer.from(payload), { port, destinationAddress, sourcePort });
    };
    const beside = this.leavesPort(networkInterface);
    const opened = openServerPort(this.net, networkInterface, this.settings.ports.dhcp, beside, receive);
    if (!opened.ok) {
      if (frames?.ok) frames.value.close();
      arp?.close();
      return opened;
    }
    if (beside) this.besideOn.add(networkInterface.index);
    else this.besideOn.delete(networkInterface.index);
    const { udp, limit } = opened.value;
    udp.gatherWhenBusy();
    const port: BootpPort = {
      udp,
      frames: frames?.ok ? frames.value : undefined,
      arp,
      limit: limit ?? (frames?.ok === false ? frames.error : undefined),
      close() {
        udp.close();
        if (frames?.ok) frames.value.close();
        arp?.close();
      },
    };
    return ok(port);
  }

  private leavesPort(networkInterface: NetworkInterface): boolean {
    return !networkInterface.loopback && leavesServerPort(this.directory.networksOnWire(networkInterface));
  }

  private openArp(networkInterface: NetworkInterface): FramePort | undefined {
    const opened = this.net.openFrames(
      networkInterface,
      ETHER_TYPE_ARP,
      (frame, port) => this.probes.hear(frame, port),
      'address-claims',
    );
    return opened.ok ? opened.value : undefined;
  }

  decode(bytes: Buffer): Result<BootpMessage> {
    return decodeBootp(bytes);
  }

  answer(message: BootpMessage, { port, destinationAddress, sourcePort }: BootpArrival): BootpVerdict {
    const situation = this.situations.of(message, { wire: port.udp.interface, destinationAddress, sourcePort });
    const { known, now } = situation;
    if (message.operation === BOOTREQUEST && known === undefined && message.mac !== undefined) {
      if (this.strangers.exceeds(message.mac, now)) return silent('rate-limited');
    }
    return this.decide(situation, (proxied) => this.proxy.answer(situation, proxied));
  }

  /** What the same request would be answered; nothing is remembered, and no lease is taken. */
  explain(message: BootpMessage, place: BootpPlace): ExplainedBootp {
    const situation = this.situations.of(message, place);
    const verdict = this.decide(situation, (proxied) => this.proxy.decide(situation, proxied).verdict);
    return { situation, verdict };
  }

  private decide(situation: AddressSituation, beside: (proxied: KnownNetwork) => BootpVerdict): BootpVerdict {
    const { message } = situation;
    if (message.operation !== BOOTREQUEST) return silent('not-for-us', { operation: message.operation });
    if (readUint8(message.options, DHCP_MESSAGE_TYPE) === DHCP_MESSAGE_TYPES.DHCPLEASEQUERY) {
      return decideLeasequery(this.situations.leaseQuestionOf(situation));
    }
    const proxied = proxyNetworkOf(situation);
    if (proxied !== undefined) return beside(proxied);
    return message.options.has(DHCP_MESSAGE_TYPE) ? decideDhcp(situation) : decideBootp(situation);
  }

  commit(change: LeaseChange, { port }: BootpArrival): Promise<Settlement> | undefined {
    if (change.kind === 'offer' && change.probe && port.arp !== undefined) {
      const asking = this.probes.ask(port.arp, change.address, change.client.mac);
      if (asking !== undefined) return this.offerWhenFree(change, asking, port);
    }
    return this.leases
      .change(change)
      ?.then((problem) => (problem === undefined ? 'made' : silent('lease-not-written', { problem })));
  }

  /** The address is kept for the client while the wire is asked; when somebody has it, the client gets another one. */
  private async offerWhenFree(
    change: Extract<LeaseChange, { kind: 'offer' }>,
    asking: Promise<MacAddress | undefined>,
    { udp }: BootpPort,
  ): Promise<Settlement> {
    const { network, address, client } = change;
    void this.leases.change(change);
    this.leases.book.of(network).beginProbe(address);
    const user = await asking;
    const now = this.clock.now();
    const stillOffered = this.leases.book.of(network).endProbe(address, client, now);
    if (user === undefined) return stillOffered ? 'made' : 'again';
    const reason = `in use by ${formatMacAddress(user)}, which answered when the wire was asked`;
    void this.leases.change({ kind: 'quarantine', network, address, at: now, until: now + QUARANTINE_MS, reason });
    this.journal.record(tellAddressInUse(address, user, this.directory.byMac(user)?.machine, udp.interface.name, now));
    return 'again';
  }

  transmit({ reply, destination }: Answer<BootpAnswer, ReplyDestination, LeaseChange>, { port }: BootpArrival): void {
    const { bytes, dropped } = encodeBootp(reply.message);
    this.droppedOptions.note(dropped);
    const { dhcp, dhcpClient } = this.settings.ports;
    switch (destination.to) {
      case 'relay':
        return port.udp.send(bytes, destination.address, destination.port ?? dhcp, reply.server);
      case 'client':
        return port.udp.send(bytes, destination.address, dhcpClient, reply.server);
      case 'broadcast':
        return port.udp.send(bytes, BROADCAST_ADDRESS, dhcpClient, reply.server);
      case 'hardware':
        return this.sendToHardware(bytes, reply.server, destination, port);
    }
  }

  /** RFC 2131 §4.1: to yiaddr at chaddr, past the ARP that the client cannot answer yet; broadcast where it cannot be. */
  private sendToHardware(
    payload: Buffer,
    sourceAddress: Ipv4Address,
    { mac, address }: Extract<ReplyDestination, { to: 'hardware' }>,
    { udp, frames }: BootpPort,
  ): void {
    const { dhcp, dhcpClient } = this.settings.ports;
    if (frames === undefined) {
      udp.send(payload, BROADCAST_ADDRESS, dhcpClient, sourceAddress);
      return;
    }
    frames.send(
      encodeUdpFrame({
        sourceMac: udp.interface.mac,
        destinationMac: mac,
        sourceAddress,
        destinationAddress: address,
        sourcePort: dhcp,
        destinationPort: dhcpClient,
        payload,
      }),
    );
  }

  report(message: BootpMessage | undefined, verdict: BootpVerdict, { port }: BootpArrival): void {
    const dropped = this.droppedOptions.takeLast();
    if (verdict.kind === 'silent' && verdict.reason === 'not-for-us') return;
    const client = message && identifyClient(message, readRelayAgent(message.options), this.directory);
    const now = this.clock.now();
    this.journal.record(tellBootpVerdict(message, verdict, client, port.udp.interface.name, now, dropped));
    if (message === undefined || client === undefined || verdict.kind === 'silent') return;
    const { name, address } = verdict.reply;
    if (!ENDS_WITH_ADDRESS.has(name)) return;
    const { machine } = client;
    this.personalities.note(machine.id, fingerprintPersonality(message), now, address, () =>
      readPersonality(message, machine),
    );
  }
}
