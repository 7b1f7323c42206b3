import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import { ipv4Field, macField, readBy } from '../inventory/fields.schema.js';
import { octetsOf } from '../wire/dhcp/option-text.js';
import { parseUuid } from '../wire/dhcp/uuid.js';

const octets = (description: string) => readBy<Buffer>(octetsOf, { description, example: '0104c0a80001' });

export const packetInput = strictObject({
  protocol: z.enum(['rarp', 'bootp', 'dhcp', 'pxe', 'tftp', 'http']).meta({
    description: 'pxe: the boot server on port 4011; tftp and http: a boot file is asked for',
  }),
  type: z.enum(['discover', 'request', 'inform']).optional().meta({ description: 'of dhcp and pxe' }),
  mac: macField.optional(),
  architecture: z
    .int()
    .min(0)
    .max(0xffff)
    .optional()
    .meta({ description: 'option 93: 0 BIOS, 7 x64 UEFI, 16 x64 UEFI HTTP, …' }),
  vendorClass: z.string().max(255).nullable().optional().meta({ description: 'option 60; null: none' }),
  userClass: z.string().max(255).optional().meta({ description: 'option 77' }),
  clientId: octets('option 61 in hexadecimal, with its type octet').optional(),
  uuid: readBy<Buffer>(parseUuid, {
    description: 'option 97',
    example: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  }).optional(),
  requestedAddress: ipv4Field.optional(),
  serverIdentifier: ipv4Field.optional(),
  clientAddress: ipv4Field.optional().meta({ description: 'ciaddr; of tftp and http the address that asks' }),
  relay: ipv4Field.optional().meta({ description: 'giaddr' }),
  circuitId: octets('sub-option 1 of option 82 in hexadecimal').optional(),
  remoteId: octets('sub-option 2 of option 82 in hexadecimal').optional(),
  file: z
    .string()
    .max(127)
    .optional()
    .meta({ description: 'of bootp: the file asked for; of tftp and http: its path' }),
  broadcast: z.boolean().optional(),
});
export type PacketInput = z.output<typeof packetInput>;

export const explainInput = strictObject({
  machine: z
    .union([z.int().positive(), z.string().min(1)])
    .optional()
    .meta({ description: 'id, host name, address or MAC' }),
  packet: packetInput.optional(),
  hex: octets('an Ethernet frame, or the UDP payload of a BOOTP or DHCP request, in hexadecimal').optional(),
  interface: z.string().optional().meta({ description: 'where it comes in; else where the machine is at home' }),
  architecture: z.int().min(0).max(0xffff).optional().meta({ description: 'of a machine: only this firmware' }),
}).meta({ id: 'ExplainInput' });
export type ExplainInput = z.output<typeof explainInput>;

const packetView = z.object({ hex: z.string(), words: z.string() });

const stepView = z
  .object({
    title: z.string(),
    interface: z.string(),
    asked: packetView,
    policies: z.array(z.object({ policy: z.string(), said: z.string() })),
    outcome: z.enum(['answered', 'silent']),
    reason: z.string().nullable(),
    sentence: z.string(),
    cure: z.string().nullable(),
    answer: packetView.extend({ to: z.string(), afterMilliseconds: z.number() }).nullable().meta({
      description: 'what would be sent: a whole frame for RARP, else a UDP payload',
    }),
  })
  .meta({ id: 'ExplainStep' });
export type StepView = z.output<typeof stepView>;

const fetchView = z
  .object({
    protocol: z.enum(['tftp', 'http']),
    path: z.string(),
    from: z.string().meta({ description: 'the address that asks' }),
    outcome: z.enum(['answered', 'silent']),
    reason: z.string().nullable(),
    sentence: z.string(),
    cure: z.string().nullable(),
    answer: z
      .string()
      .meta({ description: 'TFTP: the ERROR packet in hexadecimal, or OACK or DATA; HTTP: the status' }),
    size: z.number().int().nullable(),
  })
  .meta({ id: 'ExplainFetch' });
export type FetchView = z.output<typeof fetchView>;

export const explainView = z
  .object({
    machine: z.object({ id: z.number().int(), hostname: z.string() }).nullable(),
    steps: z.array(stepView),
    fetches: z.array(fetchView),
  })
  .meta({ id: 'ExplainView' });
export type ExplainView = z.output<typeof explainView>;
