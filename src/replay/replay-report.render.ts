import type { LeftOut, ReplayReport } from './replay-report.js';

/** Numbers of frames that a sentence names; the rest is counted. */
const MOST_NAMED = 8;

const NOTHING_FOR_US =
  'nothing in it asks this appliance: neither a broadcast question nor one to its own addresses, which --address sets';

/** The report for people: what happened and what would have been answered in its order, then a verdict for each boot. */
export function renderReplay({ frames, leftOut, problem, events, answers, verdicts }: ReplayReport): string {
  const happened = [
    ...events.map(({ frame, at, sentence }) => ({ frame, text: `${frame} ${at} ${sentence}` })),
    ...answers.map(({ frame, at, route, words }) => ({
      frame,
      text: `${frame} ${at} would send ${route}\n${words.replaceAll(/^/gm, '    ')}`,
    })),
  ].sort((a, b) => a.frame - b.frame);
  const lines = happened.map(({ text }) => text);
  lines.push(`${counted(frames, 'frame')}, ${counted(answers.length, 'answer')}`);
  lines.push(...renderLeftOut(leftOut));
  if (happened.length === 0 && leftOut.length < frames) lines.push(NOTHING_FOR_US);
  if (problem !== undefined) lines.push(`the rest of the file is missing: ${problem}`);
  for (const { mac, startedAt, state, sentence, cure, notes } of verdicts) {
    lines.push('', `${mac}, boot of ${startedAt}: ${state}`, `  ${sentence}`, `  what to do: ${cure}`);
    lines.push(...notes.map((note) => `  also: ${note}`));
  }
  return `${lines.join('\n')}\n`;
}

/** One sentence for each reason: a long capture has thousands of frames that are left out for the same. */
function renderLeftOut(leftOut: readonly LeftOut[]): string[] {
  const unread = leftOut.filter(({ kind }) => kind === 'unread');
  const reasons = [...new Set(unread.map(({ why }) => why))];
  return [
    ...sentence(
      leftOut.filter(({ kind }) => kind === 'cut'),
      (were) => `${were} cut short by the capture and left out: capture with tcpdump -s 0`,
    ),
    ...sentence(
      leftOut.filter(({ kind }) => kind === 'own'),
      (were) => `${were} sent by the appliance itself and left out`,
    ),
    ...reasons.flatMap((reason) =>
      sentence(
        unread.filter(({ why }) => why === reason),
        (were) => `${were} left out: ${reason}`,
      ),
    ),
  ];
}

function sentence(frames: readonly LeftOut[], words: (were: string) => string): string[] {
  if (frames.length === 0) return [];
  const named = frames.slice(0, MOST_NAMED).map(({ frame }) => String(frame));
  const numbers = `${named.join(', ')}${frames.length > MOST_NAMED ? ', …' : ''}`;
  return [words(`${counted(frames.length, 'frame')} (${numbers}) ${frames.length === 1 ? 'was' : 'were'}`)];
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
