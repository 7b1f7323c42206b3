import { sentenceOf } from '../../journal/sentence.render.js';
import { silenceRowOf } from '../../journal/silence.table.js';
import type { Rule } from '../rule.js';
import { unhealed } from './scene-events.js';

/** Silence that harms nobody: nobody waits for an answer, or the answer comes by another way. */
const HARMLESS: ReadonlySet<string> = new Set([
  'not-for-us',
  'answer-waits',
  'needs-no-answer',
  'declines-anothers-address',
  'moved-or-resumed',
  'optional-file',
  'proxy-gives-no-address',
  'other-server-chosen',
  'unknown-transfer',
  'foreign-bootp-server',
  'asked-by-another',
  'flapping-link',
  'address-conflict',
]);

/** What stays when no rule has better words: the reason that the responder gave. */
export const REFUSED_RULES: readonly Rule[] = [
  {
    name: 'refused',
    kind: 'fault',
    finds: 'the last question was refused or not answered, for the reason that its responder gave',
    cure: 'See the reason.',
    source: 'the table of silence',
    find(scene) {
      const refused = scene.attempt.events.filter(({ reason }) => reason !== undefined && !HARMLESS.has(reason));
      const open = unhealed(scene, refused);
      const last = open.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'likely',
        sentence: `${scene.who} was refused (${last.what}): ${sentenceOf(last.reason)}`,
        cure: silenceRowOf(last.reason ?? '')?.cure,
        evidence: [last.id],
      };
    },
  },
];
