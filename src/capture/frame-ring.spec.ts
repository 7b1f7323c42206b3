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
    const ring = new FrameRing(8 * 2048, 100);
    for (let host = 1; host <= 6; host += 1) keep(ring, host, Buffer.from([host]), host * 1_000);
    keep(ring, 1, Buffer.from([7]), 7_000);
    keep(ring, 7, Buffer.from([1]), 12_000);
    expect([1, 2, 3, 7].map((host) => lastOctets(ring, host).length)).toEqual([2, 0, 1, 1]);
  });

  it('leaves newcomers out while more hosts speak than it has room for, and takes them again when one falls silent', () => {
    const ring = new FrameRing(8 * 2048, 100);
    for (let round = 0; round < 3; round += 1) {
      for (let host = 1; host <= 1_000; host += 1) keep(ring, host, Buffer.from([host & 0xff]), round * 2_000 + host);
    }
    expect(Array.from({ length: 1_000 }, (_, at) => ring.read(at + 1).length)).toEqual(
      Array.from({ length: 1_000 }, (_, at) => (at < 6 ? 3 : 0)),
    );
    for (let host = 2; host <= 6; host += 1) keep(ring, host, Buffer.from([0]), 10_000 + host);
    keep(ring, 900, Buffer.from([9]), 14_000);
    expect([1, 2, 900].map((host) => ring.read(host).length)).toEqual([3, 4, 0]);
    keep(ring, 901, Buffer.from([9]), 14_001);
    expect([1, 2, 900, 901].map((host) => ring.read(host).length)).toEqual([0, 4, 0, 1]);
  });

  it('takes newcomers when the clock was set back while it was full', () => {
    const ring = new FrameRing(8 * 2048, 100);
    for (let host = 1; host <= 6; host += 1) keep(ring, host, Buffer.from([host]), 3_600_000 + host);
    keep(ring, 7, Buffer.from([7]), 5_000);
    keep(ring, 2, Buffer.from([2]), 5_001);
    keep(ring, 8, Buffer.from([8]), 5_002);
    expect([1, 2, 3, 7, 8].map((host) => ring.read(host).length)).toEqual([0, 2, 0, 1, 1]);
  });

  it('a host that needs one more page takes it from another, never from under itself', () => {
    const ring = new FrameRing(2 * 2048, 100);
    for (let n = 0; n < 50; n += 1) keep(ring, 1, Buffer.alloc(900, n), n);
    expect(lastOctets(ring, 1).slice(-2)).toEqual([48, 49]);
    keep(ring, 2, Buffer.alloc(900, 1), 60);
    keep(ring, 1, Buffer.alloc(900, 50), 61);
    expect(lastOctets(ring, 1).at(-1)).toBe(50);
  });

  it('whoever is heard how often: no more than was kept, in its order, and the last one of who was let in always', () => {
    const someHeard = fc.array(
      fc.record({ host: fc.integer({ min: 1, max: 30 }), length: fc.integer({ min: 0, max: 2500 }) }),
      { maxLength: 400 },
    );
    // So slow that nobody is left out, and so fast that many are.
    const pauses = fc.constantFrom(10_000, 300, 1);
    fc.assert(
      fc.property(
        someHeard,
        pauses,
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 20 }),
        (heard, pause, pages, most) => {
          const ring = new FrameRing(pages * 2048, most);
          const all = new Map<number, number[]>();
          for (const [turn, { host, length }] of heard.entries()) {
            const at = turn * pause;
            keep(ring, host, Buffer.alloc(length), at);
            const kept = ring.read(host).at(-1)?.at;
            if (kept === undefined && pause < 10_000) {
              all.delete(host);
              continue;
            }
            all.set(host, [...(all.get(host) ?? []), at]);
            expect(kept).toBe(at);
          }
          for (const [host, kept] of all) {
            const read = ring.read(host).map(({ at }) => at);
            expect(read.length).toBeLessThanOrEqual(most);
            expect(read).toEqual(read.length === 0 ? [] : kept.slice(-read.length));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
