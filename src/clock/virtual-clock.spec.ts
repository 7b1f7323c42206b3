import { describe, expect, it } from 'vitest';
import { VirtualClock } from './virtual-clock.adapter.js';

describe('the virtual clock', () => {
  it('stands still until it is told what time it is, and never goes back', () => {
    const clock = new VirtualClock(1000);
    clock.advanceTo(1500);
    clock.advanceTo(1200);
    expect([clock.now(), clock.elapsed()]).toEqual([1500, 1500]);
  });

  it('keeps appointments in their order, each at its own time; also those that are made on the way', () => {
    const clock = new VirtualClock(0);
    const told: string[] = [];
    const tell = (what: string) => () => told.push(`${what} at ${clock.now()}`);
    clock.after(30, tell('late'));
    clock.after(10, () => {
      tell('early')();
      clock.after(5, tell('on the way'));
    });
    clock.after(10, tell('early too'));
    clock.after(20, tell('never'))();
    expect(clock.nextBy(9)).toBeUndefined();
    expect(clock.nextBy(10)).toBe(10);
    clock.advanceTo(100);
    expect(told).toEqual(['early at 10', 'early too at 10', 'on the way at 15', 'late at 30']);
  });
});
