import { describe, expect, it } from 'vitest';
import { measured, newRetransmissionTimer, progressed, timedOut, timeoutOf } from './retransmission-timer.js';

const repeat = <T>(times: number, start: T, step: (value: T) => T): T => {
  let value = start;
  for (let i = 0; i < times; i++) value = step(value);
  return value;
};

describe('the retransmission timeout', () => {
  it('is one second before anything was measured', () => {
    expect(timeoutOf(newRetransmissionTimer(undefined))).toBe(1000);
  });
  it('is the round trip plus four times its variation (RFC 6298)', () => {
    expect(timeoutOf(measured(newRetransmissionTimer(undefined), 400))).toBe(400 + 4 * 200);
  });
  it('comes down to 0.2 s on a fast network and not further', () => {
    expect(timeoutOf(repeat(50, newRetransmissionTimer(undefined), (timer) => measured(timer, 0.1)))).toBe(200);
  });
  it('comes close to the round trip when that is steady', () => {
    const steady = timeoutOf(repeat(50, newRetransmissionTimer(undefined), (timer) => measured(timer, 900)));
    expect(steady).toBeGreaterThan(900);
    expect(steady).toBeLessThan(910);
  });
  it('grows when round trips vary', () => {
    const steady = repeat(50, newRetransmissionTimer(undefined), (timer) => measured(timer, 500));
    expect(timeoutOf(measured(steady, 1500))).toBeGreaterThan(1500);
  });
  it('doubles with each timeout up to 8 s', () => {
    const waits = [0, 1, 2, 3, 4, 40].map((times) =>
      timeoutOf(repeat(times, newRetransmissionTimer(undefined), timedOut)),
    );
    expect(waits).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });
  it('is what the client asked for, whatever was measured', () => {
    expect(timeoutOf(measured(newRetransmissionTimer(3000), 0.5))).toBe(3000);
  });
  it('doubles also from what the client asked for', () => {
    expect(timeoutOf(timedOut(newRetransmissionTimer(3000)))).toBe(6000);
  });
  it('may be longer than 8 s when the client asked for that, and then does not grow', () => {
    expect(timeoutOf(newRetransmissionTimer(255_000))).toBe(255_000);
    expect(timeoutOf(timedOut(newRetransmissionTimer(255_000)))).toBe(255_000);
  });
  it('falls back after progress, measured or not', () => {
    const late = repeat(3, newRetransmissionTimer(undefined), timedOut);
    expect(timeoutOf(progressed(late))).toBe(1000);
    expect(timeoutOf(measured(late, 100))).toBe(300);
  });
});
