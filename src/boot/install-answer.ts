import type { NoBootReason } from './boot-plan.js';
import { installRulesOf } from './choose-install-rules.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';

/**
 * Why an installation keeps a machine from booting from the network, or undefined when it does not.
 *
 * A started installer that said nothing may have been just before its last step, or behind it: so it is started again
 * only while the rules leave attempts, one as a rule, and what the machine gets otherwise is its own disk.
 */
export function whyNoInstall(machine: KnownMachine, network: KnownNetwork | undefined): NoBootReason | undefined {
  const { install, bootMode } = machine;
  if (install.state === 'loop-broken') return 'boot-loop';
  if (bootMode !== 'once') return undefined;
  switch (install.state) {
    case 'idle':
    case 'offered':
    case 'loader':
      return undefined;
    case 'installing':
    case 'stalled':
    case 'failed':
      return install.starts < installRulesOf(machine, network).attempts ? undefined : 'install-started';
    case 'done':
      return 'installed';
    case 'expired':
      return 'install-expired';
  }
}

/**
 * Is it the machine's own disk that it boots, so that no installer of ours can be running on it? One that was started
 * and has said nothing may be at work.
 */
export function bootsFromDisk(machine: KnownMachine, network: KnownNetwork | undefined): boolean {
  if (machine.bootMode === 'local') return true;
  const reason = whyNoInstall(machine, network);
  return reason === 'installed' || reason === 'install-expired';
}
