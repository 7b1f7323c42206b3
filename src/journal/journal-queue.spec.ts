import { describe, expect, it } from 'vitest';
import { textOfEvent } from './event-text.js';
import type { JournalEvent } from './journal.port.js';
import { JournalQueue } from './journal-queue.js';
import { ROW_COLUMNS } from './journal-row.render.js';

const PRESSURE = 4_000;

type Row = Record<(typeof ROW_COLUMNS)[number], unknown>;

function event(machineId: number, at: number, what = 'RARP request -> RARP reply'): JournalEvent {
  return { at, protocol: 'rarp', what, outcome: 'answered', machineId };
}

class Queue extends JournalQueue {
  put(one: JournalEvent): boolean {
    return this.repeat(one) !== undefined || this.add(one, textOfEvent(one));
  }

  /** The rows of the oldest chunk, which are written thereby. */
  write(): Row[] {
    const rows = this.give();
    this.written();
    return rows;
  }

  /** The rows of the oldest chunk, which are being written. */
  give(): Row[] {
    const chunk = this.oldest();
    if (chunk === undefined) return [];
    const arrays = JSON.parse(chunk.take().toString()) as unknown[][];
    return arrays.map((row) => Object.fromEntries(ROW_COLUMNS.map((name, at) => [name, row[at]])) as Row);
  }

  writeAll(): Row[] {
    const all: Row[] = [];
    while (this.length > 0) all.push(...this.write());
    return all;
  }
}

function filled(): Queue {
  const queue = new Queue();
  for (let i = 0; i < PRESSURE; i++) queue.put(event(i, i));
  return queue;
}

describe('the journal queue', () => {
  it('keeps every event apart while the database keeps up', () => {
    const queue = new Queue();
    queue.put(event(1, 10));
    queue.put(event(1, 11));
    expect(queue.write().map(({ at, last_at, repeats }) => [at, last_at, repeats])).toEqual([
      [10, 10, 1],
      [11, 11, 1],
    ]);
    expect(queue.length).toBe(0);
  });

  it('counts a repeat on the waiting row under pressure, and when it last came', () => {
    const queue = filled();
    queue.put(event(7, 5_000));
    queue.put(event(7, 5_001));
    queue.put(event(7, 1_764_290_005_002));
    expect(queue.length).toBe(PRESSURE + 1);
    expect(queue.writeAll().at(-1)).toMatchObject({ repeats: 3, at: 5_000, last_at: 1_764_290_005_002, machine_id: 7 });
  });

  it('gives another row to a machine that says something else', () => {
    const queue = filled();
    queue.put(event(7, 5_000));
    queue.put(event(7, 5_001, 'RARP request'));
    queue.put(event(7, 5_002));
    queue.put(event(7, 5_003, 'RARP request'));
    const rows = queue.writeAll().slice(PRESSURE);
    expect(rows.map(({ what, repeats }) => [what, repeats])).toEqual([
      ['RARP request -> RARP reply', 2],
      ['RARP request', 2],
    ]);
  });

  it('gives another row to another file of the same machine', () => {
    const queue = filled();
    for (const file of ['kernel', 'initrd', 'initrd']) {
      queue.put({ ...event(7, 5_000, 'RRQ'), detail: { file } });
    }
    expect(queue.length).toBe(PRESSURE + 2);
  });

  it('counts the events of nobody too, so that junk on a port fills no memory', () => {
    const queue = filled();
    const junk: JournalEvent = {
      at: 1,
      protocol: 'bootp',
      what: 'packet',
      outcome: 'silent',
      reason: 'malformed',
      interface: 'eth0',
    };
    for (let i = 0; i < 1_000; i++) queue.put(junk);
    expect(queue.length).toBe(PRESSURE + 1);
  });

  it('counts no repeats on a row that is being written, nor on one that was', () => {
    const queue = filled();
    queue.put(event(7, 5_000));
    for (let i = 0; i < PRESSURE / 1_000; i++) queue.write();
    expect(queue.give()).toMatchObject([{ machine_id: 7, repeats: 1 }]);
    for (let i = 0; i < PRESSURE; i++) queue.put(event(1_000 + i, 6_000));
    queue.put(event(7, 6_001));
    queue.put(event(7, 6_002));
    expect(queue.length).toBe(PRESSURE + 2);
    expect(queue.write()).toMatchObject([{ machine_id: 7, repeats: 1 }]);
    expect(queue.writeAll().filter((row) => row.machine_id === 7)).toMatchObject([
      { at: 6_001, last_at: 6_002, repeats: 2 },
    ]);
  });

  it('holds on to nothing that was written, however long strangers come who never come again', () => {
    const queue = filled();
    for (let round = 1; round <= 50; round++) {
      for (let i = 0; i < 1_000; i++) queue.put(event(round * 10_000 + i, 5_000));
      queue.write();
      expect(queue.length).toBe(PRESSURE);
      expect(queue.repeatable).toBeLessThanOrEqual(2 * PRESSURE);
    }
  });

  it('gives what could not be written again, before what came since', () => {
    const queue = new Queue();
    queue.put(event(1, 1));
    expect(queue.give()).toHaveLength(1);
    queue.put(event(2, 2));
    expect(queue.length).toBe(2);
    expect(queue.writeAll().map(({ at }) => at)).toEqual([1, 2]);
  });

  it('has room for a row that is longer than a chunk', () => {
    const queue = new Queue();
    const problem = '\u20ac'.repeat(300_000);
    queue.put(event(1, 1));
    queue.put({ ...event(2, 2), detail: { problem } });
    queue.put(event(3, 3));
    const rows = queue.writeAll();
    expect(rows.map(({ at }) => at)).toEqual([1, 2, 3]);
    expect(rows[1]?.detail).toEqual({ problem });
  });

  it('is bounded, and counts what it loses', () => {
    const queue = new Queue();
    for (let i = 0; i < 150_000; i++) queue.put(event(i, i));
    expect(queue.put(event(999_999, 0))).toBe(false);
    expect(queue.length).toBe(150_000);
    expect(queue.takeLostCount()).toBe(1);
    expect(queue.takeLostCount()).toBe(0);
  });
});
