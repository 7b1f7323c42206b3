import { z } from 'zod';
import { formatInstant } from '../values/instant.js';
import { silenceRowOf } from './silence.table.js';
import type { JournalRow } from './journal-row.entity.js';
import { renderSentence } from './sentence.render.js';

/** One row of the timeline as REST shows it. */
export const timelineEventSchema = z
  .object({
    id: z.number().meta({ description: 'Grows with time' }),
    at: z.string().meta({ description: 'When it happened, RFC 3339', examples: ['2026-11-20T10:02:11.042Z'] }),
    lastAt: z.string().meta({ description: 'When it last repeated; the same as `at` when it did not' }),
    repeats: z.number().meta({ description: 'How often it came in these words, 1 or more' }),
    protocol: z.string().meta({ examples: ['rarp', 'dhcp', 'tftp'] }),
    what: z.string().meta({ examples: ['DHCPDISCOVER -> DHCPOFFER'] }),
    outcome: z.enum(['answered', 'silent', 'noted']),
    reason: z.string().nullable().meta({ description: 'Why there was no answer, as a code' }),
    sentence: z.string().meta({ description: 'All of it in words' }),
    cure: z.string().nullable().meta({ description: 'What to do about it, when there was no answer' }),
    mac: z.string().nullable(),
    ip: z.string().nullable(),
    interface: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEvent' });

export type TimelineEvent = z.output<typeof timelineEventSchema>;

export function viewTimelineEvent(row: JournalRow, hostname: string | undefined): TimelineEvent {
  const detail = row.detail === null ? {} : (JSON.parse(row.detail) as Record<string, string | number | boolean>);
  return {
    id: Number(row.id),
    at: formatInstant(row.at),
    lastAt: formatInstant(row.lastAt),
    repeats: row.repeats,
    protocol: row.protocol,
    what: row.what,
    outcome: row.outcome,
    reason: row.reason,
    sentence: renderSentence({
      protocol: row.protocol,
      what: row.what,
      outcome: row.outcome,
      reason: row.reason ?? undefined,
      hostname,
      ip: row.ip ?? undefined,
      interface: row.interface ?? undefined,
      mac: row.mac ?? undefined,
      detail,
    }),
    cure: typeof detail['cure'] === 'string' ? detail['cure'] : (silenceRowOf(row.reason ?? '')?.cure ?? null),
    mac: row.mac,
    ip: row.ip,
    interface: row.interface,
    detail,
  };
}
