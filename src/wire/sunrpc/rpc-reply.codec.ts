import { fail, ok, type Result } from '../../values/result.js';
import { RPC_VERSION } from './rpc-call.codec.js';
import { XdrReader, XdrWriter } from './xdr.codec.js';

/*
 * A reply (RFC 5531 §9):
 *
 *    0     4         8             12                  20
 *   | xid | REPLY 1 | ACCEPTED 0  | verifier: none, 0 | status | results, or the versions that exist
 *   | xid | REPLY 1 | DENIED 1    | RPC_MISMATCH 0 | low | high
 *   | xid | REPLY 1 | DENIED 1    | AUTH_ERROR 1   | why
 */
const REPLY = 1;
const ACCEPTED = 0;
const DENIED = 1;
const RPC_MISMATCH = 0;
const AUTH_ERROR = 1;
const AUTH_NONE = 0;
const LONGEST_AUTHENTICATION = 400;

/** accept_stat, §9. */
const SUCCESS = 0;
const PROG_MISMATCH = 2;
const PLAIN_FAILURES = {
  'program-unavailable': 1,
  'procedure-unavailable': 3,
  'garbage-arguments': 4,
  'system-error': 5,
} as const;
type PlainFailure = keyof typeof PLAIN_FAILURES;

/** auth_stat, §9: AUTH_BADCRED and AUTH_REJECTEDCRED. */
const AUTH_FAILURES = { bad: 1, rejected: 2 } as const;

/** What becomes of a call. */
export type RpcOutcome =
  | { readonly status: 'success'; readonly results: Buffer }
  /** Versions are from `low` to `high`. */
  | { readonly status: 'program-mismatch'; readonly low: number; readonly high: number }
  | { readonly status: PlainFailure }
  | { readonly status: 'rpc-mismatch' }
  | { readonly status: 'credential-refused'; readonly why: keyof typeof AUTH_FAILURES };

export interface RpcReply {
  readonly transactionId: number;
  readonly outcome: RpcOutcome;
}

/** A reply, in full and without record mark. */
export function encodeRpcReply({ transactionId, outcome }: RpcReply): Buffer {
  const writer = new XdrWriter().uint32(transactionId).uint32(REPLY);
  if (outcome.status === 'rpc-mismatch') {
    return writer.uint32(DENIED).uint32(RPC_MISMATCH).uint32(RPC_VERSION).uint32(RPC_VERSION).bytes();
  }
  if (outcome.status === 'credential-refused') {
    return writer.uint32(DENIED).uint32(AUTH_ERROR).uint32(AUTH_FAILURES[outcome.why]).bytes();
  }
  writer.uint32(ACCEPTED).uint32(AUTH_NONE).uint32(0);
  if (outcome.status === 'success') return writer.uint32(SUCCESS).append(outcome.results).bytes();
  if (outcome.status === 'program-mismatch') {
    return writer.uint32(PROG_MISMATCH).uint32(outcome.low).uint32(outcome.high).bytes();
  }
  return writer.uint32(PLAIN_FAILURES[outcome.status]).bytes();
}

/** Reads a reply to one of our own calls. */
export function decodeRpcReply(message: Buffer): Result<RpcReply> {
  const reader = new XdrReader(message);
  const transactionId = reader.uint32('the RPC transaction id');
  const type = reader.uint32('the RPC message type');
  if (reader.problem === undefined && type !== REPLY) return fail(`RPC message type ${type} is not a reply (1)`);
  const denied = reader.bool('the reply status');
  const outcome = denied ? readDenied(reader) : readAccepted(reader);
  if (reader.problem !== undefined) return fail(`RPC reply: ${reader.problem}`);
  return outcome.ok ? ok({ transactionId, outcome: outcome.value }) : outcome;
}

function readAccepted(reader: XdrReader): Result<RpcOutcome> {
  reader.uint32('the verifier');
  reader.opaque(LONGEST_AUTHENTICATION, 'the verifier');
  const status = reader.uint32('the accept status');
  if (status === SUCCESS) return ok({ status: 'success', results: reader.rest() });
  if (status === PROG_MISMATCH) {
    const low = reader.uint32('the lowest version');
    const high = reader.uint32('the highest version');
    return ok({ status: 'program-mismatch', low, high });
  }
  const names = Object.keys(PLAIN_FAILURES) as PlainFailure[];
  const name = names.find((candidate) => PLAIN_FAILURES[candidate] === status);
  return name === undefined ? fail(`RPC accept status ${status} is not known`) : ok({ status: name });
}

function readDenied(reader: XdrReader): Result<RpcOutcome> {
  const why = reader.uint32('the reject status');
  if (why === RPC_MISMATCH) return ok({ status: 'rpc-mismatch' });
  if (why !== AUTH_ERROR) return fail(`RPC reject status ${why} is not known`);
  const bad = reader.uint32('the reason of the refused credential') === AUTH_FAILURES.bad;
  return ok({ status: 'credential-refused', why: bad ? 'bad' : 'rejected' });
}
