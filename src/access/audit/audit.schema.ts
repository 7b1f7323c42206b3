import { z } from 'zod';
import { ROLES } from '../../api/caller.js';
import { pageQuery } from '../../api/paging.js';
import { strictObject } from '../../api/strict-object.js';
import { formatInstant } from '../../values/instant.js';
import type { AuditEntryEntity } from './audit-entry.entity.js';

export const auditQuery = strictObject({
  ...pageQuery,
  who: z.string().optional().meta({ description: 'Only what this token did' }),
  path: z
    .string()
    .optional()
    .meta({ description: 'Only what was done to this path', examples: ['/api/v1/machines/7'] }),
});
export type AuditQuery = z.output<typeof auditQuery>;

export const auditEntryView = z
  .object({
    id: z.number().int(),
    at: z.string().meta({ format: 'date-time' }),
    who: z.string().meta({ description: 'The name of the token' }),
    role: z.enum(ROLES),
    address: z.string().meta({ description: 'Where the request came from' }),
    method: z.string(),
    path: z.string(),
    status: z.number().int(),
    before: z.unknown().meta({ description: 'The record before; null when there was none' }),
    after: z.unknown().meta({ description: 'The record, or the answer, after; null when there is none' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.output<typeof auditEntryView>;

export const auditPage = z
  .object({ items: z.array(auditEntryView), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditPage' });

const read = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

export function viewAuditEntry(entry: AuditEntryEntity): AuditEntryView {
  const { id, at, who, role, address, method, path, status, before, after } = entry;
  return {
    id,
    at: formatInstant(at),
    who,
    role,
    address,
    method,
    path,
    status,
    before: read(before),
    after: read(after),
  };
}
