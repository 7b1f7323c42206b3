import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fail, ok, type Result } from '../values/result.js';

/** A kernel from a slow mirror takes minutes; a mirror that is dead must not take for ever. */
const DEADLINE_MS = 10 * 60_000;

export const isWebUrl = (from: string): boolean => /^https?:\/\//i.test(from);

/** What a recipe's `from` may be; the error says how to write it. */
export function checkFrom(from: string): Result<string> {
  if (isWebUrl(from)) return URL.canParse(from) ? ok(from) : fail(`"${from}" is not a URL`);
  return from.startsWith('/')
    ? ok(from)
    : fail(`"${from}" is neither an absolute path of this host nor an http:// or https:// URL`);
}

const urlOf = (from: string, path: string): URL => new URL(path, from.endsWith('/') ? from : `${from}/`);

/** Opens a file below `from`; rejects with a sentence for the operator. */
export async function openFrom(from: string, path: string): Promise<Readable> {
  if (!isWebUrl(from)) {
    const file = createReadStream(join(from, path));
    await new Promise<void>((resolve, reject) => {
      file.once('open', () => resolve());
      file.once('error', (error) => reject(new Error(`${join(from, path)} cannot be read: ${error.message}`)));
    });
    return file;
  }
  const url = urlOf(from, path);
  const answer = await ask(url);
  if (!answer.ok || answer.body === null) throw new Error(`${url.href} cannot be fetched: it answers ${answer.status}`);
  return Readable.fromWeb(answer.body);
}

/** What a server says when there is no such file. */
const NO_SUCH_FILE: readonly number[] = [403, 404, 410];

/** A small text below `from`; undefined when there is none. Rejects when that cannot be told. */
export async function readFrom(from: string, path: string): Promise<string | undefined> {
  if (!isWebUrl(from)) {
    return readFile(join(from, path), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
        return undefined;
      }
      throw new Error(`${join(from, path)} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  const answer = await ask(urlOf(from, path));
  if (NO_SUCH_FILE.includes(answer.status)) return undefined;
  if (!answer.ok) throw new Error(`${urlOf(from, path).href} cannot be fetched: it answers ${answer.status}`);
  return answer.text();
}

function ask(url: URL): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) }).catch((error: unknown) => {
    throw new Error(`${url.href} cannot be fetched: ${error instanceof Error ? error.message : String(error)}`);
  });
}
