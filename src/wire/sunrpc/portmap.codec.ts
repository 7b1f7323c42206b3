import { fail, ok, type Result } from '../../values/result.js';
import { XdrReader, XdrWriter } from './xdr.codec.js';

/** IP protocol numbers, as a mapping has them. */
export const PORTMAP_TCP = 6;
export const PORTMAP_UDP = 17;

/** Which port a program's version listens on (struct mapping, RFC 1833 §3.1). In a question, the port is ignored. */
export interface PortMapping {
  readonly program: number;
  readonly version: number;
  /** 6 for TCP, 17 for UDP. */
  readonly protocol: number;
  readonly port: number;
}

/** struct call_args of PMAPPROC_CALLIT: the call that the port mapper shall make in the caller's name. */
export interface IndirectCall {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  /** XDR: a view into the message. */
  readonly arguments: Buffer;
}

/** RFC 1833 §3.2 bounds it by the UDP packet; nothing that a boot client asks comes near. */
const LONGEST_ARGUMENTS = 8_800;

/** Arguments of SET, UNSET and GETPORT. */
export function decodePortMapping(bytes: Buffer): Result<PortMapping> {
  const reader = new XdrReader(bytes);
  const mapping = readMapping(reader);
  reader.end('the mapping');
  return reader.problem === undefined ? ok(mapping) : fail(`portmap mapping: ${reader.problem}`);
}

function readMapping(reader: XdrReader): PortMapping {
  return {
    program: reader.uint32('the program'),
    version: reader.uint32('the version'),
    protocol: reader.uint32('the protocol'),
    port: reader.uint32('the port'),
  };
}

export function encodePortMapping({ program, version, protocol, port }: PortMapping): Buffer {
  return new XdrWriter().uint32(program).uint32(version).uint32(protocol).uint32(port).bytes();
}

/** Arguments of CALLIT. */
export function decodeIndirectCall(bytes: Buffer): Result<IndirectCall> {
  const reader = new XdrReader(bytes);
  const program = reader.uint32('the program');
  const version = reader.uint32('the version');
  const procedure = reader.uint32('the procedure');
  const args = reader.opaque(LONGEST_ARGUMENTS, 'the arguments');
  reader.end('the arguments');
  return reader.problem === undefined
    ? ok({ program, version, procedure, arguments: args })
    : fail(`portmap CALLIT: ${reader.problem}`);
}

export function encodeIndirectCall(call: IndirectCall): Buffer {
  return new XdrWriter()
    .uint32(call.program)
    .uint32(call.version)
    .uint32(call.procedure)
    .opaque(call.arguments)
    .bytes();
}

/** Result of GETPORT: 0 when the program is not here. */
export function encodePort(port: number): Buffer {
  return new XdrWriter().uint32(port).bytes();
}

/** Result of SET and UNSET. */
export function encodeDone(done: boolean): Buffer {
  return new XdrWriter().bool(done).bytes();
}

export function decodeDone(bytes: Buffer): Result<boolean> {
  const reader = new XdrReader(bytes);
  const done = reader.bool('the result');
  return reader.problem === undefined ? ok(done) : fail(`portmap result: ${reader.problem}`);
}

/** Result of DUMP: a list in which each entry is announced by a 1; a 0 ends it. */
export function encodePortList(mappings: readonly PortMapping[]): Buffer {
  const writer = new XdrWriter();
  for (const mapping of mappings) writer.bool(true).append(encodePortMapping(mapping));
  return writer.bool(false).bytes();
}

/** Result of CALLIT: the program's port, and what the procedure answered. */
export function encodeIndirectResult(port: number, results: Buffer): Buffer {
  return new XdrWriter().uint32(port).opaque(results).bytes();
}
