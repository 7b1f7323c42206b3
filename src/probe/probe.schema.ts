import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import { macField } from '../inventory/fields.schema.js';

const text = z.string();

export const probeInput = strictObject({
  interface: text.optional().meta({ description: 'where to ask; left out: the first that is served' }),
  mac: macField.optional().meta({ description: 'who asks; left out: an address of its own, which no card has' }),
  architecture: z.int().min(0).max(0xffff).default(7).meta({ description: 'option 93: 0 BIOS, 7 x64 UEFI, …' }),
  vendorClass: text.min(1).max(255).optional().meta({ description: 'option 60; left out: that of PXE firmware' }),
  userClass: text.min(1).max(255).optional().meta({ description: 'option 77, such as iPXE' }),
  pxe: z.boolean().default(true).meta({ description: 'ask as firmware too, not only as a plain client' }),
  fetch: z.boolean().default(true).meta({ description: 'read the boot file that is offered' }),
  seconds: z.int().min(1).max(20).default(3).meta({ description: 'how long answers are waited for, each time' }),
}).meta({ id: 'ProbeInput' });
export type ProbeInput = z.output<typeof probeInput>;

const offerView = z.object({
  server: text,
  ours: z.boolean(),
  option60: z.boolean().meta({ description: 'Was the question that of PXE firmware?' }),
  address: text.nullable().meta({ description: 'null: it gives none, as a proxy' }),
  nextServer: text.nullable(),
  file: text.nullable(),
  pxe: z.boolean().meta({ description: 'Does it answer as a boot server, with option 60 of its own?' }),
  vendorOptions: text.nullable().meta({ description: 'option 43 in words: discovery control, boot servers, menu' }),
  afterMilliseconds: z.number().int(),
});

const bootServerView = z.object({
  server: text.meta({ description: 'whose port 4011 was asked' }),
  ours: z.boolean(),
  sentBy: text.meta({ description: 'whose offer sends firmware there' }),
  type: z.int().nullable().meta({ description: 'the type of boot server that was asked for; null: the file itself' }),
  label: text.nullable().meta({ description: 'the line of the menu' }),
  answer: offerView.omit({ option60: true }).nullable().meta({ description: 'null: nothing came from its port 4011' }),
});

export const probeView = z
  .object({
    interface: text,
    mac: text,
    offers: z.array(offerView),
    bootServers: z.array(bootServerView).meta({
      description: 'who was asked on port 4011, as PXE firmware asks that an offer sends there, and the answer',
    }),
    file: z
      .object({
        protocol: z.enum(['tftp', 'http']),
        server: text,
        name: text,
        size: z.number().int(),
        sha256: text.nullable(),
        milliseconds: z.number().int(),
        problem: z
          .object({
            cause: z.enum(['absent', 'refused', 'closed', 'silent', 'broken-off', 'unfit']),
            words: text,
          })
          .nullable()
          .meta({ description: 'why it was not read to its end' }),
      })
      .nullable(),
    ok: z.boolean(),
    sentence: text,
    cure: text,
  })
  .meta({ id: 'Probe' });
export type ProbeView = z.output<typeof probeView>;
