import { installRulesOf } from '../boot/choose-install-rules.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { chooseProfile } from '../boot/choose-profile.js';
import { formatInstant, type Instant } from '../values/instant.js';
import type { InstallView } from './install.schema.js';
import { renderInstallSentence } from './install-sentence.render.js';

const orNull = (at: Instant | undefined): string | null => (at === undefined ? null : formatInstant(at));

export function viewInstall(machine: KnownMachine, network: KnownNetwork | undefined, now: Instant): InstallView {
  const { install } = machine;
  return {
    machineId: machine.id,
    hostname: machine.hostname,
    mode: machine.bootMode,
    profile: chooseProfile(machine, network)?.name ?? null,
    state: install.state,
    since: install.since === 0 ? null : formatInstant(install.since),
    armedAt: orNull(install.armedAt),
    starts: install.starts,
    attempts: installRulesOf(machine, network).attempts,
    heardAt: orNull(install.heardAt),
    failedLoaders: [...(install.trial?.failed ?? [])],
    message: install.message,
    sentence: renderInstallSentence(machine, network, now),
    transitions: install.transitions.map(({ at, from, to, because }) => ({ at: formatInstant(at), from, to, because })),
  };
}
