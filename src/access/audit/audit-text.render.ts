/** More than this is not kept of a record: a bulk request names ten thousand. */
const MOST_CHARACTERS = 64 * 1024;

/** Members that open something and are shown once. */
const SECRETS = new Set(['token', 'secret']);

/** What the audit keeps of a record: its JSON without secrets; a note instead when it is too long; null for none. */
export function renderAuditText(record: unknown): string | null {
  if (record === undefined || record === null) return null;
  const text = JSON.stringify(record, (key, value: unknown) => (SECRETS.has(key) ? '(hidden)' : value));
  if (text.length <= MOST_CHARACTERS) return text;
  return JSON.stringify({ note: `not kept: ${text.length} characters`, begins: text.slice(0, 1000) });
}
