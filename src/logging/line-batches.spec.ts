import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineBatches } from './line-batches.js';

describe('lines in batches', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function batches(): { readonly of: LineBatches; readonly written: string[] } {
    const written: string[] = [];
    return {
      written,
      of: new LineBatches({ write: (text) => written.push(text), flushSync: () => written.push('(flushed)') }),
    };
  }

  it('joins what comes within ten milliseconds, in order', () => {
    const { of, written } = batches();
    of.write('a\n');
    of.write('b\n');
    expect(written).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(written).toEqual(['a\nb\n']);
  });

  it('begins a new batch after that', () => {
    const { of, written } = batches();
    of.write('a\n');
    vi.advanceTimersByTime(10);
    of.write('b\n');
    vi.advanceTimersByTime(10);
    expect(written).toEqual(['a\n', 'b\n']);
  });

  it('writes what waits when it is flushed, once', () => {
    const { of, written } = batches();
    of.write('a\n');
    of.flushSync();
    vi.advanceTimersByTime(100);
    expect(written).toEqual(['a\n', '(flushed)']);
  });
});
