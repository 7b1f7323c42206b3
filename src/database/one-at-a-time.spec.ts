import { describe, expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.js';

describe('OneAtATime', () => {
  it('begins a piece of work only when the one before has ended, and gives each its own result', async () => {
    const turns = new OneAtATime();
    const seen: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const first = turns.run(async () => {
      seen.push('first begins');
      await gate;
      seen.push('first ends');
      return 1;
    });
    const second = turns.run(() => {
      seen.push('second');
      return Promise.resolve(2);
    });
    release();
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(seen).toEqual(['first begins', 'first ends', 'second']);
  });

  it('goes on after a failure, which only its asker hears of', async () => {
    const turns = new OneAtATime();
    const failed = turns.run(() => Promise.reject(new Error('no')));
    const next = turns.run(() => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('is idle when everything asked for has ended, well or not', async () => {
    const turns = new OneAtATime();
    let ended = false;
    const failed = turns.run(async () => {
      await Promise.resolve();
      ended = true;
      throw new Error('no');
    });
    failed.catch(() => undefined);
    await turns.idle();
    expect(ended).toBe(true);
  });
});
