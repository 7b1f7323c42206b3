import { describe, expect, it } from 'vitest';
import type { JournalEvent } from './journal.port.js';
import { JournalQueue } from './journal-queue.js';

const PRESSURE = 4_000;

function event(machineId: number, at: number, what = 'RARP request -> RARP reply'): JournalEvent {
  return { at, protocol: 'rarp', what, outcome: 'answered', machineId };
}

function filled(): JournalQueue {
  const queue = new JournalQueue();
  for (let i = 0; i < PRESSURE; i++) queue.add(event(i, i));
  return queue;
}

describe('the journal queue', () => {
  it('keeps every event apart while the database keeps up', () => {
    const queue = new JournalQueue();
    queue.add(event(1, 10));
    queue.add(event(1, 11));
    expect(queue.take(10).map(({ event: { at }, repeats }) => [at, repeats])).toEqual([
      [10, 1],
      [11, 1],
    ]);
  });

  it('counts a repeat on the waiting row under pressure, and when it last came', () => {
    const queue = filled();
    queue.add(event(7, 5_000));
    queue.add(event(7, 5_001));
    queue.add(event(7, 5_002));
    expect(queue.length).toBe(PRESSURE + 1);
    const last = queue.take(PRESSURE + 1).at(-1);
    expect(last).toMatchObject({ repeats: 3, lastAt: 5_002, event: { at: 5_000 } });
  });

  it('gives another row to a machine that says something else', () => {
    const queue = filled();
    queue.add(event(7, 5_000));
    queue.add(event(7, 5_001, 'RARP request'));
    queue.add(event(7, 5_002));
    queue.add(event(7, 5_003, 'RARP request'));
    expect(
      queue
        .take(PRESSURE + 9)
        .slice(PRESSURE)
        .map(({ event: { what }, repeats }) => [what, repeats]),
    ).toEqual([
      ['RARP request -> RARP reply', 2],
      ['RARP request', 2],
    ]);
  });

  it('gives another row to another file of the same machine', () => {
    const queue = filled();
    for (const file of ['kernel', 'initrd', 'initrd']) {
      queue.add({ ...event(7, 5_000, 'RRQ'), detail: { file } });
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
    for (let i = 0; i < 1_000; i++) queue.add(junk);
    expect(queue.length).toBe(PRESSURE + 1);
  });

  it('counts no repeats on a row that is being written', () => {
    const queue = filled();
    queue.add(event(7, 5_000));
    const taken = queue.take(PRESSURE + 1);
    for (let i = 0; i < PRESSURE; i++) queue.add(event(i, 6_000));
    queue.add(event(7, 6_001));
    expect(taken.at(-1)?.repeats).toBe(1);
    expect(queue.length).toBe(PRESSURE + 1);
  });

  it('puts back what could not be written in front of what came since', () => {
    const queue = new JournalQueue();
    queue.add(event(1, 1));
    const taken = queue.take(1);
    queue.add(event(2, 2));
    queue.putBack(taken);
    expect(queue.take(2).map(({ event: { at } }) => at)).toEqual([1, 2]);
  });

  it('is bounded, and counts what it loses', () => {
    const queue = new JournalQueue();
    for (let i = 0; i < 150_000; i++) queue.add(event(i, i));
    expect(queue.add(event(999_999, 0))).toBe(false);
    expect(queue.length).toBe(150_000);
    expect(queue.takeLostCount()).toBe(1);
    expect(queue.takeLostCount()).toBe(0);
  });
});
