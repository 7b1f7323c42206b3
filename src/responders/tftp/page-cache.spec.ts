import { describe, expect, it } from 'vitest';
import { PageCache } from './page-cache.js';

const page = (octets: number) => () => Promise.resolve(Buffer.alloc(octets));

describe('the page cache', () => {
  it('reads a page once for all that ask at the same time', async () => {
    const cache = new PageCache(1000);
    let reads = 0;
    const read = () => {
      reads += 1;
      return page(100)();
    };
    const [first, second] = await Promise.all([cache.load('a', read), cache.load('a', read)]);
    expect(first).toBe(second);
    expect(await cache.load('a', read)).toBe(first);
    expect(reads).toBe(1);
  });
  it('takes only what is in memory', async () => {
    const cache = new PageCache(1000);
    expect(cache.take('a')).toBeUndefined();
    const loaded = await cache.load('a', page(100));
    expect(cache.take('a')).toBe(loaded);
  });
  it('drops the page used longest ago', async () => {
    const cache = new PageCache(250);
    for (const key of ['a', 'b']) cache.release(await cache.load(key, page(100)));
    cache.release(await cache.load('a', page(100)));
    cache.release(await cache.load('c', page(100)));
    expect(['a', 'b', 'c'].filter((key) => cache.take(key) !== undefined)).toEqual(['a', 'c']);
    expect(cache.heldBytes).toBe(200);
  });
  it('never drops a page in use, and drops it when the last user is done', async () => {
    const cache = new PageCache(150);
    const a = await cache.load('a', page(100));
    const again = await cache.load('a', page(100));
    const b = await cache.load('b', page(100));
    expect(cache.heldBytes).toBe(200);
    cache.release(a);
    expect(cache.heldBytes).toBe(200);
    cache.release(again);
    expect(cache.heldBytes).toBe(100);
    expect(cache.take('a')).toBeUndefined();
    cache.release(b);
    expect(cache.take('b')).toBe(b);
  });
  it('keeps a page for whoever waited for it, even when it alone is over the limit', async () => {
    const cache = new PageCache(10);
    const [a, b] = await Promise.all([cache.load('a', page(100)), cache.load('b', page(100))]);
    expect([a.bytes.length, b.bytes.length, cache.heldBytes]).toEqual([100, 100, 200]);
    cache.release(a);
    cache.release(b);
    expect(cache.heldBytes).toBe(0);
  });
  it('tells a failed read to all that asked and tries again the next time', async () => {
    const cache = new PageCache(1000);
    const broken = () => Promise.reject(new Error('EIO'));
    const asked = [cache.load('a', broken), cache.load('a', broken)];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await cache.load('a', page(5))).bytes.length).toBe(5);
  });
  it('gives the memory of a dropped page to the next one, never that of a page in use', async () => {
    const cache = new PageCache(0);
    const size = 64 * 1024;
    const held = await cache.load('held', () => Promise.resolve(cache.room(size)));
    const dropped = await cache.load('dropped', () => Promise.resolve(cache.room(size)));
    expect(dropped.bytes).not.toBe(held.bytes);
    cache.release(dropped);
    expect(cache.room(size)).toBe(dropped.bytes);
    expect(cache.room(size)).not.toBe(held.bytes);
    expect(cache.room(5)).toHaveLength(5);
  });
});
