/**
 * Octets that lie outside of the JavaScript heap (in an ArrayBuffer of their own) and stay there, so that the kernel can
 * take them from where they are. Made for one long life: who sends from it remembers where it lies.
 */
export interface LentBytes {
  readonly bytes: Buffer;
  /** Where the kernel finds them; the adapter that sends them asks once. */
  address?: number | undefined;
}

/** The octets of each datagram's own beginning: one word, most significant octet first. */
export const TRAIN_HEADER_LENGTH = 4;

/**
 * Datagrams for one peer that leave one after the other: each begins with a word of its own, the rest of it is lent.
 * All have one length, but the last one may be shorter, so that the kernel may cut them from one piece (UDP_SEGMENT).
 * One object serves many sends: it is filled, handed to `UdpPort.sendTrain`, cleared and filled again.
 */
export class DatagramTrain {
  /** Octets of every datagram but the last, headers counted. */
  length = 0;
  /** Datagrams so far. */
  count = 0;
  /** By datagram. */
  readonly headers: number[] = [];
  readonly lengths: number[] = [];
  /** The index behind the last piece of each datagram. */
  readonly pieceEnds: number[] = [];
  /** By piece. */
  readonly memories: (LentBytes | undefined)[] = [];
  readonly offsets: number[] = [];
  readonly pieceLengths: number[] = [];
  #pieces = 0;

  clear(): void {
    // Nothing may be kept alive by what was sent long ago. Setting the length to 0 would cost more than this.
    for (let piece = 0; piece < this.#pieces; piece++) this.memories[piece] = undefined;
    this.length = this.count = this.#pieces = 0;
  }

  /** The next datagram begins with this word. */
  begin(header: number): void {
    const at = this.count++;
    this.headers[at] = header;
    this.lengths[at] = TRAIN_HEADER_LENGTH;
    this.pieceEnds[at] = this.#pieces;
    if (at === 0) this.length = TRAIN_HEADER_LENGTH;
  }

  /** And goes on with these octets. */
  add(memory: LentBytes, offset: number, length: number): void {
    const datagram = this.count - 1;
    const at = this.#pieces++;
    this.memories[at] = memory;
    this.offsets[at] = offset;
    this.pieceLengths[at] = length;
    this.pieceEnds[datagram] = this.#pieces;
    this.lengths[datagram] = (this.lengths[datagram] ?? 0) + length;
    if (datagram === 0) this.length += length;
  }

  /** A train of its own of what comes from datagram `at` on. */
  from(at: number): DatagramTrain {
    const rest = new DatagramTrain();
    let piece = at === 0 ? 0 : (this.pieceEnds[at - 1] ?? 0);
    for (let datagram = at; datagram < this.count; datagram++) {
      rest.begin(this.headers[datagram] ?? 0);
      for (; piece < (this.pieceEnds[datagram] ?? 0); piece++) {
        const memory = this.memories[piece];
        if (memory !== undefined) rest.add(memory, this.offsets[piece] ?? 0, this.pieceLengths[piece] ?? 0);
      }
    }
    return rest;
  }
}

/** A copy of the datagram `at`. */
export function datagramOf(train: DatagramTrain, at: number): Buffer {
  const datagram = Buffer.allocUnsafe(train.lengths[at] ?? 0);
  datagram.writeUInt32BE(train.headers[at] ?? 0);
  let filled = TRAIN_HEADER_LENGTH;
  for (let piece = at === 0 ? 0 : (train.pieceEnds[at - 1] ?? 0); piece < (train.pieceEnds[at] ?? 0); piece++) {
    const offset = train.offsets[piece] ?? 0;
    const length = train.pieceLengths[piece] ?? 0;
    train.memories[piece]?.bytes.copy(datagram, filled, offset, offset + length);
    filled += length;
  }
  return datagram;
}

/** Each datagram of the train as one copy, for adapters that send them one by one. */
export function* datagramsOf(train: DatagramTrain): Generator<Buffer> {
  for (let at = 0; at < train.count; at++) yield datagramOf(train, at);
}
