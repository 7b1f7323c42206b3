import type { KnownMachine } from '../../boot/known-machine.js';
import type { JournalEvent } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import type { BootAttempt } from '../boot-attempt.js';
import type { BootVerdict } from '../judge-attempt.js';

/** A verdict as the journal hears it: one line of the log and of the timeline. */
export function tellVerdict(
  { state, rule, sure, sentence, cure }: BootVerdict,
  { events }: BootAttempt,
  machine: KnownMachine | undefined,
  at: Instant,
): JournalEvent {
  const bad = state === 'failed' || state === 'stalled';
  return {
    at,
    protocol: 'boot',
    what: state === 'failed' ? 'boot failed' : state === 'stalled' ? 'boot stalled' : 'boot done',
    outcome: 'noted',
    reason: bad ? `boot-${state}` : undefined,
    machineId: machine?.id,
    hostname: machine?.hostname,
    mac: events.find(({ mac }) => mac !== undefined)?.mac,
    ip: events.findLast(({ ip }) => ip !== undefined)?.ip,
    interface: events[0]?.interface,
    detail: { rule, sure, verdict: sentence, cure },
  };
}
