import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MachineNic } from './machine-directory.js';
import { NicIndex } from './nic-index.js';

it('answers as a Map does, whatever comes and goes, and beyond its first room', () => {
  const key = fc.oneof(fc.nat(50), fc.integer({ min: 0, max: 2 ** 48 - 1 }));
  const step = fc.record({ key, remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4_000, size: 'max' }), (steps) => {
      const index = new NicIndex();
      const model = new Map<number, MachineNic>();
      steps.forEach(({ key: one, remove }, id) => {
        if (remove && model.has(one)) {
          index.delete(one);
          model.delete(one);
        } else {
          const nic = { machine: { id } } as unknown as MachineNic;
          index.set(one, nic);
          model.set(one, nic);
        }
      });
      for (const { key: one } of steps) expect(index.get(one)).toBe(model.get(one));
      expect(new Map(index.entries())).toEqual(model);
    }),
    { numRuns: 20 },
  );
});
