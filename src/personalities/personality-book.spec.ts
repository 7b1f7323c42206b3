import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { MOST_WAITING, PersonalityBook } from './personality-book.js';
import type { Personality } from './personality.js';

const read = (): Personality => ({
  kind: 'system',
  mac: undefined,
  clientId: undefined,
  vendorClass: undefined,
  userClass: undefined,
  uuid: undefined,
  architecture: undefined,
});
const refuse = (): Personality => {
  throw new Error('it was read again');
};
const ip = (number: number): Ipv4Address => number as Ipv4Address;

describe('what is collected of machines between two writes', () => {
  it('counts the same client of one machine, and reads its packet once', () => {
    const book = new PersonalityBook();
    book.note(1, 0xffff_ffff, 10, ip(5), read);
    book.note(1, 0xffff_ffff, 20, undefined, refuse);
    expect(book.take()).toMatchObject([
      { machineId: 1, fingerprint: 0xffff_ffff, firstAt: 10, lastAt: 20, ip: 5, times: 2 },
    ]);
    expect(book.size).toBe(0);
  });

  it('keeps machines apart, and the clients of one', () => {
    const book = new PersonalityBook();
    for (const [machine, fingerprint] of [
      [1, 0],
      [1, 1],
      [2, 0],
      [0, 0xffff_ffff],
    ] as const)
      book.note(machine, fingerprint, 10, undefined, read);
    expect(book.size).toBe(4);
  });

  it('is bounded: a storm of new ones is not read, and those that are in it count on', () => {
    const book = new PersonalityBook();
    for (let machine = 0; machine < MOST_WAITING; machine += 1) book.note(machine, 7, 10, undefined, read);
    book.note(MOST_WAITING, 7, 10, undefined, refuse);
    book.note(3, 7, 30, undefined, refuse);
    expect(book.size).toBe(MOST_WAITING);
    expect(book.take()[3]).toMatchObject({ lastAt: 30, times: 2 });
  });
});
