import { describe, expect, it } from 'vitest';

import { TroubleLog } from './trouble-log.js';

describe('TroubleLog', () => {
  it('says the first of a kind at once, and counts the rest of the minute into the next line', () => {
    const lines: string[] = [];
    let now = 1_000_000;
    const log = new TroubleLog(
      (line) => lines.push(line),
      () => now,
    );
    log.note('a', 'cannot send');
    for (let i = 0; i < 500; i++) log.note('a', 'cannot send', 2);
    log.note('b', 'something else');
    now += 59_999;
    log.note('a', 'cannot send');
    now += 1;
    log.note('a', 'cannot send');
    expect(lines).toEqual(['cannot send', 'something else', 'cannot send (1002 packets)']);
  });
});
