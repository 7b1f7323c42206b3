import { randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { installRulesOf } from '../boot/choose-install-rules.js';
import { armInstall, NO_INSTALL, stepInstall, type InstallEvent, type InstallProgress } from '../boot/install-state.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { InMemoryDirectory } from '../inventory/in-memory-directory.js';
import { Journal, type JournalEvent } from '../journal/journal.port.js';
import { parseIpv4Address } from '../values/ipv4-address.js';
import { InstallStore } from './install-store.js';
import { tellFailedLoader, tellTransition } from './install-event.render.js';
import { readJournalEvent } from './read-journal-event.js';

/** How often it is looked whose time is up. */
const TICK_MS = 10_000;

/**
 * Follows every machine from its boot loader to the report of its installer, by what the journal hears. The state is in
 * the directory at once, for the next packet to see; the database follows.
 */
@Injectable()
export class Installs implements OnModuleInit, OnApplicationBootstrap {
  private readonly machineByToken = new Map<string, number>();
  /** Machines whose state time can change. */
  private readonly open = new Set<number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly directory: InMemoryDirectory,
    private readonly journal: Journal,
    private readonly store: InstallStore,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const [id, progress] of await this.store.load()) {
      this.directory.putInstall(id, progress);
      this.index(id, NO_INSTALL, progress);
    }
    for (const machine of this.directory.machinesInMode('once')) {
      if (machine.install.armedAt === undefined) this.arm(machine, Date.now());
    }
    this.directory.watchMachines((before, after) => this.machineChanged(before, after));
    this.journal.hear((event) => this.heard(event));
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(Date.now()), TICK_MS);
    this.timer.unref();
  }

  /** Nothing is noted any more; what was is written. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.store.finish();
  }

  /** The next boot of this machine may start the installer, whatever was before. */
  arm(machine: KnownMachine, at: number): void {
    this.put(machine, armInstall(machine.install, at, newToken()), at);
  }

  /** The machine that a token was given to; undefined for a token of nobody, or of an earlier installation. */
  machineOfToken(token: string): KnownMachine | undefined {
    const id = this.machineByToken.get(token);
    return id === undefined ? undefined : this.directory.byId(id);
  }

  /** What an installer says about its machine. */
  report(machine: KnownMachine, kind: 'progress' | 'done' | 'failed', message: string, at: number): void {
    this.step(machine, { kind, message }, at);
  }

  tick(at: number): void {
    for (const id of this.open) {
      const machine = this.directory.byId(id);
      if (machine === undefined) this.open.delete(id);
      else this.step(machine, { kind: 'tick' }, at);
    }
  }

  private heard(event: JournalEvent): void {
    // Most events are about no file; they come by the hundred thousand a second.
    if (event.machineId === undefined || event.detail?.['file'] === undefined) return;
    const machine = this.directory.byId(event.machineId);
    if (machine === undefined) return;
    const step = readJournalEvent(event, machine, this.networkAt(event.ip), newToken);
    if (step !== undefined) this.step(machine, step, event.at);
  }

  private networkAt(ip: string | undefined): KnownNetwork | undefined {
    const address = ip === undefined ? undefined : parseIpv4Address(ip);
    return address?.ok === true ? this.directory.networkOf(address.value) : undefined;
  }

  private step(machine: KnownMachine, event: InstallEvent, at: number): void {
    const rules = installRulesOf(machine, this.directory.homeOf(machine));
    const after = stepInstall(machine.install, event, at, machine.bootMode, rules);
    if (after !== machine.install) this.put(machine, after, at);
    if (event.kind !== 'progress') return;
    this.journal.record(tellTransition(machine, `installer: ${event.message}`, undefined, '', at));
  }

  private put(machine: KnownMachine, after: InstallProgress, at: number): void {
    const before = machine.install;
    this.directory.putInstall(machine.id, after);
    this.index(machine.id, before, after);
    this.store.changedOf(machine.id);
    const { trial } = after;
    if (before.trial?.told !== undefined && before.trial.fetched && trial?.told !== undefined && !trial.fetched) {
      this.journal.record(tellFailedLoader(machine, before.trial.told, trial.told, at));
    }
    if (before.state === after.state) return;
    const because = after.transitions.at(-1)?.because ?? '';
    this.journal.record(
      tellTransition(machine, `installation ${before.state} -> ${after.state}`, after.state, because, at),
    );
  }

  private index(id: number, before: InstallProgress, after: InstallProgress): void {
    if (before.token !== after.token) {
      if (before.token !== undefined) this.machineByToken.delete(before.token);
      if (after.token !== undefined) this.machineByToken.set(after.token, id);
    }
    const over = after.state === 'done' || after.state === 'expired' || after.state === 'failed';
    if (over || (after.state === 'idle' && after.armedAt === undefined)) this.open.delete(id);
    else this.open.add(id);
  }

  private machineChanged(before: KnownMachine | undefined, after: KnownMachine | undefined): void {
    if (after === undefined) {
      if (before?.install.token !== undefined) this.machineByToken.delete(before.install.token);
    } else if (after.bootMode === 'once' && before?.bootMode !== 'once') {
      this.arm(after, Date.now());
    }
  }
}

/** 128 bits that nobody guesses. */
function newToken(): string {
  return randomBytes(16).toString('hex');
}
