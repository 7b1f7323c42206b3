import { formatIpv4Address } from '../../values/ipv4-address.js';
import type { Result } from '../../values/result.js';
import { printHex, printText } from '../dhcp/option-text.js';
import { decodeGetfile, decodeWhoami } from '../sunrpc/bootparam.codec.js';
import { decodeIndirectCall, decodePortMapping } from '../sunrpc/portmap.codec.js';
import { decodeRpcCall, RPC_VERSION } from '../sunrpc/rpc-call.codec.js';
import { decodeRpcReply } from '../sunrpc/rpc-reply.codec.js';
import { BOOTPARAM, PORTMAP } from '../sunrpc/rpc-program.table.js';

const CALL = 0;
const REPLY = 1;
/** Calls whose answers we wait for; more is not a boot but an attack on memory. */
const MOST_CALLS = 10_000;

interface Procedure {
  readonly program: number;
  readonly procedure: number;
}

/** Prints calls of Sun RPC, and the replies to the calls that it has seen: a reply does not say what was asked. */
export class RpcPrinter {
  private readonly asked = new Map<number, string>();

  /** Undefined when the payload is no RPC message that belongs here. */
  print(payload: Buffer): string | undefined {
    if (payload.length < 12) return undefined;
    const type = payload.readUInt32BE(4);
    if (type === CALL && payload.readUInt32BE(8) === RPC_VERSION) return this.printCall(payload);
    return type === REPLY ? this.printReply(payload) : undefined;
  }

  private printCall(payload: Buffer): string {
    const decoded = decodeRpcCall(payload);
    if (!decoded.ok) return `RPC call that cannot be read: ${decoded.error}`;
    const call = decoded.value;
    const name = nameOf(call);
    if (this.asked.size < MOST_CALLS) this.asked.set(call.transactionId, name);
    const words = [
      `RPC call ${name}: ${printArguments(call, call.arguments)}`,
      `  xid          ${hex(call.transactionId)}`,
    ];
    if (call.credential.flavor === 'sys') {
      const { machineName, uid, gid } = call.credential;
      words.push(`  credential   ${printText(Buffer.from(machineName))} uid ${uid} gid ${gid}`);
    }
    return words.join('\n');
  }

  private printReply(payload: Buffer): string | undefined {
    const name = this.asked.get(payload.readUInt32BE(0));
    if (name === undefined) return undefined;
    const decoded = decodeRpcReply(payload);
    if (!decoded.ok) return `RPC reply to ${name} that cannot be read: ${decoded.error}`;
    const { outcome, transactionId } = decoded.value;
    const result = outcome.status === 'success' ? `success ${printHex(outcome.results)}` : outcome.status;
    return `RPC reply to ${name}: ${result}\n  xid          ${hex(transactionId)}`;
  }
}

function nameOf({ program, procedure }: Procedure): string {
  for (const [known, title] of [
    [PORTMAP, 'portmap'],
    [BOOTPARAM, 'bootparams'],
  ] as const) {
    if (known.program !== program) continue;
    const found = Object.entries(known.procedures).find(([, number]) => number === procedure);
    return `${title} ${found?.[0].toUpperCase() ?? `procedure ${procedure}`}`;
  }
  return `program ${program} procedure ${procedure}`;
}

function printArguments(of: Procedure, args: Buffer): string {
  const { program, procedure } = of;
  if (program === BOOTPARAM.program && procedure === BOOTPARAM.procedures.whoami)
    return words(decodeWhoami(args), (address) => `who is ${formatIpv4Address(address)}?`);
  if (program === BOOTPARAM.program && procedure === BOOTPARAM.procedures.getfile)
    return words(decodeGetfile(args), ({ clientName, key }) => `${quoted(key)} of ${quoted(clientName)}`);
  if (program !== PORTMAP.program) return printHex(args);
  if (procedure === PORTMAP.procedures.callit)
    return words(decodeIndirectCall(args), (call) => `${nameOf(call)}: ${printArguments(call, call.arguments)}`);
  if (procedure === PORTMAP.procedures.getport)
    return words(decodePortMapping(args), (asked) => {
      const title = asked.program === BOOTPARAM.program ? 'bootparams' : `program ${asked.program}`;
      return `port of ${title} version ${asked.version} over ${asked.protocol === 6 ? 'TCP' : 'UDP'}`;
    });
  return printHex(args);
}

function words<Value>(decoded: Result<Value>, print: (value: Value) => string): string {
  return decoded.ok ? print(decoded.value) : `that cannot be read (${decoded.error})`;
}

const quoted = (text: string): string => printText(Buffer.from(text));
const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;
