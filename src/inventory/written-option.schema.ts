import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import { encodeWrittenOption, type WrittenOption } from './written-option.js';

/** One extra option; its value is checked here by encoding it. */
const writtenOption = strictObject({
  code: z.number().int().min(1, 'must be from 1 to 254').max(254, 'must be from 1 to 254'),
  value: z.unknown().optional().meta({
    description:
      "By the option's shape: an address, a list, a number, a text, …; the tags of option 43 (PXE) and 175 (iPXE) by name",
  }),
  hex: z
    .string()
    .optional()
    .meta({ description: 'Its octets in hexadecimal, instead of value', examples: ['0104c0a80001'] }),
})
  .transform((written, context): WrittenOption => {
    const { code, value, hex } = written;
    if ((value === undefined) === (hex === undefined)) {
      context.issues.push({ code: 'custom', message: 'needs either value or hex', input: written });
      return z.NEVER;
    }
    const read: WrittenOption = hex === undefined ? { code, value } : { code, hex };
    const octets = encodeWrittenOption(read);
    if (octets.ok) return read;
    context.issues.push({ code: 'custom', message: octets.error, input: written });
    return z.NEVER;
  })
  .meta({ examples: [{ code: 42, value: '10.79.0.1' }] });

/** Extra options of a network or a NIC, each code once. */
export const writtenOptions = z
  .array(writtenOption)
  .max(128)
  .superRefine((options, context) => {
    options.forEach(({ code }, at) => {
      const first = options.findIndex((option) => option.code === code);
      if (first < at)
        context.addIssue({ code: 'custom', path: [at, 'code'], message: `${code} is also in options[${first}]` });
    });
  });

/** As REST shows it. */
export const writtenOptionView = z.object({
  code: z.number().int(),
  value: z.unknown().optional(),
  hex: z.string().optional(),
});
