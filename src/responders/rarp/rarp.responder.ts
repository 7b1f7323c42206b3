import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import { Net, type FramePort, type NetworkInterface } from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { ETHER_TYPE_RARP } from '../../wire/ethernet/ethernet.codec.js';
import { decodeRarp, encodeRarp, type RarpPacket } from '../../wire/rarp/rarp.codec.js';
import { exchange, type Conversation } from '../exchange.js';
import { InterfacePorts } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import type { Answer } from '../verdict.js';
import { renderRarpStart, renderRarpTrace } from './rarp-trace.render.js';
import { decideRarp, type RarpVerdict } from './rarp.decision.js';

const RESPONDER = 'RARP';

/** Owns EtherType 0x8035 on every interface: RFC 903 requests become replies from the inventory. */
@Injectable()
export class RarpResponder
  implements OnApplicationBootstrap, Conversation<RarpPacket, RarpPacket, 'requester', FramePort>
{
  private readonly log: AreaLog;
  private readonly ports: InterfacePorts;
  private readonly networkOf: MachineDirectory['networkOf'];

  constructor(
    net: Net,
    private readonly directory: MachineDirectory,
    private readonly journal: Journal,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    log: Log,
  ) {
    this.log = log.area('rarp');
    this.networkOf = (address) => directory.networkOf(address);
    this.ports = new InterfacePorts(
      net,
      {
        responder: RESPONDER,
        where: 'EtherType 0x8035',
        open: (networkInterface) => {
          this.traceStart(networkInterface);
          return net.openFrames(networkInterface, ETHER_TYPE_RARP, (frame, port) => exchange(this, frame, port));
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
    this.ports.stop();
  }

  decode(frame: Buffer): ReturnType<typeof decodeRarp> {
    return decodeRarp(frame);
  }

  answer(request: RarpPacket, port: FramePort): RarpVerdict {
    const known = this.directory.byMac(request.targetHardwareAddress);
    return decideRarp(request, known, port.interface, this.networkOf);
  }

  transmit(answer: Answer<RarpPacket, 'requester'>, port: FramePort): void {
    port.send(encodeRarp(answer.reply));
  }

  report(request: RarpPacket | undefined, verdict: RarpVerdict, port: FramePort): void {
    if (request !== undefined && this.log.isLevelEnabled('debug')) {
      for (const line of renderRarpTrace(request, verdict, port.interface)) this.log.debug(line);
    }
    if (verdict.kind === 'silent' && verdict.reason === 'not-for-us') return;
    const machine = request && this.directory.byMac(request.targetHardwareAddress)?.machine;
    this.journal.record({
      at: Date.now(),
      protocol: 'rarp',
      what: verdict.kind === 'reply' ? 'RARP request -> RARP reply' : 'RARP request',
      outcome: verdict.kind === 'reply' ? 'answered' : 'silent',
      reason: verdict.kind === 'silent' ? verdict.reason : undefined,
      machineId: machine?.id,
      hostname: machine?.hostname,
      mac: request?.targetHardwareAddress,
      ip: verdict.kind === 'reply' ? formatIpv4Address(verdict.reply.targetProtocolAddress) : undefined,
      interface: port.interface.name,
      detail: verdict.kind === 'silent' ? verdict.detail : undefined,
    });
  }

  private traceStart(networkInterface: NetworkInterface): void {
    if (!this.log.isLevelEnabled('debug')) return;
    for (const line of renderRarpStart(networkInterface)) this.log.debug(line);
  }
}
