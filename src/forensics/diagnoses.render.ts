import type { Rule } from './rule.js';
import { RULES } from './rules.table.js';
import { STAGE_TABLE, STAGES } from './stages.table.js';

const KINDS: Readonly<Record<Rule['kind'], string>> = {
  fault: 'The boot fails because of it',
  trouble: 'Worth a warning, even when the boot succeeds',
  normal: 'Taken for a fault, and none',
};

/** docs/diagnoses.md: every rule and every step, from the tables themselves. */
export function renderDiagnosesPage(): string {
  return [
    '# Why does my machine not boot?',
    '',
    'Made from the tables in `src/forensics`; `npx vitest run src/forensics/diagnoses.render.spec.ts --update` writes it anew.',
    '',
    '`GET /api/v1/machines/{id}/boots` (`GET /api/v1/boots?mac=` for a hardware address that no machine has) shows each boot:',
    'its steps with their times, the verdict in words, what to do, and the events that prove it. A boot that fails or stands',
    'still says the same sentence on the timeline and in the log. `GET /api/v1/machines/{id}/diagnoses` and',
    '`GET /api/v1/diagnoses?mac=` tell what stands in the way of a machine that has not asked yet.',
    '',
    'A verdict is _certain_ when it rests on what is known, _likely_ when it rests on a pattern, _possible_ when it is worth',
    'a look; a possible cause is told only when the boot stands still. Of causes that are as sure the first in the table speaks.',
    '',
    ...(['fault', 'trouble', 'normal'] as const).flatMap(rulesOf),
    '## The steps of a boot',
    '',
    '| step | the machine | a healthy client takes | we wait for the next step |',
    '| --- | --- | --- | --- |',
    ...STAGES.map((stage) => {
      const { words, healthySeconds, patienceSeconds } = STAGE_TABLE[stage];
      return `| ${stage} | ${words} | ${healthySeconds} s at most | ${patienceSeconds} s |`;
    }),
    '',
  ].join('\n');
}

function rulesOf(kind: Rule['kind']): string[] {
  return [
    `## ${KINDS[kind]}`,
    '',
    '| rule | what it finds | what to do | source |',
    '| --- | --- | --- | --- |',
    ...RULES.filter((rule) => rule.kind === kind).map(
      ({ name, finds, cure, source }) => `| \`${name}\` | ${finds} | ${cure} | ${source} |`,
    ),
    '',
  ];
}
