import { z } from 'zod';
import { pageQuery } from '../api/paging.js';
import { strictObject } from '../api/strict-object.js';
import { machineInput } from '../inventory/machines/machine.schema.js';
import { ipv4Field } from '../inventory/fields.schema.js';
import { formatInstant } from '../values/instant.js';
import type { SightingEntity } from './sighting.entity.js';

const text = z.string();

export const sightingQuery = strictObject(pageQuery);
export type SightingQuery = z.output<typeof sightingQuery>;

/** A sighting as REST shows it. */
export const sightingView = z
  .object({
    mac: text,
    vendor: text.nullable().meta({ description: "The card's maker by the IEEE's list" }),
    firstSeenAt: text.meta({ format: 'date-time' }),
    lastSeenAt: text.meta({ format: 'date-time' }),
    times: z.number().int().meta({ description: 'How many packets it sent' }),
    interface: text.nullable(),
    protocol: text.meta({ description: 'How it asked last' }),
    what: text.meta({ description: 'What it said last' }),
    ip: text.nullable().meta({ description: 'The address that it had or was given last' }),
    detail: z.record(text, z.unknown()).meta({ description: 'architecture, relay, vendor class, …' }),
  })
  .meta({ id: 'Sighting' });
export type SightingView = z.output<typeof sightingView>;

export const sightingPage = z
  .object({ items: z.array(sightingView), nextCursor: text.nullable() })
  .meta({ id: 'SightingPage' });

export function viewSighting(sighting: SightingEntity, vendor: string | undefined): SightingView {
  const { mac, firstSeenAt, lastSeenAt, times, protocol, what, ip, detail } = sighting;
  return {
    mac,
    vendor: vendor ?? null,
    firstSeenAt: formatInstant(firstSeenAt),
    lastSeenAt: formatInstant(lastSeenAt),
    times,
    interface: sighting.interface,
    protocol,
    what,
    ip,
    detail,
  };
}

const { hostname, description, labels, boot } = machineInput.shape;

/** What an adopted machine is called and what it gets: the fields of a machine but its NICs, and the address of this one. */
export const adoptionInput = strictObject({
  hostname,
  description,
  labels,
  boot,
  ip: ipv4Field.optional().meta({ description: 'The address of its NIC; none when left out' }),
}).meta({ id: 'AdoptionInput' });
export type AdoptionInput = z.output<typeof adoptionInput>;
