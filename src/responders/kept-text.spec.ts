import { describe, expect, it } from 'vitest';
import { keepLines, keepText } from './kept-text.js';

describe('a text from outside is kept', () => {
  const cases: Record<string, [text: string, kept: string]> = {
    'as it is, when it is short and clean': ['pxelinux.cfg/gerät 💾', 'pxelinux.cfg/gerät 💾'],
    'without NUL and other control characters': ['a\0b\x1b[31mc\r\nd\x7fe\x9bf', 'ab[31mcdef'],
    'with U+FFFD for half a surrogate pair': ['a\ud83dz\udcbe', 'a\ufffdz\ufffd'],
    'whole at 300 code units': ['x'.repeat(300), 'x'.repeat(300)],
    'cut behind 300 code units': ['x'.repeat(301), `${'x'.repeat(300)}…`],
    'with the pair that ends at the cut': [`${'x'.repeat(298)}💾y`, `${'x'.repeat(298)}💾…`],
    'without the pair that the cut would split': [`${'x'.repeat(299)}💾y`, `${'x'.repeat(299)}…`],
    'cut by what is left, not by what was dropped': [`${'\0'.repeat(500)}end`, 'end'],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [text, kept]) => {
    expect(keepText(text)).toBe(kept);
  });
  it('as well-formed text that any JSON column takes', () => {
    for (let before = 290; before < 305; before++) {
      const kept = keepText(`${'x'.repeat(before)}${'💾'.repeat(20)}\ud83d`);
      expect(Buffer.from(kept, 'utf8').toString('utf8')).toBe(kept);
    }
  });
});

describe('a stack is kept', () => {
  it('in lines, the first twelve', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `at line ${index}`);
    expect(keepLines(lines.join('\n'))).toBe(lines.slice(0, 12).join('\n'));
  });
  it('with every line cleaned', () => {
    expect(keepLines(`Error: a\0b\n${'x'.repeat(400)}`)).toBe(`Error: ab\n${'x'.repeat(300)}…`);
  });
});
