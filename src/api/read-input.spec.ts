import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem, type FieldError } from './problem.js';
import { fieldPath, readInput } from './read-input.js';
import { strictObject } from './strict-object.js';

const SCHEMA = strictObject(
  {
    hostname: z.string(),
    port: z.number().int().min(1).max(9).optional(),
    flag: z.boolean().optional(),
    kind: z.enum(['a', 'b']).optional(),
    nics: z.array(strictObject({ mac: z.string() })).optional(),
    labels: z.record(z.string().regex(/^[a-z]+$/, 'is not a key'), z.string()).optional(),
  },
  { profile: 'use files' },
);

function errorsOf(input: unknown): readonly FieldError[] {
  try {
    readInput(SCHEMA, input);
  } catch (error) {
    if (error instanceof Problem) return error.details.errors ?? [];
    throw error;
  }
  return [];
}

describe('readInput', () => {
  it('gives what the schema reads, members that are null left out', () => {
    expect(readInput(SCHEMA, { hostname: 'a', port: null, nics: [{ mac: 'm' }] })).toEqual({
      hostname: 'a',
      nics: [{ mac: 'm' }],
    });
  });

  it.each<[string, unknown, FieldError]>([
    ['a field that is missing', {}, { field: 'hostname', reason: 'is required' }],
    ['a wrong type', { hostname: 1 }, { field: 'hostname', reason: 'must be a string, not a number' }],
    [
      'an array for an object',
      { hostname: 'a', nics: [[]] },
      { field: 'nics[0]', reason: 'must be an object, not an array' },
    ],
    ['null in an array', { hostname: 'a', nics: [null] }, { field: 'nics[0]', reason: 'must be an object, not null' }],
    ['a fraction', { hostname: 'a', port: 1.5 }, { field: 'port', reason: 'must be a whole number, not a number' }],
    [
      'a value that is not in the list',
      { hostname: 'a', kind: 'c' },
      { field: 'kind', reason: 'must be one of "a", "b"' },
    ],
    ['a key that is wrong', { hostname: 'a', labels: { A: 'x' } }, { field: 'labels.A', reason: 'is not a key' }],
    [
      'an unknown field, with the near one',
      { hostname: 'a', nisc: [] },
      { field: 'nisc', reason: 'there is no such field; did you mean nics?' },
    ],
    [
      'an unknown field that is near to none',
      { hostname: 'a', zzzzzz: 1 },
      { field: 'zzzzzz', reason: 'there is no such field; the fields are hostname, port, flag, kind, nics, labels' },
    ],
    [
      'a field that is not there yet',
      { hostname: 'a', profile: 'x' },
      { field: 'profile', reason: 'this version does not have profile yet; use files' },
    ],
    [
      'an unknown field further in',
      { hostname: 'a', nics: [{ mac: 'm', mca: 1 }] },
      { field: 'nics[0].mca', reason: 'there is no such field; did you mean mac?' },
    ],
    ['no object at all', 'text', { field: '', reason: 'must be an object, not a string' }],
  ])('names the field and the reason for %s', (_, input, error) => {
    expect(errorsOf(input)).toEqual([error]);
  });

  it('names every field that is wrong at once, each unknown field with a reason of its own', () => {
    expect(
      errorsOf({ port: 99, hostnam: 1, flga: 2, nics: [{ mac: 3 }] })
        .map(({ field }) => field)
        .sort(),
    ).toEqual(['flga', 'hostnam', 'hostname', 'nics[0].mac', 'port']);
  });
});

describe('fieldPath', () => {
  it('writes members with a dot and elements in brackets', () => {
    expect(fieldPath(['nics', 0, 'ip'])).toBe('nics[0].ip');
    expect(fieldPath([])).toBe('');
  });
});
