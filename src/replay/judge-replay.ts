import { hasReached, readAttempts, type BootAttempt } from '../forensics/boot-attempt.js';
import type { BootEvent } from '../forensics/boot-event.js';
import { judgeAttempt, type BootVerdict } from '../forensics/judge-attempt.js';
import { asksFirst } from '../forensics/read-stages.js';
import { heardServersIn, isOfAnotherServer } from '../forensics/heard-servers.js';
import { nearMachineFinder } from '../forensics/near-mac.js';
import type { BootFacts } from '../forensics/rule.js';
import type { MachineDirectory } from '../inventory/machine-directory.js';
import type { JournalEvent } from '../journal/journal.port.js';
import { renderSentence } from '../journal/sentence.render.js';
import { formatInstant, type Instant } from '../values/instant.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import type { ReplayedVerdict } from './replay-report.js';

/** A verdict for each boot of each hardware address, in the order in which they were first heard. */
export function judgeReplay(
  events: readonly JournalEvent[],
  directory: MachineDirectory,
  now: Instant,
  hypothetical: boolean,
): readonly ReplayedVerdict[] {
  const byMac = new Map<MacAddress, BootEvent[]>();
  for (const [index, event] of events.entries()) {
    if (event.mac === undefined) continue;
    const own = byMac.get(event.mac) ?? [];
    byMac.set(event.mac, own);
    own.push(bootEventOf(event, index + 1));
  }
  const otherServers = heardServersIn(events);
  return [...byMac].flatMap(([mac, own]) => judgeMachine(mac, own, directory, { now, otherServers, hypothetical }));
}

function judgeMachine(
  mac: MacAddress,
  events: readonly BootEvent[],
  directory: MachineDirectory,
  heard: Pick<BootFacts, 'now' | 'otherServers' | 'hypothetical'>,
): ReplayedVerdict[] {
  const known = directory.byMac(mac);
  const findNearest = nearMachineFinder(known === undefined ? mac : undefined, (candidate) =>
    directory.byMac(candidate),
  );
  const home = known?.nic.ip;
  const network = home === undefined ? undefined : directory.networkOf(home);
  return readAttempts(events).map((attempt) => {
    const facts = { ...heard, machine: known?.machine, network, findNearest, contained: false };
    const judged = judgeAttempt(attempt, facts);
    const { state, notes } = judged;
    const { sentence, cure } =
      (facts.hypothetical === true && sayUnanswered(attempt, judged, known?.machine.hostname)) || judged;
    const startedAt = formatInstant(attempt.startedAt);
    return { mac: formatMacAddress(mac), startedAt, state, sentence, cure, notes: notes.map((note) => note.sentence) };
  });
}

/** A ROM asks at 0, 4, 12 and 28 s; the third question in vain is no lost packet any more. */
const QUESTIONS_IN_VAIN = 3;
/** What the judge says of a boot that no rule has words for. */
const PLAIN: ReadonlySet<string> = new Set(['on-its-way', 'stalled']);

/** A machine that went on asking: in its own time nobody answered, and we would have. */
function sayUnanswered(
  attempt: BootAttempt,
  { rule }: BootVerdict,
  hostname: string | undefined,
): { readonly sentence: string; readonly cure: string } | undefined {
  const answered = attempt.events.filter((event) => event.outcome === 'answered' && asksFirst(event));
  const first = answered[0];
  if (first === undefined || answered.length < QUESTIONS_IN_VAIN || !PLAIN.has(rule)) return undefined;
  if (hasReached(attempt, 'requested', 'boot-server', 'loader-opened') || attempt.events.some(isOfAnotherServer))
    return undefined;
  return {
    sentence: `nobody answers in this capture, though it asks ${answered.length} times; this appliance would: ${renderSentence({ ...first, hostname })}`,
    cure: 'If this appliance was to answer there: did it run, on that wire, with this inventory? reveille doctor and reveille probe say what keeps it from it.',
  };
}

function bootEventOf(event: JournalEvent, id: number): BootEvent {
  const { at, protocol, what, outcome, reason, mac, ip, interface: name, detail } = event;
  return {
    id,
    at,
    lastAt: at,
    repeats: 1,
    protocol,
    what,
    outcome,
    reason,
    mac,
    ip,
    interface: name,
    detail: detail ?? {},
  };
}
