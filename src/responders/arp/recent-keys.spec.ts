import { describe, expect, it } from 'vitest';
import { RecentKeys } from './recent-keys.js';

describe('what happened lately', () => {
  it('is counted within its time, from its first time on', () => {
    const keys = new RecentKeys(1_000, 10);
    expect([0, 500, 999, 1_000, 1_500].map((now) => keys.count('a', now))).toEqual([1, 2, 3, 1, 2]);
  });

  it('is forgotten, the oldest first, when there is too much of it', () => {
    const keys = new RecentKeys(1_000, 2);
    for (const key of ['a', 'b', 'c']) keys.count(key, 0);
    expect(keys.count('c', 1)).toBe(2);
    expect(keys.count('a', 1)).toBe(1);
  });
});
