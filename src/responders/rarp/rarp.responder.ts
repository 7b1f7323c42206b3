import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import type { LeaseChange } from '../../addressing/lease.js';
import { Leases } from '../../addressing/leases.service.js';
import { RARP_KINDS, rarpBootFile } from '../../boot/rarp-boot-file.js';
import { DEFAULT_RARP_BEHAVIOUR } from '../../boot/rarp-behaviour.js';
import { HexNamedFiles } from '../../boot-files/hex-named-files.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal, type JournalEvent } from '../../journal/journal.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import { Net, type FramePort, type NetworkInterface } from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import type { BucketCounts } from '../../values/bucket-counts.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { ok, type Result } from '../../values/result.js';
import { ETHER_TYPE_RARP, MINIMUM_FRAME } from '../../wire/ethernet/ethernet.codec.js';
import {
  decodeRarp,
  DRARP_ERROR,
  DRARP_REPLY,
  DRARP_REQUEST,
  encodeRarp,
  RARP_REPLY,
  type RarpPacket,
} from '../../wire/rarp/rarp.codec.js';
import { AnswerTimes } from '../answer-times.js';
import { DelayedAnswers } from '../delayed-answers.js';
import { exchange, type Conversation, type Settlement } from '../exchange.js';
import { InterfacePorts } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import { silent, type Answer } from '../verdict.js';
import { AnnouncementWatch } from './announcement-watch.js';
import { mayAnnounce, type AnnouncementVerdict } from './announcement.decision.js';
import { renderRarpEvent } from './rarp-event.render.js';
import type { RarpQuestion } from './rarp-question.js';
import { renderRarpStart, renderRarpTrace } from './rarp-trace.render.js';
import { decideRarp, type RarpLookups, type RarpVerdict } from './rarp.decision.js';

const RESPONDER = 'RARP';
/** A machine that DHCP answered so lately does not live by RARP. */
const DHCP_MEMORY_MS = 24 * 3_600_000;

/** Owns EtherType 0x8035 on every interface: RFC 903 requests become replies from the inventory. */
@Injectable()
export class RarpResponder
  implements OnApplicationBootstrap, Conversation<RarpQuestion, RarpPacket, 'requester', FramePort, LeaseChange>
{
  readonly answerTimes: BucketCounts;
  readonly delayed: DelayedAnswers;
  private readonly announcements: AnnouncementWatch;
  private readonly log: AreaLog;
  private readonly ports: InterfacePorts;
  private readonly lookups: RarpLookups;
  /** Every answer is made here: the port takes a copy. */
  private readonly frame = Buffer.alloc(MINIMUM_FRAME);

  constructor(
    private readonly net: Net,
    private readonly directory: MachineDirectory,
    hexNamedFiles: HexNamedFiles,
    private readonly leases: Leases,
    private readonly journal: Journal,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    answerTimes: AnswerTimes,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.answerTimes = answerTimes.of('rarp');
    this.log = log.area('rarp');
    this.delayed = new DelayedAnswers(clock);
    this.announcements = new AnnouncementWatch(clock);
    this.lookups = {
      networkOf: (address) => directory.networkOf(address),
      networksOnWire: (wire) => directory.networksOnWire(wire),
      bootsFromHere: (machine, network, address) =>
        rarpBootFile(machine, network, RARP_KINDS) !== undefined || hexNamedFiles.has(address),
      machineOf: (address) => directory.byIp(address)?.machine,
      leases: leases.book,
      now: () => clock.now(),
    };
    this.ports = new InterfacePorts(
      net,
      {
        responder: RESPONDER,
        where: 'EtherType 0x8035',
        open: (networkInterface) => {
          this.traceStart(networkInterface);
          return net.openFrames(networkInterface, ETHER_TYPE_RARP, (frame, port) =>
            // What waits for a lease outlives the frame's memory.
            exchange(this, frame[21] === DRARP_REQUEST ? Buffer.from(frame) : frame, port),
          );
        },
      },
      status,
      this.log,
    );
  }

  onApplicationBootstrap(): void {
    if (this.settings.responders.rarp) this.ports.start();
    else this.status.switchedOff(RESPONDER, 'REVEILLE_RARP=off');
  }

  stop(): void {
    this.delayed.cancelAll();
    this.announcements.stop();
    this.ports.stop();
  }

  decode(frame: Buffer): Result<RarpQuestion> {
    const decoded = decodeRarp(frame);
    if (!decoded.ok) return decoded;
    const request = decoded.value;
    return ok({ request, known: this.directory.byMac(request.targetHardwareAddress), frameLength: frame.length });
  }

  answer(question: RarpQuestion, port: FramePort): RarpVerdict {
    return this.explain(question, port.interface);
  }

  /** What a request that came in on this interface is answered; changes nothing. */
  explain({ request, known }: RarpQuestion, wire: NetworkInterface): RarpVerdict {
    return decideRarp(request, known, wire, this.lookups);
  }

  /** A temporary address is on the disk before the machine hears of it. */
  commit(change: LeaseChange): Promise<Settlement> | undefined {
    return this.leases
      .change(change)
      ?.then((problem) => (problem === undefined ? 'made' : silent('lease-not-written', { problem })));
  }

  transmit(answer: Answer<RarpPacket, 'requester', LeaseChange>, port: FramePort): void {
    const { operation, targetProtocolAddress, targetHardwareAddress } = answer.reply;
    // As in.rarpd does: the boot file that the machine asks for next needs no ARP question.
    if (operation === RARP_REPLY || operation === DRARP_REPLY)
      this.net.noteNeighbour(port.interface, targetProtocolAddress, targetHardwareAddress);
    port.send(encodeRarp(answer.reply, this.frame));
  }

  report(question: RarpQuestion | undefined, verdict: RarpVerdict, port: FramePort): void {
    if (question !== undefined && this.log.isLevelEnabled('debug')) {
      for (const line of renderRarpTrace(question.request, verdict, port.interface)) this.log.debug(line);
    }
    if (verdict.kind === 'silent' && verdict.reason === 'not-for-us') return;
    const now = this.clock.now();
    const virtualMachines = this.virtualMachinesAt(question, port.interface);
    if (question === undefined || !mayAnnounce(question.request, virtualMachines)) {
      this.journal.record(this.eventOf(question, verdict, port.interface, now));
      return;
    }
    const { known, frameLength } = question;
    const dhcp = known && this.journal.lastDhcpAnswer(known.machine.id);
    const livesByDhcp = dhcp !== undefined && now - dhcp < DHCP_MEMORY_MS;
    const facts = { frameLength, virtualMachines, livesByDhcp };
    this.announcements.hear(question.request, facts, this.clock.elapsed(), (announcement) => {
      const event = this.eventOf(question, verdict, port.interface, now);
      this.journal.record(announcement.kind === 'no' ? event : announcementEvent(event, announcement));
    });
  }

  /** What the network says on which the machine is, or that this interface is on. */
  private virtualMachinesAt(question: RarpQuestion | undefined, { addresses }: NetworkInterface) {
    const address = question?.known?.nic.ip ?? addresses[0]?.address;
    const network = address === undefined ? undefined : this.directory.networkOf(address);
    return (network?.rarp ?? DEFAULT_RARP_BEHAVIOUR).virtualMachines;
  }

  private eventOf(
    question: RarpQuestion | undefined,
    verdict: RarpVerdict,
    arrival: NetworkInterface,
    at: Instant,
  ): JournalEvent {
    const replied = verdict.kind === 'reply';
    const machine = question?.known?.machine;
    return {
      at,
      protocol: 'rarp',
      what: renderRarpEvent(question, verdict),
      outcome: replied ? 'answered' : 'silent',
      reason: replied ? undefined : verdict.reason,
      machineId: machine?.id,
      hostname: machine?.hostname,
      mac: question?.request.targetHardwareAddress,
      ip:
        replied && verdict.reply.operation !== DRARP_ERROR
          ? formatIpv4Address(verdict.reply.targetProtocolAddress)
          : undefined,
      interface: arrival.name,
      detail: replied ? undefined : verdict.detail,
    };
  }

  private traceStart(networkInterface: NetworkInterface): void {
    if (!this.log.isLevelEnabled('debug')) return;
    for (const line of renderRarpStart(networkInterface)) this.log.debug(line);
  }
}

/** A known machine was moved or resumed; of an unknown one nothing is to be said but why it got no answer. */
function announcementEvent(
  event: JournalEvent,
  { kind, because }: Extract<AnnouncementVerdict, { kind: 'likely' | 'sure' }>,
): JournalEvent {
  const detail = { sure: kind, because };
  return event.machineId === undefined
    ? { ...event, what: 'RARP announcement', outcome: 'silent', reason: 'moved-or-resumed', detail }
    : { ...event, what: 'RARP announcement, moved or resumed', outcome: 'noted', reason: undefined, detail };
}
