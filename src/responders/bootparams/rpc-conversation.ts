import type { Clock } from '../../clock/clock.port.js';
import type { AddressOwners } from '../../addressing/address-owners.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import type { MachineDirectory } from '../../inventory/machine-directory.js';
import type { Journal } from '../../journal/journal.port.js';
import type { Net, NetworkInterface } from '../../net/net.port.js';
import type { BucketCounts } from '../../values/bucket-counts.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { Result } from '../../values/result.js';
import type { PortMapping } from '../../wire/sunrpc/portmap.codec.js';
import { encodeRpcReply } from '../../wire/sunrpc/rpc-reply.codec.js';
import type { Conversation } from '../exchange.js';
import type { Answer } from '../verdict.js';
import { machineAskedAbout } from './answer-bootparam.js';
import { tellRpcVerdict } from './bootparams-event.render.js';
import {
  readRpcQuestion,
  type AskedByRpc,
  type BootparamQuestion,
  type RpcProgram,
  type RpcQuestion,
} from './read-rpc-question.js';
import { decideRpc, type RpcAnswer, type RpcVerdict } from './rpc.decision.js';

/** Where a call came from, and the way back. */
export interface RpcArrival {
  readonly sourceAddress: Ipv4Address;
  readonly broadcast: boolean;
  /** Undefined when the host itself sent it, or it came by TCP. */
  readonly interface: NetworkInterface | undefined;
  readonly reply: (message: Buffer) => void;
}

/** What a conversation needs of its surroundings. */
export interface RpcSurroundings {
  readonly net: Net;
  readonly directory: MachineDirectory;
  readonly owners: AddressOwners;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly hostname: string;
  readonly services: readonly PortMapping[];
  readonly bootparamsPort: number;
}

/** The exchange on the port of one of our two programs. */
export class RpcConversation implements Conversation<AskedByRpc, RpcAnswer, 'caller', RpcArrival> {
  constructor(
    private readonly program: RpcProgram,
    private readonly around: RpcSurroundings,
    readonly answerTimes: BucketCounts,
  ) {}

  decode(message: Buffer): Result<AskedByRpc> {
    return readRpcQuestion(message, this.program);
  }

  answer(asked: AskedByRpc, arrival: RpcArrival): RpcVerdict {
    const { hostname, services, bootparamsPort } = this.around;
    return decideRpc(asked, {
      sourceAddress: arrival.sourceAddress,
      broadcast: arrival.broadcast,
      lookups: this.lookups(),
      server: { hostname, addresses: this.ownAddresses(arrival.interface) },
      services,
      bootparamsPort,
    });
  }

  transmit({ reply }: Answer<RpcAnswer, 'caller'>, arrival: RpcArrival): void {
    arrival.reply(encodeRpcReply(reply));
  }

  report(asked: AskedByRpc | undefined, verdict: RpcVerdict, arrival: RpcArrival): void {
    const lookups = this.lookups();
    const bySource = lookups.byIp(arrival.sourceAddress);
    const about = bootparamQuestionOf(asked?.question);
    const machine =
      about === undefined || about.kind === 'ping' ? bySource?.machine : machineAskedAbout(about, lookups);
    const nic = about?.kind === 'whoami' ? lookups.byIp(about.clientAddress)?.nic : bySource?.nic;
    const event = tellRpcVerdict(asked?.question, verdict, {
      at: this.around.clock.now(),
      sourceAddress: arrival.sourceAddress,
      interface: arrival.interface?.name,
      machine,
      mac: nic?.mac,
    });
    if (event !== undefined) this.around.journal.record(event);
  }

  private lookups() {
    const { directory, owners, clock } = this.around;
    const now = clock.now();
    return {
      byIp: (address: Ipv4Address) => owners.ownerOf(address, now),
      leasedTo: (machine: KnownMachine) => owners.leasedAddressOf(machine, now),
      byHostname: (name: string) => directory.byHostname(name),
      networkOf: (address: Ipv4Address) => directory.networkOf(address),
    };
  }

  /** Of all interfaces, the arrival's first. */
  private ownAddresses(arrival: NetworkInterface | undefined) {
    const others = this.around.net.interfaces().filter(({ name }) => name !== arrival?.name);
    return [...(arrival?.addresses ?? []), ...others.flatMap(({ addresses }) => addresses)];
  }
}

function bootparamQuestionOf(question: RpcQuestion | undefined): BootparamQuestion | undefined {
  switch (question?.kind) {
    case 'indirect':
      return question.question;
    case 'ping':
    case 'whoami':
    case 'getfile':
      return question;
    default:
      return undefined;
  }
}
