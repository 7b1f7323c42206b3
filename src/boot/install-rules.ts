import type { KnownMachine, KnownNetwork } from './known-machine.js';
import { chooseProfile } from './known-profile.js';

/** How far an installation (mode `once`) may go on its own. Set on a profile, and on a machine, which wins. */
export interface InstallRules {
  /** How often the installer may be started before the machine boots from its disk without having reported. */
  readonly attempts: number;
  /** Minutes after which an installation that was never started is given up. */
  readonly ttlMinutes: number;
  /** Minutes without a word from a started installer after which the operator is told. */
  readonly reportMinutes: number;
}

/**
 * One attempt: a report that was lost must not wipe a disk that is already installed. A week to plug the machine in.
 */
const DEFAULT_RULES: InstallRules = { attempts: 1, ttlMinutes: 7 * 24 * 60, reportMinutes: 40 };

/** The rules for this machine: its own, else its profile's, else the built-in ones, each rule for itself. */
export function installRulesOf(machine: KnownMachine, network: KnownNetwork | undefined): InstallRules {
  return { ...DEFAULT_RULES, ...chooseProfile(machine, network)?.install, ...machine.installRules };
}
