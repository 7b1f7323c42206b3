import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/fakes/fake-clock.js';
import { DelayedAnswers } from './delayed-answers.js';

describe('answers that are sent later', () => {
  const scene = () => {
    const clock = new FakeClock();
    const sent: string[] = [];
    const delayed = new DelayedAnswers(clock);
    const add = (key: string, as = key) => delayed.add({ milliseconds: 3_000, key }, () => sent.push(as));
    return { clock, sent, delayed, add };
  };

  it('leave when their time has come', () => {
    const { clock, sent, add } = scene();
    expect(add('a')).toBe(true);
    clock.advance(2_999);
    expect(sent).toEqual([]);
    clock.advance(1);
    expect(sent).toEqual(['a']);
  });

  it('are one for each key, and may be followed by another when they have left', () => {
    const { clock, sent, add } = scene();
    add('a', 'first');
    clock.advance(1_000);
    expect(add('a', 'repeated')).toBe(false);
    expect(add('b')).toBe(true);
    clock.advance(5_000);
    expect(sent).toEqual(['first', 'b']);
    expect(add('a', 'later')).toBe(true);
  });

  it('never leave after we stopped', () => {
    const { clock, sent, delayed, add } = scene();
    add('a');
    delayed.cancelAll();
    clock.advance(10_000);
    expect(sent).toEqual([]);
    expect(clock.running).toBe(0);
  });
});
