import { detailText, type BootEvent } from '../boot-event.js';
import type { Rule, Scene } from '../rule.js';
import { idsOf } from './scene-events.js';

/** Without it nothing boots; the other keys (`swap`, `dump`) a Sun does without. */
const NEEDED = 'GETFILE root';
const REASONS: ReadonlySet<string> = new Set([
  'no-bootparams',
  'unknown-boot-server',
  'unknown-name',
  'unknown-address',
]);

/** WHOAMI alone is no boot: what counts is the root. */
export const NO_BOOTPARAMS: Rule = {
  name: 'no-bootparams',
  kind: 'fault',
  finds: 'a machine that booted by RARP and TFTP asks for its bootparams, and the record has none, or no root',
  cure: 'Set boot.bootparams of the machine, for example { "root": "10.79.0.1:/export/root/ultra10" }, with a server whose address is known.',
  source: 'sunboot#2',
  find(scene) {
    const open = asked(scene).filter((event) => isRefused(event) && !isAnsweredLater(scene, event));
    const last = open.at(-1);
    if (last === undefined) return undefined;
    return {
      sure: 'certain',
      sentence: `${scene.who} asked for its bootparams (${last.what}) and ${WHY[last.reason ?? ''] ?? 'its record has no root, so that the answer was empty'}`,
      evidence: idsOf(open),
    };
  },
};

const WHY: Readonly<Record<string, string>> = {
  'no-bootparams': 'got no answer: its record has no bootparams',
  'unknown-boot-server': 'got no answer: the address of the server in its bootparams is not known',
  'unknown-name': 'got no answer: no machine has the name that it asks by',
  'unknown-address': 'got no answer: no machine has the address that it asks by',
};

function asked({ attempt }: Scene): BootEvent[] {
  return attempt.events.filter(({ protocol }) => protocol === 'bootparams');
}

function isRefused(event: BootEvent): boolean {
  if (event.reason !== undefined) return REASONS.has(event.reason);
  return event.what === NEEDED && event.outcome === 'answered' && detailText(event, 'file') === '';
}

function isAnsweredLater(scene: Scene, event: BootEvent): boolean {
  return asked(scene).some((later) => later.what === event.what && later.lastAt > event.lastAt && !isRefused(later));
}
