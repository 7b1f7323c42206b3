import { z } from 'zod';

const text = z.string();
const sha256 = text.nullable().meta({
  description:
    'In hexadecimal. Null for a template, and in a list while it is still being computed: the record of the one file waits for it.',
});

/** A boot file as REST shows it. What is not known or not set is null. */
export const bootFileView = z
  .object({
    path: text,
    size: z.number().int().nullable().meta({ description: 'Octets; null for what is made when a machine asks for it' }),
    sha256,
    modifiedAt: text.nullable().meta({ format: 'date-time' }),
    source: text.meta({ description: 'tftpboot, uploads, built-in or system (a package of the host)' }),
    template: text.nullable().meta({ description: 'The template that it is rendered from' }),
    shadowedBy: text.nullable().meta({ description: 'The source whose file of this name is served instead' }),
    problem: text.nullable().meta({ description: 'Why it lies there and is not served' }),
    lastFetch: z
      .object({
        at: text.meta({ format: 'date-time' }),
        address: text,
        machineId: z.number().int().nullable(),
        hostname: text.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'BootFile' });
export type BootFileView = z.output<typeof bootFileView>;

export const bootFilePage = z
  .object({ items: z.array(bootFileView), nextCursor: text.nullable() })
  .meta({ id: 'BootFilePage' });

/** One name with all that lies behind it. */
export const bootFileRecord = bootFileView
  .extend({ hides: z.array(bootFileView).meta({ description: 'Files of this name that other sources have' }) })
  .meta({ id: 'BootFileRecord' });
export type BootFileRecord = z.output<typeof bootFileRecord>;

export const uploadedView = z
  .object({ path: text, size: z.number().int(), sha256: text })
  .meta({ id: 'UploadedBootFile' });
