import type { InstallState } from '../boot/install-state.js';
import type { KnownMachine } from '../boot/known-machine.js';
import type { JournalEvent } from '../journal/journal.port.js';
import type { SilenceReason } from '../journal/silence.table.js';
import type { Instant } from '../values/instant.js';

/** States that the operator should do something about. */
const REASONS: Readonly<Partial<Record<InstallState, SilenceReason>>> = {
  stalled: 'install-stalled',
  failed: 'install-failed',
  expired: 'install-expired',
  'loop-broken': 'boot-loop',
};

/** The journal's column for what happened is narrow. */
const LONGEST_WHAT = 80;

/** A boot ended at its loader, and the machine is told another one. */
export function tellFailedLoader(machine: KnownMachine, failed: string, next: string, at: Instant): JournalEvent {
  return {
    ...tellTransition(machine, `boot loader ${failed} came to nothing`, undefined, '', at),
    reason: 'loader-failed',
    detail: { failed, next },
  };
}

/** What the journal hears of an installation. `state` is the one that it has come to, if it came to another. */
export function tellTransition(
  machine: KnownMachine,
  what: string,
  state: InstallState | undefined,
  because: string,
  at: Instant,
): JournalEvent {
  return {
    at,
    protocol: 'install',
    what: what.slice(0, LONGEST_WHAT),
    outcome: 'noted',
    reason: state && REASONS[state],
    machineId: machine.id,
    hostname: machine.hostname,
    mac: machine.nics.find(({ mac }) => mac !== undefined)?.mac,
    ...(because !== '' && { detail: { because } }),
  };
}
