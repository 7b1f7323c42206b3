import { describe, expect, it } from 'vitest';
import { decodeCursor, decodeTextCursor, encodeCursor, encodeTextCursor, pageOf } from './paging.js';

const view = ({ id }: { id: number }): string => `row ${id}`;

describe('a cursor', () => {
  it.each([0, 1, 77, 2 ** 31 - 1])('says after which id the next page begins: %i', (id) => {
    expect(decodeCursor(encodeCursor(id))).toEqual({ ok: true, value: id });
  });

  it.each([
    ['empty', ''],
    ['something else', 'abc'],
    ['a mark without an id', Buffer.from('after:').toString('base64url')],
    ['a negative id', Buffer.from('after:-1').toString('base64url')],
    ['a broken id', Buffer.from('after:1.5').toString('base64url')],
    ['an id that no database has', Buffer.from('after:99999999999').toString('base64url')],
  ])('that no list gave is refused: %s', (_, cursor) => {
    expect(decodeCursor(cursor)).toEqual({
      ok: false,
      error: 'is not a cursor that this list gave; begin again without it',
    });
  });
});

describe('a cursor of a list in the order of a text', () => {
  it.each(['', 'debian/linux\u00001', 'größer'])('says after which text the next page begins: %j', (key) => {
    expect(decodeTextCursor(encodeTextCursor(key))).toEqual({ ok: true, value: key });
  });

  it.each(['', 'abc'])('that no list gave is refused: %j', (cursor) => {
    expect(decodeTextCursor(cursor)).toMatchObject({ ok: false });
  });
});

describe('pageOf', () => {
  it('shows the limit and points behind its last row when one more row was found', () => {
    expect(pageOf([{ id: 3 }, { id: 5 }, { id: 9 }], 2, view)).toEqual({
      items: ['row 3', 'row 5'],
      nextCursor: encodeCursor(5),
    });
  });

  it('has no next page when the rows just fill it', () => {
    expect(pageOf([{ id: 3 }, { id: 5 }], 2, view)).toEqual({ items: ['row 3', 'row 5'], nextCursor: null });
  });

  it('is empty without rows', () => {
    expect(pageOf([], 2, view)).toEqual({ items: [], nextCursor: null });
  });
});
