import { Injectable } from '@nestjs/common';

const NONE: readonly number[] = [];

/** Options of answers that found no room in the message, by code; for relay agent information RFC 3046 §2.2 wants it. */
@Injectable()
export class DroppedOptions {
  private readonly counts = new Map<number, number>();
  private last: readonly number[] = NONE;

  /** Counts those of an answer that is being sent, and keeps them for its report. */
  note(codes: readonly number[]): void {
    this.last = codes;
    for (const code of codes) this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }

  /** Those of the answer that was sent last, in this same turn; told once. */
  takeLast(): readonly number[] {
    const { last } = this;
    this.last = NONE;
    return last;
  }

  all(): ReadonlyMap<number, number> {
    return this.counts;
  }
}
