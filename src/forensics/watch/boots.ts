import { Injectable } from '@nestjs/common';
import type { KnownMachine } from '../../boot/known-machine.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import type { JournalRow } from '../../journal/journal-row.entity.js';
import { Journal } from '../../journal/journal.port.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { parseMacAddress, type MacAddress } from '../../values/mac-address.js';
import { readAttempts, type BootAttempt } from '../boot-attempt.js';
import type { BootEvent } from '../boot-event.js';
import { judgeAttempt, type BootVerdict } from '../judge-attempt.js';
import { BootFactsSource } from './boot-facts.js';

/** Rows that are read of one machine: some tens of boots. */
const MOST_ROWS = 2_000;

/** A boot with what is said about it. */
export interface JudgedBoot {
  readonly attempt: BootAttempt;
  readonly verdict: BootVerdict;
}

/** The boots of a machine as the journal tells them, judged when somebody asks. */
@Injectable()
export class Boots {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly journal: Journal,
    private readonly rows: JournalRepository,
    private readonly facts: BootFactsSource,
  ) {}

  /** The newest first. */
  async ofMachine(machine: KnownMachine): Promise<readonly JudgedBoot[]> {
    const macs = machine.nics.flatMap((nic) => (nic.mac === undefined ? [] : [nic.mac]));
    return this.read({ machineId: machine.id, macs }, machine);
  }

  /** Of a hardware address, which no machine need have. */
  async ofMac(mac: MacAddress): Promise<readonly JudgedBoot[]> {
    const machine = this.directory.byMac(mac)?.machine;
    return machine === undefined ? this.read({ macs: [mac] }, undefined) : this.ofMachine(machine);
  }

  private async read(
    whose: { readonly machineId?: number; readonly macs: readonly MacAddress[] },
    machine: KnownMachine | undefined,
  ): Promise<readonly JudgedBoot[]> {
    await this.journal.flush();
    const rows = await this.rows.read({ ...whose, limit: MOST_ROWS });
    const events = rows
      .filter(({ protocol }) => protocol !== 'boot')
      .map(readRow)
      .toReversed();
    const attempts = readAttempts(events);
    const now = Date.now();
    return attempts
      .map((attempt, index) => {
        // How a boot ended is what was known when the next one began.
        const then = attempts[index + 1]?.startedAt ?? now;
        return { attempt, verdict: judgeAttempt(attempt, this.facts.factsOf(attempt, machine, then)) };
      })
      .toReversed();
  }
}

function readRow(row: JournalRow): BootEvent {
  const mac = row.mac === null ? undefined : parseMacAddress(row.mac);
  return {
    id: Number(row.id),
    at: row.at,
    lastAt: row.lastAt,
    repeats: row.repeats,
    protocol: row.protocol,
    what: row.what,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    mac: mac?.ok === true ? mac.value : undefined,
    ip: row.ip ?? undefined,
    interface: row.interface ?? undefined,
    detail: row.detail === null ? {} : (JSON.parse(row.detail) as BootEvent['detail']),
  };
}
