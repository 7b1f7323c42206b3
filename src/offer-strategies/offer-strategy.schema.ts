import { z } from 'zod';
import { pageQuery } from '../api/paging.js';
import { strictObject } from '../api/strict-object.js';
import type { FingerprintPattern } from '../boot/client-fingerprint.js';
import { OFFER_STRATEGIES } from '../boot/offer-strategy.js';
import { formatInstant } from '../values/instant.js';
import type { OfferStrategyEntity } from './offer-strategy.entity.js';

const strategy = z.enum(OFFER_STRATEGIES, {
  error: () => `is not a strategy; the strategies are ${OFFER_STRATEGIES.join(', ')}`,
});

/** What a client writes; a field that is left out fits every client. */
export const offerStrategyInput = strictObject({
  architecture: z
    .number()
    .int()
    .min(0)
    .max(0xffff)
    .optional()
    .meta({ description: 'Option 93', examples: [7] }),
  undi: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}$/, 'is not a version; write it as 3.16')
    .optional()
    .meta({ description: 'Version of the network driver (option 94)', examples: ['3.16'] }),
  vendorClass: z
    .string()
    .regex(/^[\x21-\x39\x3b-\x7e]{1,64}$/, 'must be 1 to 64 printable characters without ":" and spaces')
    .optional()
    .meta({ description: 'Option 60 before its first colon', examples: ['PXEClient'] }),
  parameters: z
    .string()
    .regex(/^(?:\d{1,3}(?:,\d{1,3})*)?$/, 'is not a list of options; write it as 1,3,43,60')
    .max(1019)
    .optional()
    .meta({ description: 'Option 55 in the order sent', examples: ['1,3,43,60'] }),
  oui: z
    .string()
    .transform((text) => text.toLowerCase().replaceAll('-', ':'))
    .pipe(z.string().regex(/^[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}$/, 'is not three octets; write them as 52:54:00'))
    .optional()
    .meta({ description: 'First three octets of the hardware address', examples: ['52:54:00'] }),
  strategy: strategy.meta({ description: 'How such clients are told what to boot' }),
  id: z.number().optional().meta({ readOnly: true, description: 'Given by the appliance; not used when sent' }),
  learned: z.boolean().optional().meta({ readOnly: true, description: 'Found out by trying; not used when sent' }),
  createdAt: z.string().optional().meta({ readOnly: true, description: 'Given by the appliance; not used when sent' }),
  updatedAt: z.string().optional().meta({ readOnly: true, description: 'Given by the appliance; not used when sent' }),
}).meta({ id: 'OfferStrategyInput' });
export type OfferStrategyInput = z.output<typeof offerStrategyInput>;

const text = z.string();

/** A row as REST shows it. Null fits every client. */
export const offerStrategyView = z
  .object({
    id: z.number().int(),
    architecture: z.number().int().nullable(),
    undi: text.nullable(),
    vendorClass: text.nullable(),
    parameters: text.nullable(),
    oui: text.nullable(),
    strategy: z.enum(OFFER_STRATEGIES),
    learned: z.boolean(),
    createdAt: text.meta({ format: 'date-time' }),
    updatedAt: text.meta({ format: 'date-time' }),
  })
  .meta({ id: 'OfferStrategy' });
export type OfferStrategyView = z.output<typeof offerStrategyView>;

export const offerStrategyPage = z
  .object({ items: z.array(offerStrategyView), nextCursor: text.nullable() })
  .meta({ id: 'OfferStrategyPage' });

export const offerStrategyQuery = strictObject({ ...pageQuery });
export type OfferStrategyQuery = z.output<typeof offerStrategyQuery>;

export function viewOfferStrategy(row: OfferStrategyEntity): OfferStrategyView {
  return {
    id: row.id,
    architecture: row.architecture,
    undi: row.undi,
    vendorClass: row.vendorClass,
    parameters: row.parameters,
    oui: row.oui,
    strategy: row.strategy,
    learned: row.learned,
    createdAt: formatInstant(row.createdAt),
    updatedAt: formatInstant(row.updatedAt),
  };
}

/** What the row asks of a client. */
export function patternOf(row: OfferStrategyEntity): FingerprintPattern {
  return {
    architecture: row.architecture ?? undefined,
    undi: row.undi ?? undefined,
    vendorClass: row.vendorClass ?? undefined,
    parameters: row.parameters ?? undefined,
    oui: row.oui ?? undefined,
  };
}
