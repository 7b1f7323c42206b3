import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BootFile } from '../../boot-files/boot-file.js';
import { readByteRange, type ByteRange } from './byte-range.js';
import { contentTypeOf } from './content-type.table.js';

/** What is sent of a file: the status, its headers, and which octets follow. */
export interface FileAnswer {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Octets of the body; undefined when there is none. */
  readonly body: { readonly first: number; readonly length: number } | undefined;
}

/** A strong validator: equal octets of one name have an equal tag. It tells nothing of device and inode. */
function entityTagOf({ identity }: BootFile): string {
  return `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
}

/** Decides the answer to a GET or HEAD (RFC 9110 §13, §14): conditions first, then the range. */
export function answerWithFile(file: BootFile, asked: IncomingHttpHeaders): FileAnswer {
  const etag = entityTagOf(file);
  const changed = file.kind === 'disk' ? new Date(file.changedAt).toUTCString() : undefined;
  const validators = {
    etag,
    ...(changed === undefined
      ? { 'accept-ranges': 'none', 'cache-control': 'no-store' }
      : { 'accept-ranges': 'bytes', 'last-modified': changed }),
  };
  if (isKnown(asked, etag, changed)) return { status: 304, headers: validators, body: undefined };
  const range = rangeOf(asked, file, etag, changed);
  if (range.kind === 'unsatisfiable') {
    const headers = { ...validators, 'content-range': `bytes */${file.size}`, 'content-length': 0 };
    return { status: 416, headers, body: undefined };
  }
  const [first, length] = range.kind === 'whole' ? [0, file.size] : [range.first, range.last - range.first + 1];
  const headers = { ...validators, 'content-type': contentTypeOf(file.name), 'content-length': length };
  if (range.kind === 'whole') return { status: 200, headers, body: { first, length } };
  const part = { ...headers, 'content-range': `bytes ${range.first}-${range.last}/${file.size}` };
  return { status: 206, headers: part, body: { first, length } };
}

function isKnown(asked: IncomingHttpHeaders, etag: string, changed: string | undefined): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  }
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return changed !== undefined && Date.parse(changed) <= since;
}

/**
 * With If-Range only the same version is continued; of another one the whole comes. What was rendered comes whole always:
 * it is small, may be another one the next time, and what is handed out once cannot be had in parts that do not count.
 */
function rangeOf(asked: IncomingHttpHeaders, { size }: BootFile, etag: string, changed: string | undefined): ByteRange {
  if (changed === undefined) return { kind: 'whole' };
  const condition = asked['if-range'];
  const valid = condition === undefined || condition === etag || condition === changed;
  return readByteRange(valid ? asked.range : undefined, size);
}
