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

const wholeNumber = (least: number, about: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least, `must be at least ${least}`)
    .meta({ description: about });

export const streamQuerySchema = z.strictObject({
  machine: wholeNumber(1, 'Only what happens to the machine with this id').optional(),
  mac: macField.optional(),
  after: wholeNumber(0, 'Begin after the event with this id; left out: from now on').optional(),
});
export type StreamQuery = z.output<typeof streamQuerySchema>;
