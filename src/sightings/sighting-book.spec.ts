import { describe, expect, it } from 'vitest';
import { mac } from '../../test/fakes/known-lab.js';
import type { JournalEvent } from '../journal/journal.port.js';
import { SightingBook } from './sighting-book.js';

const STRANGER = mac('08:00:20:8e:48:de');

const event = (over: Partial<JournalEvent> = {}): JournalEvent => ({
  at: 1_000,
  protocol: 'rarp',
  what: 'RARP request',
  outcome: 'silent',
  reason: 'unknown-machine',
  mac: STRANGER,
  ...over,
});

function noted(...events: readonly JournalEvent[]) {
  const book = new SightingBook();
  for (const one of events) book.note(one);
  return book.take();
}

describe('sightings', () => {
  it('count what one address says, and keep the first and the last time', () => {
    expect(noted(event(), event({ at: 3_000, what: 'DHCPDISCOVER', protocol: 'dhcp' }))).toMatchObject([
      { mac: STRANGER, firstAt: 1_000, lastAt: 3_000, times: 2, last: { what: 'DHCPDISCOVER' } },
    ]);
  });
  it('keep the facts of the last packet that had any', () => {
    const [seen] = noted(event({ detail: { architecture: 'x64-uefi' } }), event());
    expect(seen?.detail).toEqual({ architecture: 'x64-uefi' });
  });
  it('are not made of machines that the inventory knows, of nobody, or of what asks nothing of us', () => {
    expect(noted(event({ machineId: 1 }), event({ mac: undefined }), event({ reason: 'not-for-us' }))).toEqual([]);
  });
  it('do not fill the memory when addresses are made up', () => {
    const book = new SightingBook();
    for (let serial = 0; serial < 20_000; serial += 1)
      book.note(event({ mac: (STRANGER + serial) as typeof STRANGER }));
    expect(book.size).toBe(2_000);
  });
  it('begin anew after they were taken', () => {
    const book = new SightingBook();
    book.note(event());
    expect([book.take().length, book.take().length]).toEqual([1, 0]);
  });
});
