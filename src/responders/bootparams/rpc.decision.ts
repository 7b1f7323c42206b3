import type { Ipv4Address } from '../../values/ipv4-address.js';
import { encodeDone, encodeIndirectResult, encodePort, encodePortList } from '../../wire/sunrpc/portmap.codec.js';
import type { PortMapping } from '../../wire/sunrpc/portmap.codec.js';
import type { RpcReply } from '../../wire/sunrpc/rpc-reply.codec.js';
import { silent, type Silent, type Verdict } from '../verdict.js';
import { answerBootparam, type BootparamLookups, type BootparamServer } from './answer-bootparam.js';
import type { AskedByRpc } from './read-rpc-question.js';

/** What is around a question. */
export interface RpcSituation {
  readonly sourceAddress: Ipv4Address;
  /** Asked of everybody on the wire: only a success is answered (RFC 1833 §3.2, CALLIT; RFC 5531 §8.1 for the rest). */
  readonly broadcast: boolean;
  readonly lookups: BootparamLookups;
  readonly server: BootparamServer;
  /** What the port mapper has on its list. */
  readonly services: readonly PortMapping[];
  /** The UDP port of the bootparam program. */
  readonly bootparamsPort: number;
}

/** The reply, and what the timeline shows beside it. */
export interface RpcAnswer extends RpcReply {
  readonly detail?: Readonly<Record<string, string>> | undefined;
}

export type RpcVerdict = Verdict<RpcAnswer, 'caller'>;

/**
 * One RPC question. Whoever is neither in the inventory nor on one of its networks hears nothing: a port mapper that
 * answers everybody serves attackers to multiply packets.
 */
export function decideRpc({ transactionId, question }: AskedByRpc, situation: RpcSituation): RpcVerdict {
  const refused = whyNotAdmitted(situation);
  if (refused !== undefined) return refused;
  const success = (results: Buffer, detail?: RpcAnswer['detail']): RpcVerdict => ({
    kind: 'reply',
    destination: 'caller',
    reply: { transactionId, outcome: { status: 'success', results }, detail },
  });
  switch (question.kind) {
    case 'refused': {
      if (situation.broadcast) return silent('not-for-us', { outcome: question.outcome.status });
      return { kind: 'reply', destination: 'caller', reply: { transactionId, outcome: question.outcome } };
    }
    case 'indirect': {
      if (question.question === undefined) return silent('not-for-us', { asked: 'CALLIT of another program' });
      const decided = answerBootparam(question.question, situation.lookups, situation.server);
      if (decided.kind === 'silent') return decided;
      return success(encodeIndirectResult(situation.bootparamsPort, decided.results), decided.detail);
    }
    case 'getport':
      return success(encodePort(portOf(question.mapping, situation.services)));
    case 'dump':
      return success(encodePortList(situation.services));
    case 'change':
      return success(encodeDone(false));
    case 'ping':
    case 'whoami':
    case 'getfile': {
      const decided = answerBootparam(question, situation.lookups, situation.server);
      return decided.kind === 'silent' ? decided : success(decided.results, decided.detail);
    }
  }
}

/** The rule of the boot files, with the same words: machines, hosts on the inventory's networks, this host itself. */
function whyNotAdmitted({ sourceAddress, lookups, server }: RpcSituation): Silent | undefined {
  const isOurs = sourceAddress >>> 24 === 127 || server.addresses.some(({ address }) => address === sourceAddress);
  if (isOurs) return undefined;
  const network = lookups.networkOf(sourceAddress);
  if (network?.mode === 'off') return silent('network-off');
  return network === undefined && lookups.byIp(sourceAddress) === undefined ? silent('not-admitted') : undefined;
}

/** 0 when it is not here. Another version's port is given rather than none, as rpcbind does: the program tells which it has. */
function portOf(asked: PortMapping, services: readonly PortMapping[]): number {
  const here = services.filter(({ program, protocol }) => program === asked.program && protocol === asked.protocol);
  return (here.find(({ version }) => version === asked.version) ?? here[0])?.port ?? 0;
}
