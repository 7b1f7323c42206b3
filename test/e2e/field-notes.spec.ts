import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** `field note A9`, as the titles of tests have it. */
const NAMED = /field note ([A-Z]\d+)/g;

function notesOfDocument(): string[] {
  const text = readFileSync('docs/field-notes.md', 'utf8');
  return [...text.matchAll(/^\| ([A-Z]\d+) +\|/gm)].map(([, note = '']) => note);
}

const isOtherSpec = (file: string): boolean => file.endsWith('.spec.ts') && !file.endsWith('field-notes.spec.ts');

function notesOfTests(): Set<string> {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return new Set(
    files
      .filter(isOtherSpec)
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(NAMED)].map(([, note = '']) => note)),
  );
}

describe('the field notes', () => {
  const listed = notesOfDocument();
  const named = notesOfTests();

  it('stand there once each, with symptom, answer and source', () => {
    expect(listed.length).toBeGreaterThan(30);
    expect(new Set(listed).size).toBe(listed.length);
    const rows = readFileSync('docs/field-notes.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| [A-Z]\d/.test(line));
    for (const row of rows) expect(row.split('|').filter((cell) => cell.trim() !== '')).toHaveLength(4);
  });

  it('are each named by a test', () => {
    expect(listed.filter((note) => !named.has(note))).toEqual([]);
  });

  it('are named by no test without being listed', () => {
    expect([...named].filter((note) => !listed.includes(note))).toEqual([]);
  });
});
