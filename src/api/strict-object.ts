import { z } from 'zod';
import { nearName } from '../values/near-name.js';

/** What to say about a field that the contract names and this version does not have: `… yet; <instead>`. */
export type NotYet = Readonly<Record<string, string>>;

function reasonAgainst(key: string, names: readonly string[], notYet: NotYet): string {
  const instead = Object.hasOwn(notYet, key) ? notYet[key] : undefined;
  if (instead !== undefined) return `this version does not have ${key} yet; ${instead}`;
  const near = nearName(key, names);
  return `there is no such field${near === undefined ? `; the fields are ${names.join(', ')}` : `; did you mean ${near}?`}`;
}

/**
 * An object that refuses fields it does not know, and names the near one. Zod reports all unknown keys of an object as
 * one issue with one message, so the message is one line per key, in the order of `issue.keys`.
 */
export function strictObject<Shape extends z.ZodRawShape>(
  shape: Shape,
  notYet: NotYet = {},
): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      return issue.keys.map((key) => reasonAgainst(key, names, notYet)).join('\n');
    },
  });
}
