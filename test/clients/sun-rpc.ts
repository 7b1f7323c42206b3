import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import { encodeIndirectCall, encodePortMapping, PORTMAP_UDP } from '../../src/wire/sunrpc/portmap.codec.js';
import { encodeRpcCall } from '../../src/wire/sunrpc/rpc-call.codec.js';
import { BOOTPARAM, PORTMAP } from '../../src/wire/sunrpc/rpc-program.table.js';
import { decodeRpcReply, type RpcOutcome } from '../../src/wire/sunrpc/rpc-reply.codec.js';
import { XdrReader, XdrWriter } from '../../src/wire/sunrpc/xdr.codec.js';
import { must } from '../fakes/known-lab.js';

/** What a Sun's boot code says and reads, as messages: the rig or the virtual wire carries them. */

const WHOAMI_XID = 0x3a00_0001;

export function whoamiCall(clientAddress: Ipv4Address, transactionId = WHOAMI_XID): Buffer {
  const args = new XdrWriter().bootparamAddress(clientAddress).bytes();
  return bootparamCall(BOOTPARAM.procedures.whoami, args, transactionId);
}

export function getfileCall(clientName: string, key: string, transactionId = WHOAMI_XID + 2): Buffer {
  const args = new XdrWriter().string(clientName).string(key).bytes();
  return bootparamCall(BOOTPARAM.procedures.getfile, args, transactionId);
}

function bootparamCall(procedure: number, args: Buffer, transactionId: number): Buffer {
  const { program, version } = BOOTPARAM;
  return encodeRpcCall({ transactionId, program, version, procedure, arguments: args });
}

/** WHOAMI as it is broadcast: inside a CALLIT of the port mapper. */
export function indirectWhoamiCall(clientAddress: Ipv4Address, transactionId = WHOAMI_XID): Buffer {
  const { program, version, procedures } = BOOTPARAM;
  const args = new XdrWriter().bootparamAddress(clientAddress).bytes();
  return portmapCall(
    PORTMAP.procedures.callit,
    encodeIndirectCall({ program, version, procedure: procedures.whoami, arguments: args }),
    transactionId,
  );
}

export function getportCall(transactionId = WHOAMI_XID + 1): Buffer {
  const { program, version } = BOOTPARAM;
  const mapping = encodePortMapping({ program, version, protocol: PORTMAP_UDP, port: 0 });
  return portmapCall(PORTMAP.procedures.getport, mapping, transactionId);
}

export function portmapCall(procedure: number, args: Buffer, transactionId: number): Buffer {
  const { program, version } = PORTMAP;
  return encodeRpcCall({ transactionId, program, version, procedure, arguments: args });
}

export function outcomeOf(message: Buffer): RpcOutcome {
  return must(decodeRpcReply(message)).outcome;
}

function resultsOf(message: Buffer): XdrReader {
  const outcome = outcomeOf(message);
  if (outcome.status !== 'success') throw new Error(outcome.status);
  return new XdrReader(outcome.results);
}

function readWhoami(reader: XdrReader) {
  const whoami = {
    clientName: reader.string(255, 'client'),
    domain: reader.string(255, 'domain'),
    router: reader.bootparamAddress('router'),
  };
  reader.end('whoami');
  if (reader.problem !== undefined) throw new Error(reader.problem);
  return whoami;
}

export function whoamiOf(message: Buffer) {
  return readWhoami(resultsOf(message));
}

export function indirectWhoamiOf(message: Buffer) {
  const reader = resultsOf(message);
  const port = reader.uint32('port');
  const whoami = readWhoami(new XdrReader(reader.opaque(1024, 'result')));
  reader.end('indirect result');
  if (reader.problem !== undefined) throw new Error(reader.problem);
  return { port, ...whoami };
}

export function portOf(message: Buffer): number {
  return resultsOf(message).uint32('port');
}

export function getfileOf(message: Buffer) {
  const reader = resultsOf(message);
  const file = {
    server: reader.string(255, 'server'),
    address: reader.bootparamAddress('address'),
    path: reader.string(1024, 'path'),
  };
  reader.end('getfile');
  if (reader.problem !== undefined) throw new Error(reader.problem);
  return file;
}
