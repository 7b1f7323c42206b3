import { z } from 'zod';
import { renderSentence } from '../journal/sentence.render.js';
import { formatInstant } from '../values/instant.js';
import type { BootAttempt } from './boot-attempt.js';
import { macQuerySchema } from './diagnosis.schema.js';
import type { BootVerdict } from './judge-attempt.js';
import { STAGE_TABLE, STAGES } from './stages.table.js';

const limit = z
  .string()
  .default('20')
  .refine((text) => /^\d{1,3}$/.test(text) && Number(text) > 0, 'must be a whole number from 1 to 999')
  .transform(Number)
  .meta({ description: 'How many boots at most, the newest first' });

export const bootsQuerySchema = z.strictObject({ limit });
export type BootsQuery = z.output<typeof bootsQuerySchema>;
export const bootsOfMacQuerySchema = z.strictObject({ ...macQuerySchema.shape, limit });
export type BootsOfMacQuery = z.output<typeof bootsOfMacQuerySchema>;

const text = z.string();

const evidenceView = z
  .object({
    id: z.number().int().meta({ description: 'Of the event on the timeline' }),
    at: text.meta({ format: 'date-time' }),
    repeats: z.number().int(),
    sentence: text,
  })
  .meta({ id: 'BootEvidence' });

const findingFields = {
  rule: text.meta({ description: 'docs/diagnoses.md has them all', examples: ['missing-file', 'mac-wrong'] }),
  sure: z.enum(['certain', 'likely', 'possible']),
  sentence: text,
  cure: text,
  evidence: z.array(evidenceView),
};

const bootView = z
  .object({
    startedAt: text.meta({ format: 'date-time' }),
    lastAt: text.meta({ format: 'date-time' }),
    verdict: z.object({
      state: z.enum(['booted', 'from-disk', 'on-its-way', 'failed', 'stalled', 'noise']),
      ...findingFields,
    }),
    notes: z.array(z.object({ kind: z.enum(['fault', 'trouble', 'normal']), ...findingFields })).meta({
      description: 'What else was found: lesser causes, and oddities that are normal',
    }),
    stages: z.array(
      z.object({
        stage: z.enum(STAGES),
        words: text,
        at: text.meta({ format: 'date-time' }),
        seconds: z.number().meta({ description: 'Since the step before it' }),
        healthySeconds: z.number().meta({ description: 'What a healthy client takes at most' }),
        late: z.boolean(),
        event: z.number().int(),
      }),
    ),
    events: z.number().int().meta({ description: 'Events of the timeline that belong to it' }),
  })
  .meta({ id: 'Boot' });
export type BootView = z.output<typeof bootView>;

export const bootsView = z.object({ items: z.array(bootView) }).meta({ id: 'Boots' });
export type BootsView = z.output<typeof bootsView>;

/** `hostname`: of the machine, when the inventory has it. */
export function viewBoot(
  attempt: BootAttempt,
  { state, notes, ...best }: BootVerdict,
  hostname: string | undefined,
): BootView {
  const evidence = (ids: readonly number[]) =>
    attempt.events.filter(({ id }) => ids.includes(id)).map((event) => viewEvidence(event, hostname));
  return {
    startedAt: formatInstant(attempt.startedAt),
    lastAt: formatInstant(attempt.lastAt),
    verdict: { state, ...best, evidence: evidence(best.evidence) },
    notes: notes.map((note) => ({ ...note, evidence: evidence(note.evidence) })),
    stages: attempt.stages.map(({ stage, at, event, milliseconds, late }) => ({
      stage,
      words: STAGE_TABLE[stage].words,
      at: formatInstant(at),
      seconds: milliseconds / 1000,
      healthySeconds: STAGE_TABLE[stage].healthySeconds,
      late,
      event,
    })),
    events: attempt.events.length,
  };
}

function viewEvidence(
  event: BootAttempt['events'][number],
  hostname: string | undefined,
): z.output<typeof evidenceView> {
  const sentence = renderSentence({ ...event, hostname });
  return { id: event.id, at: formatInstant(event.at), repeats: event.repeats, sentence };
}
