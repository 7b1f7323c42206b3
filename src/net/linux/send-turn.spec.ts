import { describe, expect, it } from 'vitest';

import { SendTurn } from './send-turn.js';

describe('SendTurn', () => {
  it('sends at the end of the batch what was queued in it, each queue once', () => {
    const turn = new SendTurn();
    const order: string[] = [];
    turn.during(() => {
      turn.add({ flush: () => order.push('one') });
      turn.add({ flush: () => order.push('two') });
      order.push('batch over');
    });
    turn.flush();
    expect(order).toEqual(['batch over', 'one', 'two']);
  });

  it('sends outside a batch when the promises that are due have run', async () => {
    const turn = new SendTurn();
    const order: string[] = [];
    await Promise.resolve();
    turn.add({ flush: () => order.push('flush') });
    await Promise.resolve().then(() => order.push('a promise, and'));
    await Promise.resolve().then(() => order.push('the next'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['a promise, and', 'the next', 'flush']);
  });

  it('sends what was queued even when the batch ended in a throw', () => {
    const turn = new SendTurn();
    let flushed = 0;
    expect(() =>
      turn.during(() => {
        turn.add({ flush: () => flushed++ });
        throw new Error('receiver');
      }),
    ).toThrow('receiver');
    expect(flushed).toBe(1);
  });
});
