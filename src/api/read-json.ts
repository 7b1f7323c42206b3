import { HttpStatus } from '@nestjs/common';
import { Problem } from './problem.js';

/** Reads a request body. `parse` is Fastify's parser, which refuses `__proto__` and `constructor` keys. */
export type JsonParser = (request: unknown, body: string, done: (error: Error | null, body?: unknown) => void) => void;

/** Deeper than anything that we read, and shallow enough for every function that walks through a body by recursion. */
const DEEPEST = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Does a text of JSON hold objects and arrays one in another beyond `DEEPEST`? Brackets within strings do not count. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > DEEPEST) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

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
  if (isTooDeep(text)) {
    const detail = `The body has objects or arrays nested more than ${DEEPEST} deep; nothing here needs that.`;
    done(new Problem('malformed', HttpStatus.BAD_REQUEST, detail), undefined);
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
