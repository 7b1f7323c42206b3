import { z } from 'zod';
import { clientArchOf } from '../values/client-arch.js';
import { formatInstant } from '../values/instant.js';
import { printOption } from '../wire/dhcp/dhcp-option.table.js';
import type { PersonalityEntity } from './personality.entity.js';
import { PERSONALITY_KINDS } from './personality.js';

const CLIENT_IDENTIFIER = 61;
const text = z.string();
const moment = text.meta({ format: 'date-time' });

/** A personality as REST shows it. What the client does not say is null. */
export const personalityView = z
  .object({
    kind: z.enum(PERSONALITY_KINDS).meta({
      description: 'firmware: its own network boot; system: an operating system that asks for an address alone',
    }),
    mac: text.nullable(),
    clientId: text.nullable().meta({ description: 'Option 61 in hexadecimal' }),
    clientIdText: text.nullable().meta({ description: 'The same in words' }),
    vendorClass: text.nullable().meta({ description: 'Option 60' }),
    userClass: text.nullable().meta({ description: 'Option 77' }),
    uuid: text.nullable().meta({ description: 'Option 97, octets in the order in which they were sent' }),
    architecture: text.nullable().meta({ description: 'Option 93' }),
    ip: text.nullable().meta({ description: 'The address that it was given or confirmed last' }),
    firstSeenAt: moment,
    lastSeenAt: moment,
    times: z.number().int().meta({ description: 'How many of its requests were answered' }),
  })
  .meta({ id: 'Personality' });
export type PersonalityView = z.output<typeof personalityView>;

export const personalityList = z.object({ items: z.array(personalityView) }).meta({ id: 'PersonalityList' });

export function viewPersonality(row: PersonalityEntity): PersonalityView {
  const { kind, mac, clientId, vendorClass, userClass, uuid, architecture, ip, times } = row;
  return {
    kind,
    mac,
    clientId,
    clientIdText: clientId === null ? null : printOption(CLIENT_IDENTIFIER, Buffer.from(clientId, 'hex')),
    vendorClass,
    userClass,
    uuid,
    architecture:
      architecture === null ? null : (clientArchOf(architecture)?.name ?? `unknown architecture ${architecture}`),
    ip,
    firstSeenAt: formatInstant(row.firstSeenAt),
    lastSeenAt: formatInstant(row.lastSeenAt),
    times,
  };
}
