import type { Ipv4Address } from '../../values/ipv4-address.js';
import { ok, type Result } from '../../values/result.js';
import { decodeGetfile, decodeWhoami, type GetfileQuestion } from '../../wire/sunrpc/bootparam.codec.js';
import { decodeIndirectCall, decodePortMapping, type PortMapping } from '../../wire/sunrpc/portmap.codec.js';
import { decodeRpcCall, RPC_VERSION, type RpcCall } from '../../wire/sunrpc/rpc-call.codec.js';
import { BOOTPARAM, PORTMAP } from '../../wire/sunrpc/rpc-program.table.js';
import type { RpcOutcome } from '../../wire/sunrpc/rpc-reply.codec.js';

/** Which of our two programs a port serves. */
export type RpcProgram = 'portmap' | 'bootparams';

/** What a diskless client wants to know. `ping` is procedure 0, which answers nothing and shows that we are there. */
export type BootparamQuestion =
  | { readonly kind: 'ping' }
  | { readonly kind: 'whoami'; readonly clientAddress: Ipv4Address }
  | ({ readonly kind: 'getfile' } & GetfileQuestion);

export type RpcQuestion =
  | BootparamQuestion
  | { readonly kind: 'getport'; readonly mapping: PortMapping }
  | { readonly kind: 'dump' }
  /** SET and UNSET. */
  | { readonly kind: 'change' }
  /** CALLIT; undefined when it is for a program that is not ours, or cannot be read. */
  | { readonly kind: 'indirect'; readonly question: BootparamQuestion | undefined }
  /** What RFC 5531 wants to be told to a caller who asked for us by our address. */
  | { readonly kind: 'refused'; readonly outcome: RpcOutcome };

/** A question with the number that its answer bears. */
export interface AskedByRpc {
  readonly transactionId: number;
  readonly question: RpcQuestion;
}

type Refused = Extract<RpcQuestion, { kind: 'refused' }>;
const refused = (outcome: RpcOutcome): Refused => ({ kind: 'refused', outcome });
const GARBAGE = refused({ status: 'garbage-arguments' });

/** Reads a datagram or record that came to the port of `program`. */
export function readRpcQuestion(message: Buffer, program: RpcProgram): Result<AskedByRpc> {
  const decoded = decodeRpcCall(message);
  if (!decoded.ok) return decoded;
  const call = decoded.value;
  return ok({ transactionId: call.transactionId, question: readQuestion(call, program) });
}

function readQuestion(call: RpcCall, program: RpcProgram): RpcQuestion {
  if (call.rpcVersion !== RPC_VERSION) return refused({ status: 'rpc-mismatch' });
  const { flavor } = call.credential;
  if (flavor === 'bad') return refused({ status: 'credential-refused', why: 'bad' });
  if (flavor === 'unknown') return refused({ status: 'credential-refused', why: 'rejected' });
  const own = program === 'portmap' ? PORTMAP : BOOTPARAM;
  if (call.program !== own.program) return refused({ status: 'program-unavailable' });
  if (call.version !== own.version) return refused({ status: 'program-mismatch', low: own.version, high: own.version });
  return program === 'portmap' ? readPortmapQuestion(call) : readBootparamQuestion(call);
}

function readPortmapQuestion(call: RpcCall): RpcQuestion {
  const { procedures } = PORTMAP;
  switch (call.procedure) {
    case procedures.null:
      return { kind: 'ping' };
    case procedures.dump:
      return { kind: 'dump' };
    case procedures.callit:
      return { kind: 'indirect', question: readIndirect(call.arguments) };
    case procedures.getport:
    case procedures.set:
    case procedures.unset: {
      const mapping = decodePortMapping(call.arguments);
      if (!mapping.ok) return GARBAGE;
      return call.procedure === procedures.getport ? { kind: 'getport', mapping: mapping.value } : { kind: 'change' };
    }
    default:
      return refused({ status: 'procedure-unavailable' });
  }
}

function readBootparamQuestion(call: Pick<RpcCall, 'procedure' | 'arguments'>): BootparamQuestion | Refused {
  const { procedures } = BOOTPARAM;
  if (call.procedure === procedures.null) return { kind: 'ping' };
  if (call.procedure === procedures.whoami) {
    const clientAddress = decodeWhoami(call.arguments);
    return clientAddress.ok ? { kind: 'whoami', clientAddress: clientAddress.value } : GARBAGE;
  }
  if (call.procedure === procedures.getfile) {
    const question = decodeGetfile(call.arguments);
    return question.ok ? { kind: 'getfile', ...question.value } : GARBAGE;
  }
  return refused({ status: 'procedure-unavailable' });
}

function readIndirect(bytes: Buffer): BootparamQuestion | undefined {
  const call = decodeIndirectCall(bytes);
  if (!call.ok || call.value.program !== BOOTPARAM.program || call.value.version !== BOOTPARAM.version)
    return undefined;
  const question = readBootparamQuestion(call.value);
  return question.kind === 'refused' ? undefined : question;
}
