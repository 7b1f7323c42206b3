import { z } from 'zod';
import { ROLES } from '../../api/caller.js';
import { strictObject } from '../../api/strict-object.js';

const text = z.string();

/** When the token ends, in milliseconds since 1970. */
const expiresAt = text
  .transform((written, context) => {
    const at = Date.parse(written);
    if (!Number.isNaN(at)) return at;
    context.issues.push({ code: 'custom', message: 'must be a time such as 2027-01-31T00:00:00Z', input: written });
    return z.NEVER;
  })
  .meta({ description: 'When it ends, RFC 3339; left out: never', examples: ['2027-01-31T00:00:00Z'] });

export const tokenInput = strictObject({
  name: text
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9 ._@-]{0,62}[A-Za-z0-9])?$/,
      'must be 1 to 64 letters, digits, " ", ".", "_", "@", "-"',
    )
    .meta({ description: 'Who or what uses it; the audit names it', examples: ['ci'] }),
  role: z.enum(ROLES).meta({ description: 'viewer reads; operator also writes; admin also gives tokens' }),
  expiresAt: expiresAt.optional(),
}).meta({ id: 'TokenInput' });
export type TokenInput = z.output<typeof tokenInput>;

/** A token as REST shows it: never the token itself. */
export const tokenView = z
  .object({
    id: z.number().int(),
    name: text,
    role: z.enum(ROLES),
    createdAt: text.meta({ format: 'date-time' }),
    expiresAt: text.nullable().meta({ format: 'date-time' }),
    expired: z.boolean(),
  })
  .meta({ id: 'Token' });
export type TokenView = z.output<typeof tokenView>;

/** The answer to the making of a token: the only time that it is shown. */
export const newTokenView = tokenView
  .extend({ token: text.meta({ description: 'Shown this once; only its digest is kept' }) })
  .meta({ id: 'NewToken' });
export type NewTokenView = z.output<typeof newTokenView>;

export const tokenList = z.object({ items: z.array(tokenView) }).meta({ id: 'TokenList' });
