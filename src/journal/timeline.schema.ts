import { z } from 'zod';
import { pageQuery } from '../api/paging.js';
import { macField } from '../inventory/fields.schema.js';

/** `?since=` as RFC 3339 text, in milliseconds since 1970. */
const sinceField = z
  .string()
  .transform((text, context) => {
    const at = Date.parse(text);
    if (!Number.isNaN(at)) return at;
    context.issues.push({ code: 'custom', message: 'must be a time such as 2026-11-20T10:02:11Z', input: text });
    return z.NEVER;
  })
  .meta({ description: 'Only what happened at or after this time', examples: ['2026-11-20T10:02:11Z'] });

export const timelineQuerySchema = z.strictObject({ ...pageQuery, since: sinceField.optional() });
export type TimelineQuery = z.output<typeof timelineQuerySchema>;

export const journalQuerySchema = z.strictObject({ ...timelineQuerySchema.shape, mac: macField.optional() });
export type JournalRowQuery = z.output<typeof journalQuerySchema>;
