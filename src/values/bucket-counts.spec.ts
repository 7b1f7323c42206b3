import { describe, expect, it } from 'vitest';
import { BucketCounts } from './bucket-counts.js';

describe('counts by bucket', () => {
  it('puts a value into the first bucket whose bound it does not pass, and what passes all into the last', () => {
    const counts = new BucketCounts([1, 5]);
    for (const value of [0, 1, 1.5, 5, 6, 100]) counts.add(value);
    expect([...counts.counts]).toEqual([2, 2, 2]);
    expect(counts.sum).toBe(113.5);
  });
});
