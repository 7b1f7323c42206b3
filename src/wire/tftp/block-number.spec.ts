import { describe, expect, it } from 'vitest';
import { blocksAfter, wireBlockNumber, type RollOver } from './block-number.js';

describe('block numbers', () => {
  it.each([
    [0, 0, 0],
    [0, 1, 1],
    [0, 65_535, 65_535],
    [0, 65_536, 0],
    [0, 65_537, 1],
    [0, 131_072, 0],
    [1, 0, 0],
    [1, 1, 1],
    [1, 65_535, 65_535],
    [1, 65_536, 1],
    [1, 131_070, 65_535],
    [1, 131_071, 1],
  ] as const)('that roll over to %i: block %i is %i on the wire', (rollOver, block, number) => {
    expect(wireBlockNumber(block, rollOver)).toBe(number);
  });
  it.each([0, 1] as const)(
    'that roll over to %i are found again, wherever the transfer stands',
    (rollOver: RollOver) => {
      for (const from of [0, 1, 65_533, 65_534, 65_535, 65_536, 65_537, 131_069, 131_070, 131_071, 200_000]) {
        for (const ahead of [0, 1, 2, 16, 64]) {
          const number = wireBlockNumber(from + ahead, rollOver);
          expect(blocksAfter(from, number, rollOver), `${from} + ${ahead}`).toBe(ahead);
        }
      }
    },
  );
  it('tell an old number as far away', () => {
    expect(blocksAfter(10, 9, 0)).toBe(65_535);
    expect(blocksAfter(10, 9, 1)).toBe(65_534);
  });
});
