import { whyNoInstall } from '../boot/install-answer.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import type { Instant } from '../values/instant.js';

const MINUTE = 60_000;

/** `installer started, no report for 40 min; the next boot is from its disk` */
export function renderInstallSentence(machine: KnownMachine, network: KnownNetwork | undefined, now: Instant): string {
  const { install, bootMode } = machine;
  if (install.state === 'loop-broken') return 'stopped: it fetched the same boot loader again and again';
  if (bootMode !== 'once') return `boot mode ${bootMode}: nothing is being installed`;
  const next =
    whyNoInstall(machine, network) === undefined
      ? 'the next boot starts the installer'
      : 'the next boot is from its disk';
  const words = install.message === '' ? '' : ` (${install.message})`;
  switch (install.state) {
    case 'idle':
      return `waits for the machine to boot; ${next}`;
    case 'offered':
      return `the machine was told its boot loader and has not fetched it yet; ${next}`;
    case 'loader':
      return `the machine has its boot loader and no kernel yet; ${next}`;
    case 'installing':
    case 'stalled': {
      const minutes = Math.floor((now - (install.heardAt ?? install.since)) / MINUTE);
      return `installer started, ${minutes === 0 ? 'heard of just now' : `no report for ${minutes} min`}${words}; ${next}`;
    }
    case 'done':
      return `installed${words}; ${next}`;
    case 'failed':
      return `the installer reports that it failed${words}; ${next}`;
    case 'expired':
      return `was not started in time; ${next}`;
  }
}
