import { hostname } from 'node:os';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import { BuiltInFiles } from '../../boot-files/built-in-files.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import { Log } from '../../logging/log.js';
import { Net, type NetProblem, type NetworkInterface, type UdpDatagram, type UdpPort } from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import type { BucketCounts } from '../../values/bucket-counts.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { ok, type Result } from '../../values/result.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp } from '../../wire/bootp/bootp.codec.js';
import { readRelayAgent } from '../../wire/dhcp/read-relay-agent.js';
import { tellBootpVerdict } from '../bootp/bootp-event.render.js';
import type { BootpAnswer } from '../bootp/bootp-verdict.js';
import { identifyClient } from '../bootp/identify-client.js';
import { AnswerTimes } from '../answer-times.js';
import { exchange, type Conversation } from '../exchange.js';
import { InterfacePorts, type Closable } from '../interface-ports.js';
import { DroppedOptions } from '../dropped-options.js';
import { OfferAttempts } from '../offer-attempts.js';
import { ResponderStatus } from '../responder-status.js';
import { silent, type Answer } from '../verdict.js';
import { decideBootServer, type BackToAsker, type BootServerVerdict } from './boot-server.decision.js';

const RESPONDER = 'PXE boot server';
const BOOTREQUEST = 1;

/** One datagram's way back. */
interface BootServerArrival {
  readonly port: UdpPort;
  readonly sourceAddress: Ipv4Address;
  readonly sourcePort: number;
  readonly destinationAddress: Ipv4Address;
}

/** Where a datagram came in. */
interface BootServerPlace {
  readonly wire: NetworkInterface;
  readonly destinationAddress: Ipv4Address;
  readonly sourcePort: number;
}

/** Owns UDP port 4011 on every interface: PXE clients that have an address ask here for their file or menu. */
@Injectable()
export class BootServerResponder
  implements OnApplicationBootstrap, Conversation<BootpMessage, BootpAnswer, BackToAsker, BootServerArrival>
{
  readonly answerTimes: BucketCounts;
  private readonly ports: InterfacePorts;
  private readonly serverHostname = hostname();

  constructor(
    private readonly net: Net,
    private readonly directory: MachineDirectory,
    private readonly builtInFiles: BuiltInFiles,
    private readonly journal: Journal,
    private readonly attempts: OfferAttempts,
    private readonly droppedOptions: DroppedOptions,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    answerTimes: AnswerTimes,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.answerTimes = answerTimes.of('pxe');
    const service = {
      responder: RESPONDER,
      where: `UDP ${settings.ports.proxy}`,
      open: (networkInterface: NetworkInterface) => this.open(networkInterface),
    };
    this.ports = new InterfacePorts(net, service, status, log.area('proxy'));
  }

  onApplicationBootstrap(): void {
    if (this.settings.responders.proxy) this.ports.start();
    else this.status.switchedOff(RESPONDER, 'REVEILLE_PROXY=off');
  }

  stop(): void {
    this.ports.stop();
  }

  private open(networkInterface: NetworkInterface): Result<Closable, NetProblem> {
    const receive = (datagram: UdpDatagram, port: UdpPort): void => {
      const { payload, sourceAddress, sourcePort, destinationAddress } = datagram;
      exchange(this, payload, { port, sourceAddress, sourcePort, destinationAddress });
    };
    const udp = this.net.openUdp(networkInterface, this.settings.ports.proxy, receive);
    return udp.ok ? ok(udp.value) : udp;
  }

  decode(bytes: Buffer): Result<BootpMessage> {
    return decodeBootp(bytes);
  }

  answer(message: BootpMessage, { port, destinationAddress, sourcePort }: BootServerArrival): BootServerVerdict {
    return this.explain(message, { wire: port.interface, destinationAddress, sourcePort });
  }

  /** What a question is answered; changes nothing. */
  explain(message: BootpMessage, { wire, destinationAddress, sourcePort }: BootServerPlace): BootServerVerdict {
    if (message.operation !== BOOTREQUEST) return silent('not-for-us', { operation: message.operation });
    const { directory } = this;
    const relayAgent = readRelayAgent(message.options);
    return decideBootServer({
      message,
      relayAgent,
      known: identifyClient(message, relayAgent, directory),
      wire,
      destinationAddress,
      sourcePort,
      networksOnWire: (ours) => directory.networksOnWire(ours),
      networksAround: (address) => directory.networksAround(address),
      isOwnAddress: (address) => wire.addresses.some((own) => own.address === address),
      fileExists: (path) => this.builtInFiles.exists(path),
      serverHostname: this.serverHostname,
      httpPort: this.settings.httpPort,
    });
  }

  transmit({ reply }: Answer<BootpAnswer, BackToAsker>, arrival: BootServerArrival): void {
    const { bytes, dropped } = encodeBootp(reply.message);
    this.droppedOptions.note(dropped);
    arrival.port.send(bytes, arrival.sourceAddress, arrival.sourcePort, reply.server);
  }

  report(message: BootpMessage | undefined, verdict: BootServerVerdict, { port }: BootServerArrival): void {
    const dropped = this.droppedOptions.takeLast();
    if (verdict.kind === 'silent' && verdict.reason === 'not-for-us') return;
    const { mac } = message ?? {};
    if (verdict.kind === 'reply' && mac !== undefined) this.attempts.cameOn(mac);
    const client = message && identifyClient(message, readRelayAgent(message.options), this.directory);
    this.journal.record(tellBootpVerdict(message, verdict, client, port.interface.name, this.clock.now(), dropped));
  }
}
