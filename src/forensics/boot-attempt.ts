import type { Instant } from '../values/instant.js';
import type { BootEvent } from './boot-event.js';
import { asksFirst, isAnnouncement, isFirmware, readStages } from './read-stages.js';
import { STAGE_TABLE, STAGES, type Stage } from './stages.table.js';

/** A step that a machine has taken. */
export interface ReachedStage {
  readonly stage: Stage;
  readonly at: Instant;
  /** The event that shows it. */
  readonly event: number;
  /** Since the step before it, in milliseconds. */
  readonly milliseconds: number;
  /** It took longer than a healthy client takes. */
  readonly late: boolean;
}

/** One boot of one machine, from its first question on. */
export interface BootAttempt {
  readonly startedAt: Instant;
  readonly lastAt: Instant;
  /** The oldest first. */
  readonly events: readonly BootEvent[];
  /** The first time of each, in the order in which they were taken. */
  readonly stages: readonly ReachedStage[];
}

/** After so long without a word from a machine, its next question begins a new boot. */
const QUIET_MS = 150_000;

/** Cuts what happened to one machine (the oldest first) into its boots. */
export function readAttempts(events: readonly BootEvent[]): readonly BootAttempt[] {
  const cut: BootEvent[][] = [];
  for (const event of events) {
    const open = cut.at(-1);
    if (open === undefined || beginsAnew(open, event)) cut.push([event]);
    else open.push(event);
  }
  return cut.map(attemptOf);
}

/**
 * Does this event begin another boot? A first question after a while of quiet does; so does the firmware's after its
 * loader was fetched, for what asks then in the same boot is the loader or the system that it started. Announcements
 * of a hypervisor stand alone when nothing else goes on.
 */
export function beginsAnew(open: readonly BootEvent[], event: BootEvent): boolean {
  const last = open.at(-1);
  if (last === undefined) return true;
  const quiet = event.at - last.lastAt > QUIET_MS;
  if (isAnnouncement(event)) return quiet;
  if (!asksFirst(event)) return false;
  if (quiet || open.every(isAnnouncement)) return true;
  return isFirmware(event) && open.some((one) => readStages(one).some(behindLoader));
}

export function attemptOf(events: readonly BootEvent[]): BootAttempt {
  return {
    startedAt: events[0]?.at ?? 0,
    lastAt: events.at(-1)?.lastAt ?? 0,
    events,
    stages: reachedStages(events),
  };
}

/** How far it came: the step furthest along, not the last one taken. Undefined when nothing was asked. */
export function furthestStage({ stages }: BootAttempt): ReachedStage | undefined {
  return stages.reduce<ReachedStage | undefined>(
    (furthest, one) => (furthest === undefined || placeOf(one.stage) > placeOf(furthest.stage) ? one : furthest),
    undefined,
  );
}

export function hasReached({ stages }: BootAttempt, ...wanted: readonly Stage[]): boolean {
  return stages.some(({ stage }) => wanted.includes(stage));
}

function reachedStages(events: readonly BootEvent[]): ReachedStage[] {
  const reached: ReachedStage[] = [];
  const seen = new Set<Stage>();
  for (const event of events) {
    for (const shown of readStages(event)) {
      const stage = shown === 'asked' && seen.has('loader-fetched') ? 'second-dhcp' : shown;
      if (seen.has(stage)) continue;
      if (stage === 'size-probe') takeBackOpening(reached, seen, event);
      seen.add(stage);
      const milliseconds = event.at - (reached.at(-1)?.at ?? event.at);
      const late = milliseconds > STAGE_TABLE[stage].healthySeconds * 1000;
      reached.push({ stage, at: event.at, event: event.id, milliseconds, late });
    }
  }
  return reached;
}

/** A file that was opened to ask for its size is not open: the request that fetches it comes next. */
function takeBackOpening(reached: ReachedStage[], seen: Set<Stage>, probe: BootEvent): void {
  const last = reached.at(-1);
  if (last?.stage !== 'loader-opened' || probe.protocol !== 'tftp') return;
  reached.pop();
  seen.delete('loader-opened');
}

function placeOf(stage: Stage): number {
  return STAGES.indexOf(stage);
}

function behindLoader(stage: Stage): boolean {
  return placeOf(stage) >= placeOf('loader-fetched');
}
