import { formatMacAddress } from '../values/mac-address.js';
import { furthestStage, hasReached, type BootAttempt } from './boot-attempt.js';
import { detailText } from './boot-event.js';
import { fileRole } from '../boot/file-role.js';
import { isAnnouncement } from './read-stages.js';
import type { BootFacts, NamedFinding, Scene } from './rule.js';
import { RULES } from './rules.table.js';
import { STAGE_TABLE } from './stages.table.js';

/**
 * How a boot stands. `booted`: it has all that we give; `from-disk`: it was told to boot from its disk; `stalled`: its
 * next step did not come in time; `noise`: nothing boots, a hypervisor moved the machine.
 */
export type BootState = 'booted' | 'from-disk' | 'on-its-way' | 'failed' | 'stalled' | 'noise';

/** What is said about one boot. */
export interface BootVerdict extends Omit<NamedFinding, 'kind'> {
  readonly state: BootState;
  /** Whatever else was found: lesser causes, and oddities that are normal. */
  readonly notes: readonly NamedFinding[];
}

const RANK = { certain: 0, likely: 1, possible: 2 } as const;
const NOTHING_TO_DO = 'Nothing to do.';

/** The verdict about one boot: the surest of what the rules find, or how far it came. Pure. */
export function judgeAttempt(attempt: BootAttempt, facts: BootFacts): BootVerdict {
  const scene = { ...facts, attempt, who: whoOf(attempt, facts) };
  const findings = findAll(scene);
  const state = plainState(scene);
  const warnings = findings.filter(
    (finding) =>
      finding.kind === 'trouble' || (finding.kind === 'fault' && (state !== 'booted' || breaksLater(finding, attempt))),
  );
  const best = warnings[0];
  const notes = findings.filter(
    (finding) => finding !== best && (finding.kind === 'normal' || warnings.includes(finding)),
  );
  // A cause that is only possible is a guess as long as there is time for the next step.
  if (best === undefined || (best.sure === 'possible' && state === 'on-its-way'))
    return { ...plainVerdict(scene, state), notes };
  const { kind, ...found } = best;
  return { state: kind === 'trouble' && state !== 'stalled' ? state : failedOr(state), ...found, notes };
}

/** A boot that has its kernel can still fail: without its initrd, or because its installer says so. */
function breaksLater({ evidence }: NamedFinding, { events }: BootAttempt): boolean {
  const last = events.find(({ id }) => id === evidence.at(-1));
  if (last === undefined) return false;
  const role = fileRole(detailText(last, 'file'));
  return last.protocol === 'install' || role === 'initrd' || role === 'kernel';
}

function failedOr(state: BootState): BootState {
  return state === 'stalled' ? 'stalled' : 'failed';
}

/** What every rule says, the surest first; rules that are as sure stand in the order of the table. */
export function findAll(scene: Scene): readonly NamedFinding[] {
  const findings: NamedFinding[] = [];
  for (const { name, kind, cure, byReaction, find } of RULES) {
    if (byReaction && scene.hypothetical) continue;
    const found = find(scene);
    if (found !== undefined) findings.push({ rule: name, kind, ...found, cure: found.cure ?? cure });
  }
  return findings.filter((finding) => !isSaidBetter(finding, findings)).toSorted((a, b) => RANK[a.sure] - RANK[b.sure]);
}

/** The general rule says nothing about an event that a special one has words for. */
function isSaidBetter({ rule, evidence }: NamedFinding, findings: readonly NamedFinding[]): boolean {
  if (rule !== 'refused') return false;
  return findings.some((other) => other.rule !== rule && evidence.some((id) => other.evidence.includes(id)));
}

/** How it stands by its steps alone. */
function plainState({ attempt, now }: Scene): BootState {
  if (attempt.events.every(isAnnouncement) || attempt.stages.length === 0) return 'noise';
  if (hasReached(attempt, 'done', 'kernel', 'bootparams')) return 'booted';
  const { events } = attempt;
  const acknowledged = hasReached(attempt, 'acknowledged');
  const last = events.findLast(
    ({ outcome, protocol }) => outcome === 'answered' && (protocol === 'dhcp' || protocol === 'bootp'),
  );
  const noFile = last?.detail['noFile'];
  if (
    acknowledged &&
    noFile !== undefined &&
    noFile !== 'no-boot-file' &&
    noFile !== 'paused' &&
    noFile !== 'boot-loop'
  )
    return 'from-disk';
  const wantsFile = events.some(
    ({ detail }) =>
      detail['file'] !== undefined || detail['noFile'] !== undefined || detail['architecture'] !== undefined,
  );
  // A system that asks for no more than its address has it now, be it from another server.
  const byDhcp = events.some(({ protocol }) => protocol === 'dhcp');
  if (acknowledged && !wantsFile && byDhcp) return 'booted';
  const furthest = furthestStage(attempt);
  const patience = (furthest === undefined ? 30 : STAGE_TABLE[furthest.stage].patienceSeconds) * 1000;
  if (now - attempt.lastAt <= patience) return 'on-its-way';
  // A kernel with its root elsewhere asks RARP or BOOTP for its address, and for nothing more.
  return wantsFile || !hasOnlyItsAddress(attempt) ? 'stalled' : 'booted';
}

/** A machine that goes on asking has not heard the answer. */
const MOST_QUESTIONS = 3;

function hasOnlyItsAddress({ events }: BootAttempt): boolean {
  const answered = events.filter(({ outcome }) => outcome === 'answered');
  const questions = answered.reduce((sum, { repeats }) => sum + repeats, 0);
  const others = events.some(({ protocol }) => protocol !== 'rarp' && protocol !== 'bootp' && protocol !== 'arp');
  return !others && questions > 0 && questions <= MOST_QUESTIONS;
}

function plainVerdict({ attempt, who, now }: Scene, state: BootState): Omit<BootVerdict, 'notes'> {
  const furthest = furthestStage(attempt);
  const row = furthest === undefined ? undefined : STAGE_TABLE[furthest.stage];
  const reached = row === undefined ? 'was heard' : row.words;
  const evidence = furthest === undefined ? attempt.events.slice(0, 1).map(({ id }) => id) : [furthest.event];
  const say = (rule: string, sentence: string, cure = NOTHING_TO_DO): Omit<BootVerdict, 'notes'> => ({
    state,
    rule,
    sure: 'certain',
    sentence,
    cure,
    evidence,
  });
  switch (state) {
    case 'noise':
      if (!attempt.events.every(isAnnouncement))
        return say('no-boot', `nothing that was heard of ${who} belongs to a boot`);
      return say(
        'switch-notification',
        `a hypervisor showed its switches where ${who} is now: it was moved or resumed; nothing boots`,
      );
    case 'booted':
      return say('booted', `${who} booted: ${reached}`);
    case 'from-disk':
      return say('from-disk', `${who} was told to boot from its own disk, as its record says`);
    case 'on-its-way':
    case 'failed':
      return say('on-its-way', `${who} is on its way: ${reached}`);
    case 'stalled': {
      const seconds = Math.round((now - attempt.lastAt) / 1000);
      const missing = row === undefined ? '' : `; what should come next is ${row.next}`;
      return {
        ...say('stalled', `${who} stands still for ${seconds} s: it ${reached}${missing}`),
        sure: 'likely',
        cure: 'Look at its screen; the timeline shows what it asked last.',
      };
    }
  }
}

function whoOf({ events }: BootAttempt, { machine }: BootFacts): string {
  if (machine !== undefined) return machine.hostname;
  const mac = events.find((event) => event.mac !== undefined)?.mac;
  return mac === undefined ? (events[0]?.ip ?? 'the machine') : formatMacAddress(mac);
}
