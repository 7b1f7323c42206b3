import { describe, expect, it } from 'vitest';
import { etagOf, matchesEtag } from './etag.js';

describe('entity tags', () => {
  it('are the same for the same content and others for other content', () => {
    expect(etagOf({ id: 1, hostname: 'a' })).toBe(etagOf({ id: 1, hostname: 'a' }));
    expect(etagOf({ id: 1, hostname: 'a' })).not.toBe(etagOf({ id: 1, hostname: 'b' }));
    expect(etagOf({})).toMatch(/^"[\w-]{22}"$/);
  });
  it.each([
    ['"a"', '"a"', true],
    ['"b", "a"', '"a"', true],
    ['W/"a"', '"a"', true],
    ['"b"', '"a"', false],
    ['*', '"a"', true],
    ['*', undefined, false],
    ['"a"', undefined, false],
  ])('If-Match: %s against %s: %s', (header, etag, expected) => {
    expect(matchesEtag(header, etag)).toBe(expected);
  });
});
