import { z } from 'zod';
import { withoutNulls } from './merge-patch.js';
import { validationProblem, type FieldError } from './problem.js';

/** `nics[0].ip`, `labels.rack` */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += `${text === '' ? '' : '.'}${String(step)}`;
  }
  return text;
}

const article = (noun: string): string => (/^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`);

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return article(typeof value);
}

/** Our words for what zod finds; undefined leaves zod's own, which are good for limits. */
function reasonOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is required';
    if (typeof issue.input === 'number' && !Number.isFinite(issue.input)) return 'must be a number';
    const expected =
      issue.expected === 'int' ? 'a whole number' : article(issue.expected === 'record' ? 'object' : issue.expected);
    return `must be ${expected}, not ${typeName(issue.input)}`;
  }
  if (issue.code === 'invalid_value') {
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  return undefined;
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const reasons = issue.message.split('\n');
    return issue.keys.map((key, at) => ({
      field: fieldPath([...issue.path, key]),
      reason: reasons[at] ?? issue.message,
    }));
  }
  if (issue.code === 'invalid_key') {
    return [{ field: fieldPath(issue.path), reason: issue.issues[0]?.message ?? issue.message }];
  }
  return [{ field: fieldPath(issue.path), reason: issue.message }];
}

/** Reads what a client sent by a schema; throws the 422 problem that names every field that is wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(withoutNulls(input), { error: reasonOf });
  if (result.success) return result.data;
  throw validationProblem(result.error.issues.flatMap(fieldErrors));
}
