import { HttpStatus } from '@nestjs/common';
import { Problem } from './problem.js';

/** Reads a request body. `parse` is Fastify's parser, which refuses `__proto__` and `constructor` keys. */
export type JsonParser = (request: unknown, body: string, done: (error: Error | null, body?: unknown) => void) => void;

/** Where the text stops being JSON, in the words of the engine; undefined when it is JSON that is refused for its keys. */
function whereItBreaks(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The value of a JSON body; undefined for none, because many clients name the content type on every request, a DELETE
 * without a body too. Malformed JSON is the 400 problem that says where.
 */
export function readJson(parse: JsonParser, text: string, done: (error: Error | null, body: unknown) => void): void {
  if (text.trim() === '') {
    done(null, undefined);
    return;
  }
  parse(undefined, text, (error, body) => {
    if (error === null) {
      done(null, body);
      return;
    }
    const where = whereItBreaks(text);
    const detail =
      where === undefined
        ? 'The body has a key that is not allowed (__proto__).'
        : `The body is not valid JSON: ${where}.`;
    done(new Problem('malformed', HttpStatus.BAD_REQUEST, detail), undefined);
  });
}
