import type { Ipv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { XdrReader, XdrWriter } from './xdr.codec.js';

/** bootparam_prot.x: MAX_MACHINE_NAME, MAX_FILEID, MAX_PATH_LEN, all in octets. */
const LONGEST_NAME = 255;
const LONGEST_KEY = 32;
export const LONGEST_BOOTPARAM_PATH = 1024;

/** bp_whoami_res */
export interface WhoamiResult {
  readonly clientName: string;
  /** The NIS domain. */
  readonly domainName: string;
  readonly routerAddress: Ipv4Address;
}

/** bp_getfile_arg */
export interface GetfileQuestion {
  readonly clientName: string;
  /** fileid: `root`, `swap`, `dump`, `install`, … */
  readonly key: string;
}

/** bp_getfile_res; all empty when the client has no such key. */
export interface GetfileResult {
  readonly serverName: string;
  readonly serverAddress: Ipv4Address;
  readonly path: string;
}

/** bp_whoami_arg: the client's own address, which RARP told it. */
export function decodeWhoami(bytes: Buffer): Result<Ipv4Address> {
  const reader = new XdrReader(bytes);
  const address = reader.bootparamAddress('the client address');
  reader.end('the client address');
  return reader.problem === undefined ? ok(address) : fail(`WHOAMI: ${reader.problem}`);
}

export function encodeWhoamiResult({ clientName, domainName, routerAddress }: WhoamiResult): Buffer {
  return new XdrWriter().string(clientName).string(domainName).bootparamAddress(routerAddress).bytes();
}

export function decodeGetfile(bytes: Buffer): Result<GetfileQuestion> {
  const reader = new XdrReader(bytes);
  const clientName = reader.string(LONGEST_NAME, 'the client name');
  const key = reader.string(LONGEST_KEY, 'the file id');
  reader.end('the file id');
  return reader.problem === undefined ? ok({ clientName, key }) : fail(`GETFILE: ${reader.problem}`);
}

export function encodeGetfileResult({ serverName, serverAddress, path }: GetfileResult): Buffer {
  return new XdrWriter().string(serverName).bootparamAddress(serverAddress).string(path).bytes();
}
