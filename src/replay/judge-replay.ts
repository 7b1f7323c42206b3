import { readAttempts } from '../forensics/boot-attempt.js';
import type { BootEvent } from '../forensics/boot-event.js';
import { judgeAttempt } from '../forensics/judge-attempt.js';
import { heardServersIn } from '../forensics/heard-servers.js';
import { nearMachineFinder } from '../forensics/near-mac.js';
import type { BootFacts } from '../forensics/rule.js';
import type { MachineDirectory } from '../inventory/machine-directory.js';
import type { JournalEvent } from '../journal/journal.port.js';
import { formatInstant, type Instant } from '../values/instant.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import type { ReplayedVerdict } from './replay-report.js';

/** A verdict for each boot of each hardware address, in the order in which they were first heard. */
export function judgeReplay(
  events: readonly JournalEvent[],
  directory: MachineDirectory,
  now: Instant,
): readonly ReplayedVerdict[] {
  const byMac = new Map<MacAddress, BootEvent[]>();
  for (const [index, event] of events.entries()) {
    if (event.mac === undefined) continue;
    const own = byMac.get(event.mac) ?? [];
    byMac.set(event.mac, own);
    own.push(bootEventOf(event, index + 1));
  }
  const otherServers = heardServersIn(events);
  return [...byMac].flatMap(([mac, own]) => judgeMachine(mac, own, directory, { now, otherServers }));
}

function judgeMachine(
  mac: MacAddress,
  events: readonly BootEvent[],
  directory: MachineDirectory,
  heard: Pick<BootFacts, 'now' | 'otherServers'>,
): ReplayedVerdict[] {
  const known = directory.byMac(mac);
  const findNearest = nearMachineFinder(known === undefined ? mac : undefined, (candidate) =>
    directory.byMac(candidate),
  );
  const home = known?.nic.ip;
  const network = home === undefined ? undefined : directory.networkOf(home);
  return readAttempts(events).map((attempt) => {
    const facts = { ...heard, machine: known?.machine, network, findNearest, contained: false };
    const { state, sentence, cure, notes } = judgeAttempt(attempt, facts);
    const startedAt = formatInstant(attempt.startedAt);
    return { mac: formatMacAddress(mac), startedAt, state, sentence, cure, notes: notes.map((note) => note.sentence) };
  });
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
