import { describe, expect, it } from 'vitest';
import { labMachine } from '../../test/fakes/known-lab.js';
import { whyNoInstall } from './install-answer.js';
import {
  armInstall,
  LOOP_FETCHES,
  LOOP_MILLISECONDS,
  NO_INSTALL,
  stepInstall,
  type InstallEvent,
  type InstallProgress,
} from './install-state.js';
import type { BootMode } from './boot-files.js';

const MINUTE = 60_000;
const RULES = { attempts: 1, ttlMinutes: 60, reportMinutes: 40 };
const ARMED = armInstall(NO_INSTALL, 0, 'secret');

const offered: InstallEvent = { kind: 'offered', file: 'pxelinux.0', token: 'new' };
const loader: InstallEvent = { kind: 'loader', file: 'pxelinux.0' };
const started: InstallEvent = { kind: 'started', file: 'linux' };
const tick: InstallEvent = { kind: 'tick' };
const done: InstallEvent = { kind: 'done', message: 'ok' };
const failed: InstallEvent = { kind: 'failed', message: 'no disk' };
const progress: InstallEvent = { kind: 'progress', message: 'partitions' };

/** What these events make of an installation, each at its minute. */
function after(
  events: readonly (readonly [minute: number, event: InstallEvent])[],
  mode: BootMode = 'once',
  begin: InstallProgress = ARMED,
): InstallProgress {
  return events.reduce((state, [minute, event]) => stepInstall(state, event, minute * MINUTE, mode, RULES), begin);
}

const answer = (install: InstallProgress, attempts = 1) =>
  whyNoInstall(labMachine({ bootMode: 'once', install, installRules: { attempts } }), undefined) ?? 'network';

describe('an installation', () => {
  it.each([
    ['waits for the machine', [], 'idle', 'network'],
    ['is offered', [[1, offered]], 'offered', 'network'],
    [
      'has its loader',
      [
        [1, offered],
        [1, loader],
      ],
      'loader',
      'network',
    ],
    [
      'is started by the kernel',
      [
        [1, offered],
        [1, loader],
        [2, started],
      ],
      'installing',
      'install-started',
    ],
    ['is started where nobody saw the loader', [[1, started]], 'installing', 'install-started'],
    [
      'that lives is not stalled',
      [
        [1, started],
        [30, progress],
        [69, tick],
      ],
      'installing',
      'install-started',
    ],
    [
      'that is silent is stalled',
      [
        [1, started],
        [41, tick],
      ],
      'stalled',
      'install-started',
    ],
    [
      'that was stalled lives again',
      [
        [1, started],
        [41, tick],
        [50, progress],
      ],
      'installing',
      'install-started',
    ],
    [
      'that reports is done',
      [
        [1, started],
        [20, done],
      ],
      'done',
      'installed',
    ],
    [
      'that reports late is done',
      [
        [1, started],
        [41, tick],
        [90, done],
      ],
      'done',
      'installed',
    ],
    ['that was not seen to start is done when it says so', [[1, done]], 'done', 'installed'],
    [
      'that is done stays done',
      [
        [1, started],
        [2, done],
        [3, failed],
        [4, progress],
        [5, started],
        [99, tick],
      ],
      'done',
      'installed',
    ],
    [
      'that failed has used its attempt',
      [
        [1, started],
        [2, failed],
      ],
      'failed',
      'install-started',
    ],
    [
      'that was not started in time is given up',
      [
        [59, loader],
        [60, tick],
      ],
      'expired',
      'install-expired',
    ],
    [
      'that was started in time is not given up',
      [
        [59, started],
        [61, tick],
      ],
      'installing',
      'install-started',
    ],
    [
      'does not begin again by the kernel alone',
      [
        [1, started],
        [2, started],
      ],
      'installing',
      'install-started',
    ],
  ] as const)('%s', (_, events, state, next) => {
    const install = after(events);
    expect([install.state, answer(install)]).toEqual([state, next]);
  });

  it('begins again without a report only while there are attempts left', () => {
    const once = after([
      [1, offered],
      [1, loader],
      [2, started],
    ]);
    expect([answer(once, 1), answer(once, 2)]).toEqual(['install-started', 'network']);
    const twice = after(
      [
        [9, offered],
        [9, loader],
        [10, started],
      ],
      'once',
      once,
    );
    expect([twice.starts, answer(twice, 2)]).toEqual([2, 'install-started']);
  });

  it('that is asked for anew forgets the old one, and its token', () => {
    const anew = armInstall(
      after([
        [1, started],
        [2, done],
      ]),
      5 * MINUTE,
      'other',
    );
    expect(anew).toMatchObject({ state: 'idle', starts: 0, token: 'other', armedAt: 5 * MINUTE });
    expect(answer(anew)).toBe('network');
  });

  it('writes down every step with its time', () => {
    expect(
      after([
        [1, offered],
        [2, started],
        [3, done],
      ]).transitions,
    ).toEqual([
      { at: MINUTE, from: 'idle', to: 'offered', because: 'pxelinux.0' },
      { at: 2 * MINUTE, from: 'offered', to: 'installing', because: 'linux' },
      { at: 3 * MINUTE, from: 'installing', to: 'done', because: 'ok' },
    ]);
  });

  it('keeps the last fifty steps', () => {
    let install = ARMED;
    for (let at = 0; at < 60; at++) install = armInstall(after([[at, done]], 'once', install), at, 't');
    expect(install.transitions).toHaveLength(50);
  });
});

describe('a machine in mode always', () => {
  it('gets a token with its first offer, keeps it, and goes through no states', () => {
    const told = after(
      [
        [1, offered],
        [1, loader],
        [2, started],
        [90, tick],
      ],
      'always',
      NO_INSTALL,
    );
    expect(told).toMatchObject({ state: 'idle', token: 'new', starts: 0, transitions: [] });
    expect(after([[3, { ...offered, token: 'newer' }]], 'always', told).token).toBe('new');
  });
});

describe('a machine that fetches the same loader again and again', () => {
  const rounds = (count: number, between: InstallEvent[] = []): [number, InstallEvent][] =>
    Array.from({ length: count }, (_, at) =>
      [loader, ...between].map((event): [number, InstallEvent] => [at, event]),
    ).flat();

  it.each([
    ['is stopped', 'always', rounds(LOOP_FETCHES), 'loop-broken'],
    ['is stopped in mode once', 'once', rounds(LOOP_FETCHES), 'loop-broken'],
    ['is not stopped one round before', 'always', rounds(LOOP_FETCHES - 1), 'idle'],
    [
      'is stopped although its loader loads another',
      'always',
      rounds(LOOP_FETCHES, [{ kind: 'loader', file: 'grubx64.efi' }]),
      'loop-broken',
    ],
    ['and comes on to its kernel each time is not', 'always', rounds(20, [started]), 'idle'],
    ['is not stopped while it boots from its disk', 'local', rounds(20), 'idle'],
  ] as const)('%s (%#)', (_, mode, events, state) => {
    const install = after(events, mode, NO_INSTALL);
    expect(install.state).toBe(state);
    const machine = labMachine({ bootMode: mode, install });
    expect(whyNoInstall(machine, undefined)).toBe(state === 'loop-broken' ? 'boot-loop' : undefined);
  });

  it('asks for the size first, which is no boot', () => {
    const often = Array.from({ length: LOOP_FETCHES * 2 }, (_, at): [number, InstallEvent] => [at / 1000, loader]);
    expect(after(often, 'always', NO_INSTALL).loop?.fetches).toBe(1);
  });

  it('slowly, is no loop', () => {
    const gap = LOOP_MILLISECONDS / MINUTE / (LOOP_FETCHES - 2);
    const slow = Array.from({ length: 50 }, (_, at): [number, InstallEvent] => [at * gap, loader]);
    expect(after(slow, 'always', NO_INSTALL).state).toBe('idle');
  });

  it('may boot again after an hour in mode always, and never by itself in mode once', () => {
    for (const [mode, state] of [
      ['always', 'idle'],
      ['once', 'loop-broken'],
    ] as const) {
      const broken = after(rounds(LOOP_FETCHES), mode, NO_INSTALL);
      expect(after([[64, tick]], mode, broken).state).toBe('loop-broken');
      expect(after([[66, tick]], mode, broken).state).toBe(state);
    }
  });
});
