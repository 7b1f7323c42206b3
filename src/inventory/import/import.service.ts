import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { mergePatch } from '../../api/merge-patch.js';
import { conflictProblem } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import { Database } from '../../database/database.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { InventoryTurns } from '../inventory-turns.js';
import { machineOf, withNics } from '../machines/machine-record.js';
import { JointCheck } from '../machines/joint-check.js';
import { MachineEntity } from '../machines/machine.entity.js';
import { machineInput } from '../machines/machine.schema.js';
import { knownMachine, viewMachine, type MachineView } from '../machines/machine.view.js';
import { NicEntity } from '../machines/nic.entity.js';
import { forChunks, mapInTurns, ROWS_AT_ONCE, storeMachines, type MachineDraft } from '../machines/store-machines.js';
import { gatherMachines, type InventoryFiles } from './gather-machines.js';
import { inOrder } from './file-line.js';
import type { ImportReport } from './import.schema.js';
import { ImportPlanner, type DraftedMachine, type PlannedMachine } from './plan-import.js';
import { nicBefore, type PlannedNic } from './plan-nics.js';

export interface ImportOptions {
  readonly dryRun: boolean;
  /** Labels that every machine of these files gets. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Machines with all of `labels` that the files do not name any more are removed. */
  readonly removeOthers?: boolean;
}

/** A file that is just being written, or was emptied by mistake, must not take all machines with it. */
const NOTHING_LEFT =
  'has no line with a machine, so none is removed; to be rid of the last ones, delete them (reveille machines delete)';

/** What is to be written. */
interface Writes {
  readonly drafts: MachineDraft[];
  readonly remove: readonly KnownMachine[];
}

/** ethers, hosts and bootparams into the inventory: planned, then written in one commit. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly directory: InMemoryDirectory,
    private readonly turns: InventoryTurns,
  ) {}

  /** What can be done is done; conflicts and lines that cannot be used stand in the report. */
  run(files: InventoryFiles, options: ImportOptions): Promise<ImportReport> {
    return this.turns.run(() => this.inTurn(files, options));
  }

  private async inTurn(files: InventoryFiles, options: ImportOptions): Promise<ImportReport> {
    const { dryRun, labels = {}, removeOthers = false } = options;
    const gathered = gatherMachines(files);
    const planner = new ImportPlanner(this.directory, labels, removeOthers);
    for (const machine of gathered.machines) planner.announce(machine);
    const drafted = await mapInTurns(gathered.machines, (machine) => planner.plan(machine) ?? []);
    const named = drafted.flat().filter(({ inEthers }) => inEthers || files.ethers === undefined);
    const gone = removeOthers ? this.othersWith(labels, named) : [];
    const remove = named.length > 0 ? gone : [];
    if (gone.length > remove.length) {
      const file = files.ethers === undefined ? 'hosts' : 'ethers';
      gathered.problems.push({ file, line: 1, level: 'error', text: NOTHING_LEFT });
    }
    const removed = new Set<number | undefined>(remove.map(({ id }) => id));
    const wanted = drafted.flat().filter(({ id }) => id === undefined || !removed.has(id));
    const kept = await this.checked(wanted, remove, planner);
    if (!dryRun) await this.write(await this.writesOf(kept, remove));
    return reportOf(dryRun, kept, remove, inOrder([...gathered.problems, ...planner.problems]));
  }

  /** All against each other and against what stays: what one machine gives up another may get. */
  private async checked(
    wanted: readonly DraftedMachine[],
    remove: readonly KnownMachine[],
    planner: ImportPlanner,
  ): Promise<DraftedMachine[]> {
    const candidates = wanted.filter(({ action }) => action !== 'conflict');
    const check = new JointCheck(this.directory, [
      ...candidates.map(({ known }) => known.id),
      ...remove.map(({ id }) => id),
    ]);
    await mapInTurns(candidates, (candidate) => check.add(candidate));
    return wanted.map((planned) => {
      const why = check.whyRefused(planned);
      return why === undefined
        ? planned
        : planner.refuse(
            planned,
            why.map(({ reason }) => reason),
          );
    });
  }

  private othersWith(labels: Readonly<Record<string, string>>, planned: readonly PlannedMachine[]): KnownMachine[] {
    const named = new Set(planned.map(({ id }) => id));
    const wanted = Object.entries(labels);
    return [...this.directory.all()].filter(
      (machine) => !named.has(machine.id) && wanted.every(([key, value]) => machine.labels[key] === value),
    );
  }

  private async writesOf(planned: readonly PlannedMachine[], remove: readonly KnownMachine[]): Promise<Writes> {
    const now = Date.now();
    const writes: Writes = { drafts: [], remove };
    const before = await this.recordsOf(planned.filter(({ action }) => action === 'update').map(({ id }) => id ?? 0));
    for (const [index, plan] of planned.entries()) {
      if (index % ROWS_AT_ONCE === 0) await nextTurn();
      const record = before.get(plan.id ?? 0);
      if (plan.action === 'create') {
        const input = readInput(machineInput, { hostname: plan.hostname, ...fieldsOf(plan, undefined) });
        writes.drafts.push({ machine: machineOf(input, input.nics ?? [], undefined, now), before: undefined });
      } else if (plan.action === 'update' && record !== undefined) {
        const view = viewMachine(record);
        const input = readInput(machineInput, mergePatch(view, fieldsOf(plan, view)));
        writes.drafts.push({ machine: machineOf(input, input.nics ?? [], record, now), before: record });
      }
    }
    return writes;
  }

  private async recordsOf(ids: readonly number[]): Promise<Map<number, MachineEntity>> {
    const records = new Map<number, MachineEntity>();
    await forChunks(ids, async (chunk) => {
      const found = await this.database.read(async (manager) =>
        withNics(manager, await manager.findBy(MachineEntity, { id: In([...chunk]) })),
      );
      for (const machine of found) records.set(machine.id, machine);
    });
    return records;
  }

  private async write(writes: Writes): Promise<void> {
    const { drafts, remove } = writes;
    if (drafts.length + remove.length === 0) return;
    try {
      await this.database.write((manager) => storeAll(manager, writes));
    } catch (error) {
      // Only another appliance on the same database can have come between the plan and the commit.
      if (!isUniqueViolation(error)) throw error;
      throw conflictProblem([{ field: '', reason: 'another appliance wrote some of these machines just now' }]);
    }
    for (const { id } of remove) this.directory.removeMachine(id);
    // All at once: what one machine gives up another may have taken.
    this.directory.putMachines(drafts.map(({ machine }) => knownMachine(machine)));
  }
}

async function storeAll(manager: EntityManager, { drafts, remove }: Writes): Promise<void> {
  await forChunks(remove, async (chunk) => {
    const ids = In(chunk.map(({ id }) => id));
    await manager.delete(NicEntity, { machineId: ids });
    await manager.delete(MachineEntity, { id: ids });
  });
  await storeMachines(manager, drafts);
}

/** What the plan says, in the words of REST. */
function fieldsOf({ nics, bootparams, labels }: PlannedMachine, before: MachineView | undefined): object {
  const gone = Object.keys(before?.boot.bootparams ?? {}).map((key) => [key, null] as const);
  return {
    labels,
    nics: nics.map((nic) => nicOf(nic, before)),
    ...(bootparams !== undefined && { boot: { bootparams: { ...Object.fromEntries(gone), ...bootparams } } }),
  };
}

/** What else the record says of a NIC stays. */
function nicOf({ mac, ip }: PlannedNic, before: MachineView | undefined): object {
  const macText = mac === undefined ? null : formatMacAddress(mac);
  const ipText = ip === undefined ? null : formatIpv4Address(ip);
  return { ...nicBefore({ mac: macText, ip: ipText }, before?.nics ?? []), mac: macText, ip: ipText };
}

function reportOf(
  dryRun: boolean,
  planned: readonly PlannedMachine[],
  remove: readonly KnownMachine[],
  problems: ImportReport['problems'],
): ImportReport {
  const machines: ImportReport['machines'] = [
    ...planned.map(({ hostname, action, changes }) => ({ hostname, action, changes: [...changes] })),
    ...remove.map(({ hostname }) => ({
      hostname,
      action: 'remove' as const,
      changes: ['its line is no longer in the files'],
    })),
  ];
  const counts = { create: 0, update: 0, same: 0, conflict: 0, remove: 0 };
  for (const { action } of machines) counts[action]++;
  return { dryRun, counts, machines, problems };
}
