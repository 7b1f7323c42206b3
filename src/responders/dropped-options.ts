import { Injectable } from '@nestjs/common';

/** Options of answers that found no room in the message, by code; for relay agent information RFC 3046 §2.2 wants it. */
@Injectable()
export class DroppedOptions {
  private readonly counts = new Map<number, number>();

  count(codes: readonly number[]): void {
    for (const code of codes) this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }

  all(): ReadonlyMap<number, number> {
    return this.counts;
  }
}
