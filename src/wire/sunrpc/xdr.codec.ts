import { readIpv4Address, writeIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';

/*
 * XDR (RFC 4506): everything is a multiple of four octets, most significant octet first. A string or an opaque is its
 * length in an unsigned integer, the octets, and zeros up to the next multiple of four.
 */
const UNIT = 4;

/** bp_address of bootparam_prot.x: a discriminant, for which only IP_ADDR_TYPE was ever given out. */
const IP_ADDR_TYPE = 1;

/**
 * Reads XDR values one after the other. The first value that cannot be read sets `problem`; whatever is asked for after
 * that is zero or empty, so the caller looks at `problem` once, at the end.
 */
export class XdrReader {
  problem: string | undefined;
  private offset = 0;

  constructor(private readonly bytes: Buffer) {}

  /** unsigned int, RFC 4506 §4.2; an enum too (§4.3). */
  uint32(what: string): number {
    const at = this.take(UNIT, what);
    return at === undefined ? 0 : this.bytes.readUInt32BE(at);
  }

  /** bool, §4.4: 0 or 1 and nothing else. */
  bool(what: string): boolean {
    const value = this.uint32(what);
    if (value > 1) this.fail(`${what} is ${value}, which is no boolean`);
    return value === 1;
  }

  /** opaque<most>, §4.10: a view into the message. Padding is not looked at: small boot loaders leave there what was in memory. */
  opaque(most: number, what: string): Buffer {
    const length = this.uint32(`the length of ${what}`);
    if (length > most) this.fail(`${what} has ${length} octets, at most ${most} are allowed`);
    const at = this.take(Math.ceil(length / UNIT) * UNIT, what);
    return at === undefined ? Buffer.alloc(0) : this.bytes.subarray(at, at + length);
  }

  /** string<most>, §4.11. Names and paths: without control characters, as nothing that we print may carry them. */
  string(most: number, what: string): string {
    const text = this.opaque(most, what).toString('utf8');
    if (/\p{Cc}/u.test(text)) this.fail(`${what} contains a control character`);
    return text;
  }

  /** bp_address: type 1, then each octet of the address sign-extended in an integer of its own, as rpcgen writes a char. */
  bootparamAddress(what: string): Ipv4Address {
    const type = this.uint32(`the type of ${what}`);
    if (type !== IP_ADDR_TYPE) this.fail(`${what} is of type ${type}, only ${IP_ADDR_TYPE} (IP) is known`);
    const octets = Buffer.alloc(4);
    for (let index = 0; index < 4; index++) {
      const value = this.uint32(what) | 0;
      if (value < -128 || value > 255) this.fail(`${what} has ${value} for an octet`);
      octets[index] = value & 0xff;
    }
    return readIpv4Address(octets, 0);
  }

  /** All that was not read yet: a view into the message. */
  rest(): Buffer {
    const rest = this.bytes.subarray(this.offset);
    this.offset = this.bytes.length;
    return rest;
  }

  /** Says so when something is left that belongs to no value. */
  end(what: string): void {
    const left = this.bytes.length - this.offset;
    if (left > 0) this.fail(`${left} octets follow ${what}`);
  }

  private take(length: number, what: string): number | undefined {
    if (this.problem === undefined && this.offset + length > this.bytes.length) this.fail(`${what} is cut off`);
    if (this.problem !== undefined) return undefined;
    const at = this.offset;
    this.offset += length;
    return at;
  }

  private fail(problem: string): void {
    this.problem ??= problem;
  }
}

/** Writes XDR values one after the other; each call returns the writer. */
export class XdrWriter {
  private readonly parts: Buffer[] = [];

  uint32(value: number): this {
    const part = Buffer.alloc(UNIT);
    part.writeUInt32BE(value);
    this.parts.push(part);
    return this;
  }

  bool(value: boolean): this {
    return this.uint32(value ? 1 : 0);
  }

  opaque(bytes: Uint8Array): this {
    const part = Buffer.alloc(UNIT + Math.ceil(bytes.length / UNIT) * UNIT);
    part.writeUInt32BE(bytes.length);
    part.set(bytes, UNIT);
    this.parts.push(part);
    return this;
  }

  string(text: string): this {
    return this.opaque(Buffer.from(text));
  }

  /** See XdrReader.bootparamAddress: 192 is written as 0xffffffc0. */
  bootparamAddress(address: Ipv4Address): this {
    this.uint32(IP_ADDR_TYPE);
    const octets = Buffer.alloc(4);
    writeIpv4Address(octets, 0, address);
    for (let index = 0; index < 4; index++) this.uint32(octets.readInt8(index) >>> 0);
    return this;
  }

  /** Bytes that are XDR already. */
  append(encoded: Buffer): this {
    this.parts.push(encoded);
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}
