import { z } from 'zod';

/** A label's key; these characters are what `?label=key:value` finds again. */
export const LABEL_KEY = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$/;

/** Labels of a machine, or those that a profile asks for. */
export const labels = z
  .record(
    z
      .string()
      .regex(
        LABEL_KEY,
        'is not a label key: 1 to 63 letters, digits, ".", "_", "/" and "-", a letter or digit at both ends',
      ),
    z.string().max(255),
  )
  .meta({ examples: [{ rack: 'r1' }] });
