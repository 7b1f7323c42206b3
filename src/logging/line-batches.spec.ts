import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineBatches } from './line-batches.js';

describe('lines in batches', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function batches(): { readonly of: LineBatches; readonly written: string[] } {
    const written: string[] = [];
    return {
      written,
      of: new LineBatches({
        write: (bytes) => written.push(bytes.toString()),
        flushSync: () => written.push('(flushed)'),
      }),
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

  it('passes a full batch on before its time, and a line that is larger than a batch, all in order', () => {
    const { of, written } = batches();
    const long = `${'ä'.repeat(100_000)}\n`;
    of.write('a\n');
    of.write(`${'b'.repeat(80_000)}\n`);
    of.write(`${'c'.repeat(80_000)}\n`);
    of.write(long);
    of.write('d\n');
    vi.advanceTimersByTime(10);
    expect(written.join('')).toBe(`a\n${'b'.repeat(80_000)}\n${'c'.repeat(80_000)}\n${long}d\n`);
    expect(written).toHaveLength(4);
  });

  it('keeps lines in parts in order with others, and passes on those that find no room', () => {
    const { of, written } = batches();
    const head = Buffer.from('head ');
    const long = Buffer.from(`${'x'.repeat(200_000)}\n`);
    const longer = Buffer.from(`${'y'.repeat(300_000)}\n`);
    of.write('a\n');
    of.writeParts(head, Buffer.from('ä\n'));
    of.writeParts(head, long);
    of.writeParts(head, long);
    of.writeParts(head, longer);
    of.write('z\n');
    vi.advanceTimersByTime(10);
    expect(written.join('')).toBe(`a\nhead ä\nhead ${String(long)}head ${String(long)}head ${String(longer)}z\n`);
    expect(written).toHaveLength(4);
  });

  it('writes what waits when it is flushed, once', () => {
    const { of, written } = batches();
    of.write('a\n');
    of.flushSync();
    vi.advanceTimersByTime(100);
    expect(written).toEqual(['a\n', '(flushed)']);
  });
});
