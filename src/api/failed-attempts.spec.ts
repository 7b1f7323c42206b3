import { describe, expect, it } from 'vitest';
import { FailedAttempts } from './failed-attempts.js';

function failing(times: number, at = 0): FailedAttempts {
  const attempts = new FailedAttempts();
  for (let count = 0; count < times; count += 1) attempts.add('10.0.0.1', at);
  return attempts;
}

describe('wrong tokens from one address', () => {
  it('may be tried nineteen times', () => {
    expect(failing(19).secondsToWait('10.0.0.1', 1_000)).toBe(0);
  });
  it('have to wait after the twentieth until the minute is over', () => {
    expect(failing(20).secondsToWait('10.0.0.1', 1_000)).toBe(59);
    expect(failing(20).secondsToWait('10.0.0.1', 60_000)).toBe(0);
  });
  it('do not hold up another address', () => {
    expect(failing(20).secondsToWait('10.0.0.2', 1_000)).toBe(0);
  });
  it('are counted anew in the next minute', () => {
    const attempts = failing(20);
    attempts.add('10.0.0.1', 61_000);
    expect(attempts.secondsToWait('10.0.0.1', 61_000)).toBe(0);
  });
});
