import { describe, expect, it } from 'vitest';
import { Problem } from './problem.js';
import { readJson } from './read-json.js';

/** What becomes of a body: its value, or the words of the refusal. */
function read(text: string): unknown {
  let result: unknown = 'nothing was said';
  readJson(
    (_request, body, done) => {
      try {
        done(null, JSON.parse(body));
      } catch (error) {
        done(error as Error);
      }
    },
    text,
    (error, body) => {
      result = error instanceof Problem ? error.details.detail : body;
    },
  );
  return result;
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a JSON body', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    [' ', undefined],
    [`{"a":"${'['.repeat(100)}"}`, { a: '['.repeat(100) }],
    [`{"a":"\\\"${'{'.repeat(100)}"}`, { a: `"${'{'.repeat(100)}` }],
    [`[${'[],'.repeat(100)}{}]`, [...Array.from({ length: 100 }, () => []), {}]],
  ])('%j is read', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('is refused where it breaks, and where it is nested deeper than anything that is read', () => {
    expect(read('{"a"')).toMatch(/^The body is not valid JSON: /);
    expect(read(nested(64))).toBeInstanceOf(Array);
    expect(read(nested(65))).toMatch(/more than 64 deep/);
    expect(read('['.repeat(1_000_000))).toMatch(/more than 64 deep/);
  });
});
