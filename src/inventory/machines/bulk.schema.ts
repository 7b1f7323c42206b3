import { z } from 'zod';

/** Rows of one request at most; it is one commit. */
const MOST_ROWS = 10_000;

/**
 * The rows of a bulk request: `{ "machines": [ … ] }`, or the bare list. Rows are read one by one later, so that one
 * wrong row does not hide the others.
 */
export const bulkInput = z
  .preprocess(
    (body) => (Array.isArray(body) ? { machines: body as unknown[] } : body),
    z.strictObject({
      machines: z
        .array(z.unknown(), { error: 'must be a list of machines' })
        .min(1, 'is empty')
        .max(MOST_ROWS, `has more than ${MOST_ROWS} rows; send them in several requests`)
        .meta({ description: 'Machines as in POST /api/v1/machines' }),
    }),
  )
  .meta({ id: 'BulkInput' });
export type BulkInput = z.output<typeof bulkInput>;

export const bulkQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'true: only say what would be done' }),
  atomic: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'true: write nothing when any row is refused' }),
});
export type BulkQuery = z.output<typeof bulkQuery>;

const count = z.number().int();

export const bulkRowView = z
  .object({
    index: count.meta({ description: 'Place in the request, from 0' }),
    status: z.enum(['created', 'updated', 'unchanged', 'refused']),
    id: count.nullable(),
    hostname: z.string().nullable(),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })),
  })
  .meta({ id: 'BulkRow' });
export type BulkRow = z.output<typeof bulkRowView>;

export const bulkView = z
  .object({
    written: z.boolean().meta({ description: 'Was anything committed?' }),
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    results: z.array(bulkRowView),
  })
  .meta({ id: 'BulkResult' });
export type BulkView = z.output<typeof bulkView>;
