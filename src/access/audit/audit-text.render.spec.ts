import { describe, expect, it } from 'vitest';
import { renderAuditText } from './audit-text.render.js';

describe('what the audit keeps of a record', () => {
  it('is its JSON', () => {
    expect(renderAuditText({ id: 1, nics: [] })).toBe('{"id":1,"nics":[]}');
  });
  it('is never a token', () => {
    expect(renderAuditText({ name: 'ci', token: 'rvl_abc' })).toBe('{"name":"ci","token":"(hidden)"}');
  });
  it('is nothing where there was no record', () => {
    expect([renderAuditText(undefined), renderAuditText(null)]).toEqual([null, null]);
  });
  it('is a note when the record is very long', () => {
    const note = renderAuditText({ text: 'x'.repeat(100_000) }) ?? '';
    expect(JSON.parse(note)).toMatchObject({ note: 'not kept: 100011 characters' });
    expect(note.length).toBeLessThan(2_000);
  });
});
