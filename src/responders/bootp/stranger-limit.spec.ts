import { describe, expect, it } from 'vitest';
import { MOST_A_SECOND, StrangerLimit } from './stranger-limit.js';

const exceedingOf = (limit: StrangerLimit, source: number, now: number, messages: number): number => {
  let exceeding = 0;
  for (let message = 0; message < messages; message++) if (limit.exceeds(source, now)) exceeding += 1;
  return exceeding;
};

describe('StrangerLimit', () => {
  it('lets each source have its share of a second, whatever the others send', () => {
    const limit = new StrangerLimit();
    expect(exceedingOf(limit, 1, 0, MOST_A_SECOND + 5)).toBe(5);
    expect(exceedingOf(limit, 2, 999, MOST_A_SECOND)).toBe(0);
    expect(exceedingOf(limit, 1, 999, 1)).toBe(1);
    expect(exceedingOf(limit, 1, 1_000, 1)).toBe(0);
  });

  it('begins anew when the clock is set back', () => {
    const limit = new StrangerLimit();
    exceedingOf(limit, 1, 1_000_000, MOST_A_SECOND);
    expect(limit.exceeds(1, 1_000_000)).toBe(true);
    expect(limit.exceeds(1, 5)).toBe(false);
  });

  it('counts no more sources than fit', () => {
    const limit = new StrangerLimit();
    exceedingOf(limit, -1, 0, MOST_A_SECOND + 1);
    for (let source = 0; source < 50_000; source++) limit.exceeds(source, 0);
    expect(limit.exceeds(-1, 0)).toBe(false);
  });
});
