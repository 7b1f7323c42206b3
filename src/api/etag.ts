import { createHash } from 'node:crypto';

/** The entity tag of a record as REST shows it (RFC 9110 §8.8.3): another content has another tag. */
export function etagOf(record: object): string {
  return `"${createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 22)}"`;
}

/** Does a tag stand in an If-Match or If-None-Match header? `*` stands for any record. */
export function matchesEtag(header: string, etag: string | undefined): boolean {
  if (header.trim() === '*') return etag !== undefined;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
