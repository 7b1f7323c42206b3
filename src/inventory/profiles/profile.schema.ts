import { z } from 'zod';
import { pageQuery } from '../../api/paging.js';
import { strictObject } from '../../api/strict-object.js';
import { templateFault } from '../../templates/check-template.js';
import { bootFile, bootFiles } from '../boot-files.schema.js';
import { bootparams, installRules, profileName } from '../boot.schema.js';
import { readOnlyFields } from '../fields.schema.js';
import { labels } from '../labels.schema.js';

/** x86 kernels take 2048 octets (COMMAND_LINE_SIZE); the template may be longer than what it makes. */
const LONGEST_COMMAND_LINE = 4096;
const LONGEST_TEMPLATE = 65_536;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Broken templates are refused here: a machine that boots could do nothing about them. */
function refuseBroken(text: string, context: z.core.$RefinementCtx): void {
  const fault = templateFault(text);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: `is a broken template: ${fault}` });
}

/** A path or URL that becomes part of a template, as the command line does. */
const templatedFile = bootFile.superRefine(refuseBroken);

const commandLine = z
  .string()
  .max(LONGEST_COMMAND_LINE)
  .refine((text) => !/\p{Cc}/u.test(text), 'must be one line without control characters')
  .superRefine(refuseBroken)
  .default('')
  .meta({
    description: "The kernel's command line, a template: {{ machine.hostname }}, {{ server.bootUrl }}, …",
    examples: ['auto=true url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg'],
  });

const templates = z
  .record(
    z.string().regex(FILE_NAME, 'must be 1 to 63 letters, digits, ".", "_" and "-", a letter or digit first'),
    z.string().max(LONGEST_TEMPLATE, `is longer than ${LONGEST_TEMPLATE} characters`).superRefine(refuseBroken),
  )
  .default({})
  .meta({
    description: 'Templates, by the name under which a machine of this profile fetches them: profiles/<profile>/<name>',
    examples: [{ 'preseed.cfg': 'd-i netcfg/get_hostname string {{ machine.hostname }}\n' }],
  });

const fields = strictObject({
  name: profileName,
  description: z.string().max(10_000).default('').meta({ description: 'Free text for people' }),
  kernel: templatedFile
    .optional()
    .meta({ description: 'A path below the boot file root, or a URL; without one the loaders are all that is given' }),
  initrds: z
    .array(templatedFile)
    .max(16)
    .default([])
    .meta({ description: 'Initial RAM disks, in the order of loading' }),
  commandLine,
  loaders: bootFiles.optional().meta({ description: 'Loaders by kind of client, instead of the built-in ones' }),
  matchLabels: labels
    .transform((wanted) => (Object.keys(wanted).length === 0 ? undefined : wanted))
    .optional()
    .meta({ description: 'Machines that have all of these labels get this profile, unless they name one' }),
  bootparams: bootparams.optional(),
  files: templates,
  install: installRules.optional(),
  ...readOnlyFields,
});

interface ProfileLike {
  readonly kernel?: string | undefined;
  readonly initrds: readonly string[];
  readonly commandLine: string;
}

/** What only a kernel can use is nothing without one. */
function withoutKernel({ kernel, initrds, commandLine }: ProfileLike): ('initrds' | 'commandLine')[] {
  if (kernel !== undefined) return [];
  return [...(initrds.length > 0 ? ['initrds' as const] : []), ...(commandLine !== '' ? ['commandLine' as const] : [])];
}

/** The fields of a patch, for the OpenAPI page. */
export const profilePatch = fields.partial().meta({ id: 'ProfilePatch' });

/** What a client writes: POST, and what a PATCH makes of the record. */
export const profileInput = fields
  .superRefine((profile, context) => {
    for (const field of withoutKernel(profile)) {
      context.addIssue({
        code: 'custom',
        path: [field],
        message: 'needs a kernel that it is given to; set kernel too',
      });
    }
  })
  .meta({ id: 'ProfileInput' });
export type ProfileInput = z.output<typeof profileInput>;

/** The query of a list of profiles. */
export const profileQuery = strictObject({
  ...pageQuery,
  name: z.string().optional().meta({ description: 'This name' }),
});
export type ProfileQuery = z.output<typeof profileQuery>;
