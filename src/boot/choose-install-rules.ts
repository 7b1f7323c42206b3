import { chooseProfile } from './choose-profile.js';
import type { InstallRules } from './install-rules.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';

/**
 * One attempt: a report that was lost must not wipe a disk that is already installed. A week to plug the machine in.
 */
const DEFAULT_RULES: InstallRules = { attempts: 1, ttlMinutes: 7 * 24 * 60, reportMinutes: 40 };

/** The rules for this machine: its own, else its profile's, else the built-in ones, each rule for itself. */
export function installRulesOf(machine: KnownMachine, network: KnownNetwork | undefined): InstallRules {
  return { ...DEFAULT_RULES, ...chooseProfile(machine, network)?.install, ...machine.installRules };
}
