import { describe, expect, it } from 'vitest';
import { PacketCounts } from './packet-counts.js';

describe('what the journal heard, counted', () => {
  it('tells protocols, verdicts and reasons apart', () => {
    const counts = new PacketCounts();
    const event = { at: 0, protocol: 'tftp', what: 'RRQ' } as const;
    counts.hear({ ...event, outcome: 'answered' });
    counts.hear({ ...event, outcome: 'answered', reason: 'no-such-file' });
    counts.hear({ ...event, outcome: 'silent', reason: 'no-such-file' });
    counts.hear({ ...event, outcome: 'silent', reason: 'no-such-file' });
    counts.hear({ ...event, protocol: 'rarp', outcome: 'answered' });
    expect([...counts.all()].map((row) => [row.protocol, row.verdict, row.reason, row.count])).toEqual([
      ['tftp', 'answered', '', 1],
      ['tftp', 'answered', 'no-such-file', 1],
      ['tftp', 'silent', 'no-such-file', 2],
      ['rarp', 'answered', '', 1],
    ]);
  });
});
