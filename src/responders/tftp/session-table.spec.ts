import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { clientKey, SessionTable, type TableEntry } from './session-table.js';

const entry = (address: number, answered = true, heardAt = 0): TableEntry => ({
  address: address as Ipv4Address,
  answered,
  heardAt,
});
const table = (...entries: TableEntry[]) => {
  const sessions = new SessionTable<TableEntry>({ all: 4, perClient: 2 });
  entries.forEach((one, index) => sessions.add(clientKey(one.address, index + 1), one));
  return sessions;
};
const A = 1 as Ipv4Address;
const B = 2 as Ipv4Address;

describe('the table of transfers', () => {
  it('keeps clients apart by address and port', () => {
    const keys = [
      clientKey(A, 0),
      clientKey(A, 65_535),
      clientKey(B, 0),
      clientKey(0xffff_ffff as Ipv4Address, 65_535),
    ];
    expect(new Set(keys).size).toBe(4);
    expect(keys.every(Number.isSafeInteger)).toBe(true);
  });
  it('has room as long as neither limit is reached', () => {
    expect(table(entry(A)).roomFor(A)).toEqual({ kind: 'free' });
  });
  it('is full for a client that has its share, and free for others', () => {
    const sessions = table(entry(A), entry(A));
    expect(sessions.roomFor(A)).toEqual({ kind: 'full', whose: 'client' });
    expect(sessions.roomFor(B)).toEqual({ kind: 'free' });
  });
  it('is full for all', () => {
    expect(table(entry(3), entry(4), entry(5), entry(6)).roomFor(A)).toEqual({ kind: 'full', whose: 'all' });
  });
  it('gives the place of the oldest that never answered', () => {
    const [first, second] = [entry(4, false), entry(5, false)];
    expect(table(entry(3), first, second, entry(6)).roomFor(A)).toEqual({ kind: 'instead-of', entry: first });
  });
  it('takes a place of the client that holds the most, the one that was silent the longest', () => {
    const [stalled, busy] = [entry(B, true, 5), entry(B, true, 9)];
    expect(table(entry(3, true, 1), busy, stalled, entry(4, true, 2)).roomFor(A)).toEqual({
      kind: 'instead-of',
      entry: stalled,
    });
  });
  it('takes no place of a client that would have fewer then', () => {
    expect(table(entry(A), entry(B), entry(B), entry(3)).roomFor(A)).toEqual({ kind: 'full', whose: 'all' });
  });
  it('takes a place for a client that has its share from that client only', () => {
    const [foreign, own] = [entry(B, false), entry(A, false)];
    expect(table(foreign, entry(A), own).roomFor(A)).toEqual({ kind: 'instead-of', entry: own });
    expect(table(foreign, entry(A), entry(A)).roomFor(A)).toEqual({ kind: 'full', whose: 'client' });
  });
  it('gives room back when a transfer is over', () => {
    const [one, two] = [entry(A), entry(A)];
    const sessions = table(one, two);
    expect(sessions.remove(clientKey(A, 1), one)).toBe(true);
    expect(sessions.roomFor(A)).toEqual({ kind: 'free' });
    expect([sessions.size, sessions.get(clientKey(A, 1))]).toEqual([1, undefined]);
  });
  it('does not remove the transfer that took the place of another', () => {
    const [old, next] = [entry(A), entry(A)];
    const sessions = table(old);
    sessions.remove(clientKey(A, 1), old);
    sessions.add(clientKey(A, 1), next);
    expect(sessions.remove(clientKey(A, 1), old)).toBe(false);
    expect(sessions.get(clientKey(A, 1))).toBe(next);
  });
});
