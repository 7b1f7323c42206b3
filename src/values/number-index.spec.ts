import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberIndex } from './number-index.js';

describe('the index of numbers', () => {
  it('answers as a Map does, whatever comes and goes', () => {
    const key = fc.oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: 0, max: 2 ** 48 - 1 }),
      fc.integer({ min: 1, max: 30 }).map((n) => n * 2 ** 32),
    );
    const step = fc.record({ key, value: fc.nat(1000), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const index = new NumberIndex(200);
        const model = new Map<number, number>();
        for (const { key: one, value, remove } of steps) {
          if (remove) {
            index.delete(one);
            model.delete(one);
          } else {
            index.set(one, value);
            model.set(one, value);
          }
          expect(index.size).toBe(model.size);
          for (const { key: any } of steps) expect(index.get(any)).toBe(model.get(any) ?? -1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a key too many', () => {
    const index = new NumberIndex(2);
    index.set(1, 1);
    index.set(2, 2);
    index.set(2, 3);
    expect(() => index.set(3, 3)).toThrow('more than 2 keys');
  });
});
