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
  afterMilliseconds: z.number().int(),
});

export const probeView = z
  .object({
    interface: text,
    mac: text,
    offers: z.array(offerView),
    file: z
      .object({
        protocol: z.enum(['tftp', 'http']),
        server: text,
        name: text,
        size: z.number().int(),
        sha256: text.nullable(),
        milliseconds: z.number().int(),
        problem: text.nullable(),
      })
      .nullable(),
    ok: z.boolean(),
    sentence: text,
    cure: text,
  })
  .meta({ id: 'Probe' });
export type ProbeView = z.output<typeof probeView>;
