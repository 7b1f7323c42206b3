import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameRing, LONGEST_KEPT } from './frame-ring.js';

const MEGABYTE = 1024 * 1024;

function keep(ring: FrameRing, key: number, octets: Buffer, at = 0): void {
  ring.keep(key, octets, octets.length, octets.length, at, 1, 2, 3, 0xffff_ffff, 67, 68);
}

const lastOctets = (ring: FrameRing, key: number): number[] => ring.read(key).map(({ bytes }) => bytes[0] ?? -1);

describe('the ring of packets', () => {
  it('gives back what was kept, as a copy', () => {
    const ring = new FrameRing(MEGABYTE, 100);
    const octets = Buffer.from('0102030405', 'hex');
    keep(ring, 0x0800_208e_48de, octets, 1_763_000_000_000.25);
    octets.fill(0xee);
    expect(ring.read(0x0800_208e_48de)).toEqual([
      {
        at: 1_763_000_000_000.25,
        bytes: Buffer.from('0102030405', 'hex'),
        originalLength: 5,
        mark: 1,
        wire: 2,
        ownAddress: 3,
        otherAddress: 0xffff_ffff,
        ownPort: 67,
        otherPort: 68,
      },
    ]);
    expect(ring.read(1)).toEqual([]);
  });

  it('cuts what is longer than a page has room for, and says how long it was', () => {
    const ring = new FrameRing(MEGABYTE, 100);
    keep(ring, 1, Buffer.alloc(9000, 7));
    expect(ring.read(1)).toMatchObject([{ originalLength: 9000, bytes: Buffer.alloc(LONGEST_KEPT, 7) }]);
  });

  it('keeps the newest of a host that chatters, and the others lose nothing by it', () => {
    const ring = new FrameRing(MEGABYTE, 10);
    keep(ring, 1, Buffer.from([42]));
    for (let n = 0; n < 100_000; n += 1) keep(ring, 2, Buffer.alloc(200, n & 0xff));
    expect(lastOctets(ring, 2)).toEqual(Array.from({ length: 10 }, (_, n) => (100_000 - 10 + n) & 0xff));
    expect(lastOctets(ring, 1)).toEqual([42]);
  });

  it('forgets whoever has been silent for longest when memory is full', () => {
    const ring = new FrameRing(10 * 2048, 100);
    for (let host = 1; host <= 10; host += 1) keep(ring, host, Buffer.from([host]));
    keep(ring, 1, Buffer.from([11]));
    keep(ring, 11, Buffer.from([1]));
    expect([1, 2, 3, 11].map((host) => lastOctets(ring, host).length)).toEqual([2, 0, 1, 1]);
  });

  it('whoever is heard how often: no more than was kept, in its order, and the last one always', () => {
    const someHeard = fc.array(
      fc.record({ host: fc.integer({ min: 1, max: 30 }), length: fc.integer({ min: 0, max: 2500 }) }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(someHeard, fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 20 }), (heard, pages, most) => {
        const ring = new FrameRing(pages * 2048, most);
        const all = new Map<number, number[]>();
        for (const [at, { host, length }] of heard.entries()) {
          keep(ring, host, Buffer.alloc(length), at);
          all.set(host, [...(all.get(host) ?? []), at]);
          expect(ring.read(host).at(-1)?.at).toBe(at);
        }
        for (const [host, kept] of all) {
          const read = ring.read(host).map(({ at }) => at);
          expect(read.length).toBeLessThanOrEqual(most);
          expect(read).toEqual(read.length === 0 ? [] : kept.slice(-read.length));
        }
      }),
      { numRuns: 200 },
    );
  });
});
