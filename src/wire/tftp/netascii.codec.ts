const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * How many octets `bytes` become in netascii (RFC 1350 §2, RFC 764 page 11): each LF becomes CR LF, each CR becomes
 * CR NUL, so each of the two adds one.
 */
export function netasciiLength(bytes: Buffer): number {
  let length = bytes.length;
  for (const octet of bytes) if (octet === LINE_FEED || octet === CARRIAGE_RETURN) length += 1;
  return length;
}

/**
 * A text of this host (lines end with LF) as netascii: LF → CR LF, CR → CR NUL. Every octet converts by itself, so a
 * file may be converted in pieces.
 */
export function encodeNetascii(bytes: Buffer): Buffer {
  const encoded = Buffer.allocUnsafe(netasciiLength(bytes));
  let end = 0;
  for (const octet of bytes) {
    if (octet === LINE_FEED) encoded[end++] = CARRIAGE_RETURN;
    encoded[end++] = octet;
    if (octet === CARRIAGE_RETURN) encoded[end++] = 0;
  }
  return encoded;
}

/** The way back: CR LF → LF, CR NUL → CR; a CR before anything else stays (lenient). Takes the whole text at once. */
export function decodeNetascii(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    const next = bytes[at + 1];
    if (octet === CARRIAGE_RETURN && (next === LINE_FEED || next === 0)) {
      decoded[end++] = next === LINE_FEED ? LINE_FEED : CARRIAGE_RETURN;
      at += 1;
    } else decoded[end++] = octet;
  }
  return decoded.subarray(0, end);
}

/** The way back for a text that comes in pieces: a CR at the end of one waits for what follows it. */
export class NetasciiDecoder {
  private heldBack = Buffer.alloc(0);

  /** What this piece, together with what was held back, decodes to; a copy. */
  decode(piece: Buffer): Buffer {
    const bytes = Buffer.concat([this.heldBack, piece]);
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    this.heldBack = bytes.subarray(end);
    return decodeNetascii(bytes.subarray(0, end));
  }

  /** What was still held back. */
  end(): Buffer {
    return this.heldBack;
  }
}
