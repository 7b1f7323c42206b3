import type { JournalEvent, JournalOutcome, JournalProtocol } from '../journal/journal.port.js';

/** How often one protocol came to one verdict for one reason. */
export interface PacketCount {
  readonly protocol: JournalProtocol;
  readonly verdict: JournalOutcome;
  /** A code of the silence table; empty where there is none. */
  readonly reason: string;
  count: number;
}

/** Counts what the journal hears, inside the packet's turn: two look-ups in small maps. */
export class PacketCounts {
  private readonly byProtocol = new Map<JournalProtocol, Map<string, PacketCount>>();

  hear({ protocol, outcome, reason = '' }: JournalEvent): void {
    let counts = this.byProtocol.get(protocol);
    if (counts === undefined) this.byProtocol.set(protocol, (counts = new Map<string, PacketCount>()));
    // A refusal is an answer with a reason, so the reason alone does not tell.
    const key = outcome === 'silent' ? reason : outcome + reason;
    let known = counts.get(key);
    if (known === undefined) counts.set(key, (known = { protocol, verdict: outcome, reason, count: 0 }));
    known.count += 1;
  }

  *all(): Generator<PacketCount> {
    for (const counts of this.byProtocol.values()) yield* counts.values();
  }
}
