import { hostname } from 'node:os';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AddressOwners } from '../../addressing/address-owners.js';
import { Clock } from '../../clock/clock.port.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import { HostSockets, type HostPort } from '../../net/host/host-sockets.port.js';
import { Net, type NetProblem, type NetworkInterface, type UdpDatagram, type UdpPort } from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import type { Result } from '../../values/result.js';
import { PORTMAP_TCP, PORTMAP_UDP } from '../../wire/sunrpc/portmap.codec.js';
import { decodeRecord, encodeRecord } from '../../wire/sunrpc/record-mark.codec.js';
import { BOOTPARAM, PORTMAP } from '../../wire/sunrpc/rpc-program.table.js';
import { AnswerTimes } from '../answer-times.js';
import { exchange } from '../exchange.js';
import { InterfacePorts } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import { RpcConversation, type RpcArrival, type RpcSurroundings } from './rpc-conversation.js';
import { RpcbindRegistration } from './rpcbind-registration.js';

const RESPONDER = 'bootparams';
const PORTMAPPER = 'portmapper';
/** RFC 1833 has no bound; what is asked of us fits into a datagram. */
const LONGEST_RECORD = 9_000;

/**
 * Owns the port of the bootparam program, and UDP and TCP port 111 unless an rpcbind runs on this host: then our
 * program is on its list, and what it passes on to us comes from this host itself.
 */
@Injectable()
export class BootparamsResponder implements OnApplicationBootstrap {
  private readonly log: AreaLog;
  private readonly bootparams: RpcConversation;
  private readonly portmap: RpcConversation;
  private readonly bootparamsPorts: InterfacePorts;
  private readonly portmapPorts: InterfacePorts;
  private readonly registration: RpcbindRegistration;
  private hostPort: HostPort | undefined;

  constructor(
    private readonly net: Net,
    private readonly host: HostSockets,
    directory: MachineDirectory,
    owners: AddressOwners,
    journal: Journal,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    answerTimes: AnswerTimes,
    clock: Clock,
    log: Log,
  ) {
    this.log = log.area('bootparams');
    const { portmap, bootparams } = settings.ports;
    const around: RpcSurroundings = {
      net,
      directory,
      owners,
      journal,
      clock,
      hostname: hostname(),
      services: [
        { program: PORTMAP.program, version: PORTMAP.version, protocol: PORTMAP_TCP, port: portmap },
        { program: PORTMAP.program, version: PORTMAP.version, protocol: PORTMAP_UDP, port: portmap },
        { program: BOOTPARAM.program, version: BOOTPARAM.version, protocol: PORTMAP_UDP, port: bootparams },
      ],
      bootparamsPort: bootparams,
    };
    this.bootparams = new RpcConversation('bootparams', around, answerTimes.of('bootparams'));
    this.portmap = new RpcConversation('portmap', around, answerTimes.of('portmap'));
    this.bootparamsPorts = this.portsOf(RESPONDER, bootparams, this.bootparams);
    this.portmapPorts = this.portsOf(PORTMAPPER, portmap, this.portmap);
    this.registration = new RpcbindRegistration(host, portmap, bootparams, this.log);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.responders.bootparams) {
      this.status.switchedOff(RESPONDER, 'REVEILLE_BOOTPARAMS=off');
      return;
    }
    this.bootparamsPorts.start();
    if (await this.registration.isThere()) await this.joinRpcbind();
    else await this.servePortmap();
  }

  async stop(): Promise<void> {
    this.portmapPorts.stop();
    this.bootparamsPorts.stop();
    this.hostPort?.close();
    this.hostPort = undefined;
    await this.registration.stop();
  }

  /** rpcbind passes a broadcast question on from this host to this host, where no interface's socket hears it. */
  private async joinRpcbind(): Promise<void> {
    const { bootparams } = this.settings.ports;
    const opened = await this.host.openUdp(bootparams, (payload, sourceAddress, reply) =>
      exchange(this.bootparams, payload, { sourceAddress, broadcast: false, interface: undefined, reply }),
    );
    this.keep(opened, 'questions that the rpcbind of this host passes on are not heard');
    await this.registration.start();
    this.log.info(`an rpcbind runs on this host: program ${BOOTPARAM.program} is on its list, port ${bootparams}`);
    if (await this.registration.passesQuestionsOn()) return;
    this.log.warn(
      'the rpcbind of this host does not pass broadcast questions on, so a Sun that asks by broadcast hears nothing: ' +
        'start rpcbind with -r (Debian: OPTIONS="-w -r" in /etc/default/rpcbind), or stop it and start us again',
    );
  }

  private async servePortmap(): Promise<void> {
    this.portmapPorts.start();
    const opened = await this.host.listenTcp(this.settings.ports.portmap, (received, sourceAddress, reply) => {
      const record = decodeRecord(received, LONGEST_RECORD);
      if (!record.ok) return 'hang-up';
      const { message, taken } = record.value;
      if (message === undefined) return 0;
      exchange(this.portmap, message, {
        sourceAddress,
        broadcast: false,
        interface: undefined,
        reply: (answer) => reply(encodeRecord(answer)),
      });
      return taken;
    });
    this.keep(opened, 'the portmapper is not heard by TCP (rpcinfo -p)');
  }

  private keep(opened: Result<HostPort, NetProblem>, lost: string): void {
    if (opened.ok) this.hostPort = opened.value;
    else if (opened.error.code !== 'unsupported') this.log.warn(`${lost}: ${opened.error.sentence}`);
  }

  private portsOf(responder: string, localPort: number, conversation: RpcConversation): InterfacePorts {
    const open = (networkInterface: NetworkInterface): Result<UdpPort, NetProblem> =>
      this.net.openUdp(networkInterface, localPort, (datagram, port) =>
        exchange(conversation, datagram.payload, arrivalOf(datagram, port)),
      );
    return new InterfacePorts(this.net, { responder, where: `UDP ${localPort}`, open }, this.status, this.log);
  }
}

function arrivalOf({ sourceAddress, sourcePort, destinationAddress }: UdpDatagram, port: UdpPort): RpcArrival {
  const toUs = port.interface.addresses.some(({ address }) => address === destinationAddress);
  return {
    sourceAddress,
    broadcast: !toUs && isBroadcast(destinationAddress, port.interface),
    interface: port.interface,
    reply: (message) => port.send(message, sourceAddress, sourcePort, toUs ? destinationAddress : undefined),
  };
}

/** 255.255.255.255, a network's own broadcast address, or the all-zeros one that SunOS sends to. */
function isBroadcast(address: Ipv4Address, { addresses }: NetworkInterface): boolean {
  if (address === 0xffff_ffff || address === ANY_ADDRESS) return true;
  return addresses.some(({ network }) => (address | network.mask) >>> 0 === 0xffff_ffff || address === network.address);
}
