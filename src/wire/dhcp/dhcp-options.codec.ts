import type { Ipv4Address } from '../../values/ipv4-address.js';

const PAD = 0;
const END = 255;

/** A stretch of the message that holds options: octets `start` (included) to `end` (excluded), whole options only. */
export interface OptionArea {
  readonly start: number;
  readonly end: number;
}

/**
 * The options of one message, read from the packet only when asked for. The areas have been measured
 * (`measureOptionArea`): every option in them is whole. Where one code occurs more than once, its parts are one value
 * (RFC 3396 §5), in the order of the areas: options, file, sname.
 */
export class DhcpOptions {
  readonly #areas: readonly OptionArea[];

  /** @param bytes the whole message, borrowed */
  constructor(
    readonly bytes: Buffer,
    areas: readonly OptionArea[],
  ) {
    this.#areas = areas;
  }

  /** The option's value, borrowed from the packet unless it came in parts; undefined when it was not sent. */
  get(code: number): Buffer | undefined {
    const bytes = this.bytes;
    let value: Buffer | undefined;
    for (const area of this.#areas) {
      for (let at = area.start; at < area.end;) {
        const found = bytes[at];
        if (found === PAD) {
          at += 1;
          continue;
        }
        const next = at + 2 + (bytes[at + 1] ?? 0);
        if (found === code) {
          const part = bytes.subarray(at + 2, next);
          value = value === undefined ? part : Buffer.concat([value, part]);
        }
        at = next;
      }
    }
    return value;
  }

  /** Was the option sent, with whatever value? */
  has(code: number): boolean {
    return this.locate(code, -1) >= 0;
  }

  /** The codes that were sent, each once, in the order of their first occurrence. */
  codes(): number[] {
    const codes = new Set<number>();
    for (const area of this.#areas) {
      for (let at = area.start; at < area.end;) {
        const found = this.bytes[at] ?? PAD;
        if (found === PAD) {
          at += 1;
          continue;
        }
        codes.add(found);
        at += 2 + (this.bytes[at + 1] ?? 0);
      }
    }
    return [...codes];
  }

  /**
   * Where in `bytes` the value of the first occurrence stands that has exactly `length` octets (any length: −1).
   * −1 when there is none. Reads a number without cutting a slice; a client that repeats an option is read once.
   */
  locate(code: number, length: number): number {
    const bytes = this.bytes;
    for (const area of this.#areas) {
      for (let at = area.start; at < area.end;) {
        const found = bytes[at];
        if (found === PAD) {
          at += 1;
          continue;
        }
        const size = bytes[at + 1] ?? 0;
        if (found === code && (length < 0 || size === length)) return at + 2;
        at += 2 + size;
      }
    }
    return -1;
  }
}

/** A message without options. */
export const NO_OPTIONS = new DhcpOptions(Buffer.alloc(0), []);

/**
 * Walks the options between `start` and `limit` once: code, length, value (RFC 2132 §2), Pad anywhere, End or not.
 * Nothing behind End is looked at. An option whose length points past `limit` is left out, and so is what follows it;
 * `note` hears of it.
 */
export function measureOptionArea(
  bytes: Buffer,
  start: number,
  limit: number,
  field: string,
  note: (oddity: string) => void,
): OptionArea {
  let at = start;
  while (at < limit) {
    const code = bytes[at];
    if (code === PAD) {
      at += 1;
      continue;
    }
    if (code === END) return { start, end: at };
    if (at + 1 >= limit) {
      note(`option ${code} in ${field} has no length octet`);
      return { start, end: at };
    }
    const next = at + 2 + (bytes[at + 1] ?? 0);
    if (next > limit) {
      note(`option ${code} in ${field} claims ${bytes[at + 1]} octets, only ${limit - at - 2} are there`);
      return { start, end: at };
    }
    at = next;
  }
  note(`${field} has no End option`);
  return { start, end: limit };
}

/** One octet; undefined when the option is absent or has another length. */
export function readUint8(options: DhcpOptions, code: number): number | undefined {
  const at = options.locate(code, 1);
  return at < 0 ? undefined : options.bytes[at];
}

/** Two octets, most significant first; undefined when the option is absent or has another length. */
export function readUint16(options: DhcpOptions, code: number): number | undefined {
  const at = options.locate(code, 2);
  if (at >= 0) return options.bytes.readUInt16BE(at);
  const joined = options.get(code);
  return joined?.length === 2 ? joined.readUInt16BE(0) : undefined;
}

/** Four octets, most significant first; undefined when the option is absent or has another length. */
export function readUint32(options: DhcpOptions, code: number): number | undefined {
  const at = options.locate(code, 4);
  if (at >= 0) return options.bytes.readUInt32BE(at);
  const joined = options.get(code);
  return joined?.length === 4 ? joined.readUInt32BE(0) : undefined;
}

/** One IPv4 address; undefined when the option is absent or has another length than 4. */
export function readAddress(options: DhcpOptions, code: number): Ipv4Address | undefined {
  return readUint32(options, code) as Ipv4Address | undefined;
}

/** A list of IPv4 addresses: the whole ones (phones send option 150 with octets left over); undefined when there is none. */
export function readAddresses(options: DhcpOptions, code: number): Ipv4Address[] | undefined {
  const value = options.get(code);
  if (value === undefined || value.length < 4) return undefined;
  const addresses: Ipv4Address[] = [];
  for (let at = 0; at + 4 <= value.length; at += 4) addresses.push(value.readUInt32BE(at) as Ipv4Address);
  return addresses;
}

/** Text up to the first NUL (RFC 2132 §2 forbids it, firmware sends it), as UTF-8; undefined when the option is absent. */
export function readText(options: DhcpOptions, code: number): string | undefined {
  const value = options.get(code);
  return value && textOf(value);
}

/** The octets before the first NUL as UTF-8. */
export function textOf(value: Buffer): string {
  const end = value.indexOf(0);
  return value.toString('utf8', 0, end < 0 ? value.length : end);
}
