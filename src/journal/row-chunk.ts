import type { Instant } from '../values/instant.js';

/** Rows of one statement: large enough to make a commit cheap, small enough to let other writers in soon. */
export const CHUNK_ROWS = 1_000;
/** Octets of a chunk: some 250 a row. A single row that is longer gets a chunk of its own. */
const CHUNK_LENGTH = 256 * 1024;
/** UTF-8 never needs more octets for one UTF-16 unit of a text. */
const MOST_OCTETS = 3;

/** Widths of the numbers that may change: JSON allows spaces before them. */
const TIME_WIDTH = 16;
const REPEATS_WIDTH = 10;
/** `[` or `,`, `[`, at, `,`, last_at, `,`, repeats, `,`. */
const HEAD_LENGTH = 2 + TIME_WIDTH + 1 + TIME_WIDTH + 1 + REPEATS_WIDTH + 1;
/** From the row's beginning to `last_at`. */
const LAST_AT = 2 + TIME_WIDTH + 1;
/** The closing bracket of the array. */
const TAIL_LENGTH = 1;

/** A row in a chunk, whose repeats may be counted while it waits. */
export interface WaitingRow {
  readonly chunk: RowChunk;
  readonly offset: number;
  repeats: number;
  lastAt: Instant;
}

/**
 * Journal rows that wait for the database, as the octets of one JSON array of arrays. They lie outside the JavaScript
 * heap: as objects they would live just long enough to be copied by every collection of a busy second.
 */
export class RowChunk {
  private used = 0;
  private readonly repeated: WaitingRow[] = [];
  private taken = false;
  private repeatsCounted = 0;
  private count = 0;

  /** @param bytes memory that is this chunk's until it is given back */
  constructor(private bytes: Buffer) {}

  /** Memory for a chunk whose first row is this one. */
  static memoryFor(row: string): Buffer {
    return Buffer.allocUnsafeSlow(Math.max(CHUNK_LENGTH, lengthWith(0, row)));
  }

  get rows(): number {
    return this.count;
  }

  /** Is it being written? Then its rows stay as they are. */
  get isTaken(): boolean {
    return this.taken;
  }

  /** How many events its rows stand for beyond their own; known when it is taken. */
  get repeats(): number {
    return this.repeatsCounted;
  }

  hasRoomFor(row: string): boolean {
    return this.count < CHUNK_ROWS && lengthWith(this.used, row) <= this.bytes.length;
  }

  /** Adds a row (see `renderJournalRow`) that has room; answers where it begins. */
  add(at: Instant, row: string): number {
    const offset = this.used;
    const time = String(at).padStart(TIME_WIDTH);
    const head = `${this.count === 0 ? '[' : ','}[${time},${time},${ONCE},`;
    this.used += this.bytes.write(head, offset, 'latin1');
    this.used += this.bytes.write(row, this.used);
    this.count += 1;
    return offset;
  }

  /** From now on repeats are counted on this row. */
  noteRepeated(row: WaitingRow): void {
    this.repeated.push(row);
  }

  /** The JSON array. From now on the rows are the writer's, and no repeats are counted on them. */
  take(): Buffer {
    if (!this.taken) {
      for (const { offset, lastAt, repeats } of this.repeated) {
        const numbers = `${String(lastAt).padStart(TIME_WIDTH)},${String(repeats).padStart(REPEATS_WIDTH)}`;
        this.bytes.write(numbers, offset + LAST_AT, 'latin1');
        this.repeatsCounted += repeats - 1;
      }
      this.repeated.length = 0;
      this.bytes[this.used] = 0x5d;
      this.taken = true;
    }
    return this.bytes.subarray(0, this.used + TAIL_LENGTH);
  }

  /** Gives the memory back; the chunk is of no more use. */
  release(): Buffer {
    const { bytes } = this;
    this.bytes = NOTHING;
    return bytes;
  }
}

const ONCE = '1'.padStart(REPEATS_WIDTH);
const NOTHING = Buffer.alloc(0);

function lengthWith(used: number, row: string): number {
  return used + HEAD_LENGTH + row.length * MOST_OCTETS + TAIL_LENGTH;
}
