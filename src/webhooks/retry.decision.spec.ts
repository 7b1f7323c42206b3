import { describe, expect, it } from 'vitest';
import { decideRetry } from './retry.decision.js';

const NOW = 1_763_000_000_000;
const HOUR = 3_600_000;

describe('what follows a delivery that failed', () => {
  it.each([
    [1, 10_000],
    [2, 20_000],
    [3, 40_000],
    [9, 2_560_000],
    [10, HOUR],
    [1_000, HOUR],
  ])('after %d attempts a pause of %d ms', (attempts, pause) => {
    expect(decideRetry(attempts, NOW - HOUR, 500, NOW)).toEqual({ kind: 'again', at: NOW + pause });
  });

  it('after three days without a success, none', () => {
    expect(decideRetry(80, NOW - 72 * HOUR + 1, undefined, NOW).kind).toBe('again');
    expect(decideRetry(80, NOW - 72 * HOUR, undefined, NOW).kind).toBe('disable');
  });

  it('after 410, none', () => {
    expect(decideRetry(1, NOW, 410, NOW).kind).toBe('disable');
  });
});
