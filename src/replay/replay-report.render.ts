import type { ReplayReport } from './replay-report.js';

/** The report for people: what happened and what would have been answered in its order, then a verdict for each boot. */
export function renderReplay({ frames, leftOut, problem, events, answers, verdicts }: ReplayReport): string {
  const happened = [
    ...leftOut.map(({ frame, why }) => ({ frame, text: `${frame} left out: ${why}` })),
    ...events.map(({ frame, at, sentence }) => ({ frame, text: `${frame} ${at} ${sentence}` })),
    ...answers.map(({ frame, at, route, words }) => ({
      frame,
      text: `${frame} ${at} would send ${route}\n${words.replaceAll(/^/gm, '    ')}`,
    })),
  ].sort((a, b) => a.frame - b.frame);
  const lines = happened.map(({ text }) => text);
  lines.push(`${frames} frames, ${answers.length} answers`);
  if (problem !== undefined) lines.push(`the rest of the file is missing: ${problem}`);
  for (const { mac, startedAt, state, sentence, cure, notes } of verdicts) {
    lines.push('', `${mac}, boot of ${startedAt}: ${state}`, `  ${sentence}`, `  what to do: ${cure}`);
    lines.push(...notes.map((note) => `  also: ${note}`));
  }
  return `${lines.join('\n')}\n`;
}
