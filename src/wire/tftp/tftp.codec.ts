import { fail, ok, type Result } from '../../values/result.js';

/*
 * The packets of RFC 1350 §5 and RFC 2347, all numbers most significant octet first:
 *
 *            2 octets    string    1 octet   string  1 octet    (RFC 2347: any number of pairs)
 *   RRQ   | opcode 1 | file name |    0    |  mode  |   0    | option | 0 | value | 0 | …
 *   WRQ   | opcode 2 | file name |    0    |  mode  |   0    | option | 0 | value | 0 | …
 *   DATA  | opcode 3 | block # (2) | 0 … blksize octets |
 *   ACK   | opcode 4 | block # (2) |
 *   ERROR | opcode 5 | code (2)    | message | 0 |
 *   OACK  | opcode 6 | option | 0 | value | 0 | …
 */
const READ_REQUEST = 1;
const WRITE_REQUEST = 2;
const DATA = 3;
const ACKNOWLEDGMENT = 4;
const ERROR = 5;
const OPTION_ACKNOWLEDGMENT = 6;

/** The octets that a DATA packet has before its data: opcode and block number. */
export const DATA_HEADER_LENGTH = 4;

/** One option as it stands in the packet: the name in the sender's own spelling, the value as text. */
export interface TftpOption {
  readonly name: string;
  readonly value: string;
}

/** RRQ (read-request) or WRQ (write-request), RFC 1350 §5, with the options of RFC 2347. */
export interface TftpRequest {
  readonly kind: 'read-request' | 'write-request';
  readonly fileName: string;
  /** The transfer mode in lower case: `octet`, `netascii`, the obsolete `mail`, or what else the client wrote. */
  readonly mode: string;
  /** In the client's order. */
  readonly options: readonly TftpOption[];
}

export type TftpPacket =
  | TftpRequest
  | { readonly kind: 'data'; readonly block: number; readonly data: Buffer }
  | { readonly kind: 'acknowledgment'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'option-acknowledgment'; readonly options: readonly TftpOption[] };

/** Reads strings that end with NUL, one after the other. */
class StringReader {
  private offset = 2;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.offset >= this.bytes.length;
  }

  /** The next string, or undefined when no NUL ends it. */
  next(): string | undefined {
    const end = this.bytes.indexOf(0, this.offset);
    if (end < 0) return undefined;
    const text = this.bytes.toString('utf8', this.offset, end);
    this.offset = end + 1;
    return text;
  }
}

/**
 * Option pairs up to the end of the packet. What cannot be a pair is left out and not fatal (RFC 2347: an option that
 * the server does not understand is ignored): an empty name, a last name without a value, padding, a missing last NUL.
 */
function readOptions(strings: StringReader): TftpOption[] {
  const options: TftpOption[] = [];
  while (!strings.atEnd) {
    const name = strings.next();
    const value = strings.next();
    if (name === undefined || value === undefined) break;
    if (name !== '') options.push({ name, value });
  }
  return options;
}

function decodeRequest(bytes: Buffer, kind: TftpRequest['kind']): Result<TftpRequest> {
  const name = kind === 'read-request' ? 'RRQ' : 'WRQ';
  const strings = new StringReader(bytes);
  const fileName = strings.next();
  if (fileName === undefined) return fail(`${name} without a NUL that ends the file name`);
  if (fileName === '') return fail(`${name} with an empty file name`);
  if (strings.atEnd) return fail(`${name} without a transfer mode`);
  const mode = strings.next();
  if (mode === undefined) return fail(`${name} without a NUL that ends the transfer mode`);
  if (mode === '') return fail(`${name} with an empty transfer mode`);
  return ok({ kind, fileName, mode: mode.toLowerCase(), options: readOptions(strings) });
}

/**
 * Decodes one TFTP packet. The data of a DATA packet is a view of `bytes`, not a copy. Octets behind an ACK are
 * ignored (Ethernet padding that some boot ROMs count as payload).
 *
 * @returns the packet, or a sentence that says what is wrong with it; never throws
 */
export function decodeTftp(bytes: Buffer): Result<TftpPacket> {
  if (bytes.length < 2) return fail(`${bytes.length} octets are too short for a TFTP opcode`);
  const opcode = bytes.readUInt16BE(0);
  switch (opcode) {
    case READ_REQUEST:
      return decodeRequest(bytes, 'read-request');
    case WRITE_REQUEST:
      return decodeRequest(bytes, 'write-request');
    case DATA:
      if (bytes.length < DATA_HEADER_LENGTH) return fail('DATA without a whole block number');
      return ok({ kind: 'data', block: bytes.readUInt16BE(2), data: bytes.subarray(DATA_HEADER_LENGTH) });
    case ACKNOWLEDGMENT:
      if (bytes.length < 4) return fail('ACK without a whole block number');
      return ok({ kind: 'acknowledgment', block: bytes.readUInt16BE(2) });
    case ERROR: {
      if (bytes.length < 4) return fail('ERROR without a whole error code');
      const end = bytes.indexOf(0, 4);
      return ok({
        kind: 'error',
        code: bytes.readUInt16BE(2),
        message: bytes.toString('utf8', 4, end < 0 ? bytes.length : end),
      });
    }
    case OPTION_ACKNOWLEDGMENT:
      return ok({ kind: 'option-acknowledgment', options: readOptions(new StringReader(bytes)) });
    default:
      return fail(`${opcode} is not a TFTP opcode`);
  }
}

/** The block number of an ACK, without an object for each of the many; -1: it is no ACK, or not a whole one. */
export function readAcknowledgment(bytes: Buffer): number {
  return bytes.length >= 4 && bytes[0] === 0 && bytes[1] === ACKNOWLEDGMENT ? bytes.readUInt16BE(2) : -1;
}

function encodeStrings(opcode: number, strings: readonly string[]): Buffer {
  return Buffer.concat([
    Buffer.from([0, opcode]),
    ...strings.map((text) => Buffer.from(`${text.replaceAll('\0', '')}\0`, 'utf8')),
  ]);
}

const flatten = (options: readonly TftpOption[]): string[] => options.flatMap(({ name, value }) => [name, value]);

/** RRQ or WRQ with its options. A NUL inside a text would end it early and is left out. */
export function encodeRequest(request: TftpRequest): Buffer {
  const opcode = request.kind === 'read-request' ? READ_REQUEST : WRITE_REQUEST;
  return encodeStrings(opcode, [request.fileName, request.mode, ...flatten(request.options)]);
}

/** OACK (RFC 2347). */
export function encodeOptionAcknowledgment(options: readonly TftpOption[]): Buffer {
  return encodeStrings(OPTION_ACKNOWLEDGMENT, flatten(options));
}

/** ACK; `block` counts without end and is cut to 16 bits. */
export function encodeAcknowledgment(block: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(ACKNOWLEDGMENT, 0);
  bytes.writeUInt16BE(block & 0xffff, 2);
  return bytes;
}

/** The longest message of an ERROR that we send, in octets: short enough for a boot ROM's one line and small buffer. */
const LONGEST_ERROR_MESSAGE = 400;

/** ERROR. The message goes out as printable ASCII, because boot ROMs print it as it comes. */
export function encodeError(code: number, message: string): Buffer {
  const text = message.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_ERROR_MESSAGE);
  const bytes = Buffer.alloc(4 + text.length + 1);
  bytes.writeUInt16BE(ERROR, 0);
  bytes.writeUInt16BE(code, 2);
  bytes.write(text, 4, 'latin1');
  return bytes;
}

/**
 * The four octets before the data of a DATA packet as one number, the most significant octet first. `block` is the
 * 16-bit number of the wire (`wireBlockNumber`).
 */
export function dataHeaderWord(block: number): number {
  return DATA * 0x1_0000 + (block & 0xffff);
}

/** Writes that header at the start of `bytes`. */
export function writeDataHeader(bytes: Buffer, block: number): void {
  bytes.writeUInt32BE(dataHeaderWord(block));
}
