import type { Instant } from '../values/instant.js';
import type { BootMode } from './boot-files.js';
import type { InstallRules } from './install-rules.js';
import { loaderFollowed, loaderProven, loaderTold, type LoaderTrial } from './loader-trial.js';

/**
 * How far an installation has come. `idle`: nothing yet; `offered`: the machine was told its boot loader; `loader`: it
 * has fetched it; `installing`: it has fetched the kernel, which counts as a start; `stalled`: started, and no report in
 * time; `expired`: not started in time; `loop-broken`: it fetched the same loader again and again and came no further.
 */
export const INSTALL_STATES = [
  'idle',
  'offered',
  'loader',
  'installing',
  'stalled',
  'done',
  'failed',
  'expired',
  'loop-broken',
] as const;
export type InstallState = (typeof INSTALL_STATES)[number];

/** One step of an installation. */
export interface InstallTransition {
  readonly at: Instant;
  readonly from: InstallState;
  readonly to: InstallState;
  /** What led to it: a file's name, the installer's own words; empty when the state says it all. */
  readonly because: string;
}

/** Where one machine's installation stands. Immutable. */
export interface InstallProgress {
  readonly state: InstallState;
  readonly since: Instant;
  /** When it was asked for; its time to live begins here. Undefined: never. */
  readonly armedAt: Instant | undefined;
  /** What the installer proves itself with when it reports. Undefined until the machine is to boot. */
  readonly token: string | undefined;
  /** How often the installer was started since it was asked for. */
  readonly starts: number;
  /** The last sign of life of a started installer. */
  readonly heardAt: Instant | undefined;
  /** The installer's last words. */
  readonly message: string;
  readonly loop: LoaderLoop | undefined;
  /** Where its record lists several loaders: which of them have failed. */
  readonly trial?: LoaderTrial | undefined;
  /** The oldest first; the last ones only. */
  readonly transitions: readonly InstallTransition[];
}

/** The same loader, fetched again and again without anything behind it. */
interface LoaderLoop {
  readonly file: string;
  readonly fetches: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

export const NO_INSTALL: InstallProgress = {
  state: 'idle',
  since: 0,
  armedAt: undefined,
  token: undefined,
  starts: 0,
  heardAt: undefined,
  message: '',
  loop: undefined,
  transitions: [],
};

/** What happens to an installation. */
export type InstallEvent =
  /**
   * The machine was told which file to boot. `token` becomes its own when it has none. `asks`: its firmware, which has
   * others to fall back to, or iPXE, whose asking proves that it runs.
   */
  | {
      readonly kind: 'offered';
      readonly file: string;
      readonly token: string;
      readonly asks?: 'firmware with a choice' | 'ipxe';
    }
  | { readonly kind: 'loader'; readonly file: string }
  /** It has fetched the kernel. */
  | { readonly kind: 'started'; readonly file: string }
  /** It has fetched another file, or asked for one in vain. */
  | { readonly kind: 'asked'; readonly file: string }
  /** What the installer reports. */
  | { readonly kind: 'progress' | 'done' | 'failed'; readonly message: string }
  /** Time passes. */
  | { readonly kind: 'tick' };

/** This many fetches of one loader within this time, with nothing behind them, are a loop. */
export const LOOP_FETCHES = 6;
export const LOOP_MILLISECONDS = 15 * 60_000;
/** A loader fetched again so soon is the same boot: UEFI first asks for the size and then for the file. */
const SAME_BOOT_MILLISECONDS = 2_000;
/** A broken loop is forgotten after this in mode always; an installation waits for a person. */
const LOOP_REST_MILLISECONDS = 60 * 60_000;

const MINUTE = 60_000;
const MOST_TRANSITIONS = 50;

/** An installation that begins anew: whatever was before, the next boot may start the installer. */
export function armInstall(before: InstallProgress, at: Instant, token: string): InstallProgress {
  const { transitions } = moved(before, 'idle', at, 'asked for');
  return { ...NO_INSTALL, since: at, armedAt: at, token, transitions };
}

/** What an event makes of an installation; the same object when it changes nothing. */
export function stepInstall(
  progress: InstallProgress,
  event: InstallEvent,
  at: Instant,
  mode: BootMode,
  rules: InstallRules,
): InstallProgress {
  switch (event.kind) {
    case 'offered':
      return offered(tried(progress, event), event, at, mode);
    case 'loader':
      return loaderFetched(followed(progress, event.file, true), event.file, at, mode);
    case 'started':
      return started(followed(progress, event.file, true), event.file, at, mode);
    case 'asked':
      return followed(progress, event.file, false);
    case 'progress':
      return progress.state === 'done' ? progress : heard(progress, event.message, at);
    case 'done':
    case 'failed':
      return reported(progress, event.kind, event.message, at);
    case 'tick':
      return timePassed(progress, at, mode, rules);
  }
}

function tried(progress: InstallProgress, { file, asks }: Extract<InstallEvent, { kind: 'offered' }>): InstallProgress {
  if (asks === 'firmware with a choice') return withTrial(progress, loaderTold(progress.trial, file));
  return asks === 'ipxe' && progress.trial !== undefined ? withTrial(progress, loaderProven(progress.trial)) : progress;
}

function followed(progress: InstallProgress, file: string, whole: boolean): InstallProgress {
  return progress.trial === undefined ? progress : withTrial(progress, loaderFollowed(progress.trial, file, whole));
}

function withTrial(progress: InstallProgress, trial: LoaderTrial): InstallProgress {
  return trial === progress.trial ? progress : { ...progress, trial };
}

function offered(
  progress: InstallProgress,
  { file, token }: Extract<InstallEvent, { kind: 'offered' }>,
  at: Instant,
  mode: BootMode,
): InstallProgress {
  const named = progress.token === undefined ? { ...progress, token } : progress;
  // A failed or silent installation that is offered anew has attempts left, else it would not be offered.
  return mode === 'once' && progress.state !== 'offered' && progress.state !== 'loader'
    ? moved(named, 'offered', at, file)
    : named;
}

function loaderFetched(progress: InstallProgress, file: string, at: Instant, mode: BootMode): InstallProgress {
  if (mode === 'local' || mode === 'paused' || progress.state === 'loop-broken') return progress;
  const loop = countLoop(progress.loop, file, at);
  if (loop === progress.loop) return progress;
  const counted = { ...progress, loop };
  if (loop.fetches >= LOOP_FETCHES) {
    return moved({ ...counted, loop: undefined }, 'loop-broken', at, `${file}, ${loop.fetches} times`);
  }
  const waits = progress.state === 'idle' || progress.state === 'offered';
  return mode === 'once' && waits ? moved(counted, 'loader', at, file) : counted;
}

/** Loaders in between (shim loads GRUB) do not begin a count of their own. */
function countLoop(loop: LoaderLoop | undefined, file: string, at: Instant): LoaderLoop {
  if (loop === undefined || at - loop.firstAt > LOOP_MILLISECONDS) return { file, fetches: 1, firstAt: at, lastAt: at };
  if (loop.file !== file || at - loop.lastAt < SAME_BOOT_MILLISECONDS) return loop;
  return { ...loop, fetches: loop.fetches + 1, lastAt: at };
}

function started(progress: InstallProgress, file: string, at: Instant, mode: BootMode): InstallProgress {
  const onItsWay = progress.loop === undefined ? progress : { ...progress, loop: undefined };
  const mayStart = progress.state === 'idle' || progress.state === 'offered' || progress.state === 'loader';
  if (mode !== 'once' || !mayStart) return onItsWay;
  return { ...moved(onItsWay, 'installing', at, file), starts: progress.starts + 1, heardAt: at, message: '' };
}

function heard(progress: InstallProgress, message: string, at: Instant): InstallProgress {
  const told = { ...progress, message, heardAt: at };
  return progress.state === 'stalled' ? moved(told, 'installing', at, message) : told;
}

/** The first word counts: a report that is sent twice changes nothing. */
function reported(progress: InstallProgress, state: 'done' | 'failed', message: string, at: Instant): InstallProgress {
  if (progress.state === 'done' || progress.state === state) return progress;
  return moved({ ...progress, message, heardAt: at, loop: undefined }, state, at, message);
}

function timePassed(progress: InstallProgress, at: Instant, mode: BootMode, rules: InstallRules): InstallProgress {
  const { state, armedAt, heardAt, since } = progress;
  if (state === 'loop-broken') {
    return mode === 'always' && at - since >= LOOP_REST_MILLISECONDS ? moved(progress, 'idle', at, '') : progress;
  }
  if (mode !== 'once') return progress;
  if (state === 'installing') {
    const silentFor = at - (heardAt ?? since);
    if (silentFor < rules.reportMinutes * MINUTE) return progress;
    return moved(progress, 'stalled', at, `no report for ${rules.reportMinutes} min`);
  }
  const waits = state === 'idle' || state === 'offered' || state === 'loader';
  if (!waits || armedAt === undefined || at - armedAt < rules.ttlMinutes * MINUTE) return progress;
  return moved(progress, 'expired', at, `not started for ${rules.ttlMinutes} min`);
}

function moved(progress: InstallProgress, state: InstallState, at: Instant, because: string): InstallProgress {
  if (progress.state === state) return progress;
  const transition: InstallTransition = { at, from: progress.state, to: state, because };
  const transitions = [...progress.transitions, transition].slice(-MOST_TRANSITIONS);
  return { ...progress, state, since: at, transitions };
}
