import { describe, expect, it } from 'vitest';
import { Bell } from './bell.js';

const LONG_MS = 60_000;

describe('a bell', () => {
  it('does not keep anybody waiting who missed a ring', async () => {
    const bell = new Bell();
    const seen = bell.count;
    bell.ring();
    await bell.after(seen, LONG_MS, new AbortController().signal);
    expect(bell.count).toBe(1);
  });

  it('wakes everybody who waits', async () => {
    const bell = new Bell();
    const { signal } = new AbortController();
    const woken = Promise.all([bell.after(0, LONG_MS, signal), bell.after(0, LONG_MS, signal)]);
    bell.ring();
    expect(await woken).toHaveLength(2);
  });

  it('lets go of whoever gives up', async () => {
    const bell = new Bell();
    const gone = new AbortController();
    const waiting = bell.after(0, LONG_MS, gone.signal);
    gone.abort();
    await waiting;
    expect(bell.count).toBe(0);
  });

  it('lets go after the time-out', async () => {
    const bell = new Bell();
    await bell.after(0, 1, new AbortController().signal);
    expect(bell.count).toBe(0);
  });
});
