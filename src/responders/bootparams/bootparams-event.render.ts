import type { KnownMachine } from '../../boot/known-machine.js';
import type { JournalEvent } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { RpcQuestion } from './read-rpc-question.js';
import type { RpcVerdict } from './rpc.decision.js';

/** Who asked, and about which machine. */
export interface RpcTold {
  readonly at: Instant;
  readonly sourceAddress: Ipv4Address;
  readonly interface: string | undefined;
  readonly machine: KnownMachine | undefined;
  readonly mac: MacAddress | undefined;
}

/** The question in the protocol's own words: `CALLIT WHOAMI`, `GETFILE root`. */
export function nameRpcQuestion(question: RpcQuestion | undefined): string {
  switch (question?.kind) {
    case undefined:
      return 'RPC call';
    case 'indirect':
      return question.question === undefined ? 'CALLIT' : `CALLIT ${nameRpcQuestion(question.question)}`;
    case 'getfile':
      return `GETFILE ${question.key}`;
    case 'refused':
      return `RPC call (${question.outcome.status})`;
    case 'change':
      return 'portmap SET';
    case 'ping':
      return 'RPC NULL';
    case 'whoami':
    case 'getport':
    case 'dump':
      return question.kind.toUpperCase();
  }
}

/** A verdict as the journal hears it; undefined when it is nobody's concern. */
export function tellRpcVerdict(
  question: RpcQuestion | undefined,
  verdict: RpcVerdict,
  told: RpcTold,
): JournalEvent | undefined {
  if (verdict.kind === 'silent' && verdict.reason === 'not-for-us') return undefined;
  return {
    at: told.at,
    protocol: 'bootparams',
    what: nameRpcQuestion(question),
    outcome: verdict.kind === 'reply' ? 'answered' : 'silent',
    reason: verdict.kind === 'silent' ? verdict.reason : undefined,
    machineId: told.machine?.id,
    hostname: told.machine?.hostname,
    mac: told.mac,
    ip: formatIpv4Address(addressToldOf(question) ?? told.sourceAddress),
    interface: told.interface,
    detail: verdict.kind === 'silent' ? verdict.detail : verdict.reply.detail,
  };
}

function addressToldOf(question: RpcQuestion | undefined): Ipv4Address | undefined {
  if (question?.kind === 'indirect') return addressToldOf(question.question);
  return question?.kind === 'whoami' ? question.clientAddress : undefined;
}
