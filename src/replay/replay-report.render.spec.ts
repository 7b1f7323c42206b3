import { describe, expect, it } from 'vitest';
import { renderReplay } from './replay-report.render.js';
import type { LeftOut, ReplayReport } from './replay-report.js';

const report = (over: Partial<ReplayReport>): ReplayReport => ({
  ...{ frames: 0, leftOut: [], problem: undefined, events: [], answers: [], verdicts: [] },
  ...over,
});
const leftOut = (kind: LeftOut['kind'], why: string, ...frames: number[]): LeftOut[] =>
  frames.map((frame) => ({ frame, kind, why }));

describe('the summary of a replay', () => {
  it('says once for each reason how many frames were left out, and which', () => {
    const frames = 20;
    const text = renderReplay(
      report({
        frames,
        leftOut: [
          ...leftOut('cut', 'the capture kept 68 of its 342 octets', 2, 5),
          ...leftOut('cut', 'the capture kept 68 of its 590 octets', 9),
          ...leftOut('own', 'we ourselves sent it', 3),
          ...leftOut('unread', 'link type 105 is not read here', ...Array.from({ length: 9 }, (_, i) => i + 10)),
          ...leftOut('unread', 'another reason', 20),
        ],
        events: [{ frame: 1, at: 'now', mac: undefined, sentence: 'something happened' }],
      }),
    );
    expect(text).toBe(
      '1 now something happened\n' +
        '20 frames, 0 answers\n' +
        '3 frames (2, 5, 9) were cut short by the capture and left out: capture with tcpdump -s 0\n' +
        '1 frame (3) was sent by the appliance itself and left out\n' +
        '9 frames (10, 11, 12, 13, 14, 15, 16, 17, …) were left out: link type 105 is not read here\n' +
        '1 frame (20) was left out: another reason\n',
    );
  });

  it('says so when nothing in the capture was a question', () => {
    expect(renderReplay(report({ frames: 2 }))).toBe(
      '2 frames, 0 answers\n' +
        'nothing in it asks this appliance: neither a broadcast question nor one to its own addresses, which --address sets\n',
    );
    expect(renderReplay(report({ frames: 1, leftOut: leftOut('cut', 'x', 1) }))).not.toContain('nothing in it');
  });

  it('says why the rest of the file is missing', () => {
    expect(renderReplay(report({ frames: 1, problem: 'file ends inside frame 2' }))).toContain(
      'the rest of the file is missing: file ends inside frame 2\n',
    );
  });
});
