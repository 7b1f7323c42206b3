import { fail, ok, type Result } from '../../values/result.js';
import { XdrReader, XdrWriter } from './xdr.codec.js';

/*
 * A call (RFC 5531 §9), all fields four octets:
 *
 *    0            4           8               12        16        20          24
 *   | xid        | CALL 0    | RPC version 2 | program | version | procedure | credential | verifier | arguments …
 *
 * Credential and verifier are each a flavor and an opaque of at most 400 octets (§8.2).
 */
const CALL = 0;
export const RPC_VERSION = 2;
const LONGEST_AUTHENTICATION = 400;

const AUTH_NONE = 0;
const AUTH_SYS = 1;
/** RFC 5531 appendix A: authsys_parms. */
const LONGEST_MACHINE_NAME = 255;
const MOST_GROUPS = 16;

/** Who says to be calling. Nothing is believed of it: the record decides, by address and name. */
export type Credential =
  | { readonly flavor: 'none' }
  | { readonly flavor: 'sys'; readonly machineName: string; readonly uid: number; readonly gid: number }
  /** AUTH_SYS that cannot be read, or a flavor that we do not know (§9.2 wants an answer of its own for each). */
  | { readonly flavor: 'bad' | 'unknown' };

export interface RpcCall {
  /** xid: the answer bears it. */
  readonly transactionId: number;
  /** Anything but 2 is told so; the fields after it are then 0 and empty. */
  readonly rpcVersion: number;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly credential: Credential;
  /** The procedure's arguments, XDR: a view into the message. */
  readonly arguments: Buffer;
}

/** Reads a call; a reply, or a message that ends inside its header, is refused with the reason. */
export function decodeRpcCall(message: Buffer): Result<RpcCall> {
  const reader = new XdrReader(message);
  const transactionId = reader.uint32('the RPC transaction id');
  const type = reader.uint32('the RPC message type');
  if (reader.problem === undefined && type !== CALL) return fail(`RPC message type ${type} is not a call (0)`);
  const rpcVersion = reader.uint32('the RPC version');
  if (reader.problem === undefined && rpcVersion !== RPC_VERSION) {
    const nothing = { program: 0, version: 0, procedure: 0, arguments: Buffer.alloc(0) };
    return ok({ transactionId, rpcVersion, credential: { flavor: 'none' }, ...nothing });
  }
  const program = reader.uint32('the RPC program');
  const version = reader.uint32('the program version');
  const procedure = reader.uint32('the procedure');
  const flavor = reader.uint32('the credential');
  const credential = readCredential(flavor, reader.opaque(LONGEST_AUTHENTICATION, 'the credential'));
  reader.uint32('the verifier');
  reader.opaque(LONGEST_AUTHENTICATION, 'the verifier');
  const rest = reader.rest();
  if (reader.problem !== undefined) return fail(`RPC call: ${reader.problem}`);
  return ok({ transactionId, rpcVersion, program, version, procedure, credential, arguments: rest });
}

/** AUTH_SYS (appendix A): stamp, machine name, uid, gid, up to 16 groups. */
function readCredential(flavor: number, body: Buffer): Credential {
  if (flavor === AUTH_NONE) return { flavor: 'none' };
  if (flavor !== AUTH_SYS) return { flavor: 'unknown' };
  const reader = new XdrReader(body);
  reader.uint32('the stamp');
  const machineName = reader.string(LONGEST_MACHINE_NAME, 'the machine name');
  const uid = reader.uint32('the user id');
  const gid = reader.uint32('the group id');
  const groups = reader.uint32('the number of groups');
  for (let left = Math.min(groups, MOST_GROUPS + 1); left > 0; left--) reader.uint32('a group');
  reader.end('the groups');
  if (reader.problem !== undefined || groups > MOST_GROUPS) return { flavor: 'bad' };
  return { flavor: 'sys', machineName, uid, gid };
}

/** A call as we make them ourselves, to the port mapper of this host: without credentials. */
export function encodeRpcCall(
  call: Pick<RpcCall, 'transactionId' | 'program' | 'version' | 'procedure' | 'arguments'>,
): Buffer {
  return new XdrWriter()
    .uint32(call.transactionId)
    .uint32(CALL)
    .uint32(RPC_VERSION)
    .uint32(call.program)
    .uint32(call.version)
    .uint32(call.procedure)
    .uint32(AUTH_NONE)
    .uint32(0)
    .uint32(AUTH_NONE)
    .uint32(0)
    .append(call.arguments)
    .bytes();
}
