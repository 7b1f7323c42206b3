import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import { formatInstant } from '../values/instant.js';
import { WEBHOOK_EVENTS } from './webhook-event.js';
import type { WebhookDeliveryEntity, WebhookEntity } from './webhook.entity.js';

const text = z.string();

const url = text
  .max(2048)
  .refine(isReceiver, 'must be an http:// or https:// URL without user and password')
  .meta({ description: 'Where events are posted', examples: ['https://hooks.example/reveille'] });

function isReceiver(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const { protocol, username, password } = new URL(written);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

const events = z
  .array(z.enum(WEBHOOK_EVENTS))
  .min(1)
  .meta({ description: 'Which events; left out: failures and stalls' });
const secret = text
  .min(16, 'must have 16 characters or more')
  .max(256)
  .meta({ description: 'Signs what is sent; left out: one is made, and shown this once' });

export const webhookInput = strictObject({
  url,
  events: events.default(['boot-failed', 'boot-stalled']),
  secret: secret.optional(),
  active: z.boolean().default(true),
}).meta({ id: 'WebhookInput' });
export type WebhookInput = z.output<typeof webhookInput>;

export const webhookPatch = strictObject({
  url: url.optional(),
  events: events.optional(),
  secret: secret.optional(),
  active: z.boolean().optional().meta({ description: 'true switches it on again' }),
}).meta({ id: 'WebhookPatch' });
export type WebhookPatch = z.output<typeof webhookPatch>;

/** A webhook as REST shows it: never its secret. */
export const webhookView = z
  .object({
    id: z.number().int(),
    url: text,
    events: z.array(z.enum(WEBHOOK_EVENTS)),
    active: z.boolean(),
    disabledBecause: text.nullable().meta({ description: 'Why the appliance itself switched it off' }),
    failingSince: text.nullable().meta({ format: 'date-time' }),
    createdAt: text.meta({ format: 'date-time' }),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.output<typeof webhookView>;

export const newWebhookView = webhookView
  .extend({ secret: text.meta({ description: 'Shown this once' }) })
  .meta({ id: 'NewWebhook' });
export type NewWebhookView = z.output<typeof newWebhookView>;

export const webhookList = z.object({ items: z.array(webhookView) }).meta({ id: 'WebhookList' });

const deliveryView = z
  .object({
    id: z.number().int().meta({ description: 'In the header x-reveille-delivery' }),
    event: text,
    at: text.meta({ format: 'date-time' }),
    state: z.enum(['waiting', 'delivered', 'given-up']),
    attempts: z.number().int(),
    toldAt: text.nullable().meta({ format: 'date-time' }),
    nextAt: text.nullable().meta({ format: 'date-time' }),
    status: z.number().int().nullable(),
    problem: text.nullable(),
    body: z.record(text, z.unknown()),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryView = z.output<typeof deliveryView>;
export const deliveryList = z.object({ items: z.array(deliveryView) }).meta({ id: 'WebhookDeliveryList' });

export const testView = z
  .object({ delivered: z.boolean(), status: z.number().int().nullable(), problem: text.nullable() })
  .meta({ id: 'WebhookTest' });
export type TestView = z.output<typeof testView>;

const moment = (at: number | null): string | null => (at === null ? null : formatInstant(at));

export function viewWebhook(webhook: WebhookEntity): WebhookView {
  const { id, url: address, active, disabledBecause } = webhook;
  return {
    ...{ id, url: address, events: [...webhook.events], active, disabledBecause },
    failingSince: moment(webhook.failingSince),
    createdAt: formatInstant(webhook.createdAt),
  };
}

export function viewDelivery(delivery: WebhookDeliveryEntity): DeliveryView {
  const { id, event, at, state, attempts, toldAt, nextAt, status, problem, body } = delivery;
  return {
    ...{ id, event, state, attempts, status, problem },
    at: formatInstant(at),
    toldAt: moment(toldAt),
    nextAt: moment(nextAt),
    body: JSON.parse(body) as Record<string, unknown>,
  };
}
