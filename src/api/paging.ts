import { z } from 'zod';
import { fail, ok, type Result } from '../values/result.js';

/** One page of a list. `nextCursor` is opaque: send it back as `?cursor=` for the next page; null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const CURSOR_MARK = 'after:';

/** A cursor says after which id the next page begins, so that rows added or removed meanwhile shift nothing. */
export function encodeCursor(id: number): string {
  return Buffer.from(`${CURSOR_MARK}${id}`).toString('base64url');
}

export function decodeCursor(cursor: string): Result<number> {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const digits = text.startsWith(CURSOR_MARK) ? text.slice(CURSOR_MARK.length) : '';
  if (!/^\d{1,10}$/.test(digits)) {
    return fail('is not a cursor that this list gave; begin again without it');
  }
  return ok(Number(digits));
}

/** The cursor of a list whose order is that of a text. */
export function encodeTextCursor(key: string): string {
  return Buffer.from(`${CURSOR_MARK}${key}`).toString('base64url');
}

export function decodeTextCursor(cursor: string): Result<string> {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith(CURSOR_MARK)) return fail('is not a cursor that this list gave; begin again without it');
  return ok(text.slice(CURSOR_MARK.length));
}

/** `limit` and `cursor` of every list. */
export const pageQuery = {
  limit: z
    .string()
    .default('100')
    .transform((text, context) => {
      const limit = Number(text);
      if (/^\d+$/.test(text) && limit >= 1 && limit <= 1000) return limit;
      context.issues.push({ code: 'custom', message: 'must be a whole number from 1 to 1000', input: text });
      return z.NEVER;
    })
    .meta({ description: 'How many at most, 1 to 1000', examples: ['100'] }),
  cursor: z
    .string()
    .transform((text, context) => {
      const after = decodeCursor(text);
      if (after.ok) return after.value;
      context.issues.push({ code: 'custom', message: after.error, input: text });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'nextCursor of the page before' }),
};

/** The same for a list whose order is that of a text. */
export const textPageQuery = {
  limit: pageQuery.limit,
  cursor: z
    .string()
    .transform((text, context) => {
      const after = decodeTextCursor(text);
      if (after.ok) return after.value;
      context.issues.push({ code: 'custom', message: after.error, input: text });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'nextCursor of the page before' }),
};

/** Cuts the row that was asked for beyond the limit, to know whether there is a next page. */
export function pageOf<Row extends { readonly id: number }, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(last.id) : null,
  };
}
