import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { conflictProblem, Problem, type FieldError } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { Database } from '../../database/database.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { InventoryTurns } from '../inventory-turns.js';
import type { BulkQuery, BulkRow, BulkView } from './bulk.schema.js';
import { JointCheck, type Candidate } from './joint-check.js';
import { MachineEntity } from './machine.entity.js';
import { machineInput, nicList, type MachineInput } from './machine.schema.js';
import { machineOf, withNics } from './machine-record.js';
import { machinesNamedBy, RowOwners } from './row-owners.js';
import { knownMachine, viewMachine } from './machine.view.js';
import { forChunks, mapInTurns, storeMachines } from './store-machines.js';

/** A row that passed: the record it becomes, and the one it replaces. */
interface Draft {
  readonly row: BulkRow;
  readonly machine: MachineEntity;
  readonly before: MachineEntity | undefined;
}

/** Many machines in one request and one commit, each row with its own verdict. */
@Injectable()
export class BulkMachinesService {
  constructor(
    private readonly database: Database,
    private readonly directory: InMemoryDirectory,
    private readonly turns: InventoryTurns,
  ) {}

  /**
   * Each row adds a machine, or becomes the record of the one that has a MAC of its NICs, else its host name. Refused
   * rows are told and leave the others alone, unless `atomic`. Rows are checked against each other too, in their order.
   */
  async upsert(rows: readonly unknown[], { dryRun, atomic }: BulkQuery): Promise<BulkView> {
    return this.turns.run(async () => {
      const { results, drafts } = await this.draft(rows);
      const refused = results.some(({ status }) => status === 'refused');
      const written = !dryRun && drafts.length > 0 && !(atomic && refused);
      if (written) await this.commit(drafts);
      return { written, ...countsOf(results), results };
    });
  }

  private async draft(rows: readonly unknown[]): Promise<{ results: BulkRow[]; drafts: Draft[] }> {
    const inputs = await mapInTurns(rows, readRow);
    const records = await this.recordsOf(inputs);
    const owners = new RowOwners(this.directory);
    const now = Date.now();
    const read = await mapInTurns(inputs, (input, index): BulkRow | CheckedRow => {
      if (!('hostname' in input)) return refusal(index, null, input.errors);
      const owner = owners.ownerOf(input);
      if ('errors' in owner) return refusal(index, input.hostname, owner.errors);
      const before = records.get(owner.id);
      const nics = input.nics ?? (before === undefined ? [] : readInput(nicList, viewMachine(before).nics));
      const machine = machineOf(input, nics, before, now);
      const checked = { hostname: input.hostname, nics, profile: input.boot.profile };
      return { index, machine, before, checked, known: { ...knownMachine(machine), id: owner.id } };
    });
    const candidates = read.filter((row) => 'checked' in row);
    const check = new JointCheck(
      this.directory,
      candidates.map(({ known }) => known.id),
    );
    await mapInTurns(candidates, (candidate) => check.add(candidate));
    const drafts: Draft[] = [];
    const results = await mapInTurns(read, (row): BulkRow => {
      if (!('checked' in row)) return row;
      const { index, machine, before } = row;
      const why = check.whyRefused(row);
      if (why !== undefined) return refusal(index, machine.hostname, why);
      const told: BulkRow = { index, status: 'created', id: null, hostname: machine.hostname, errors: [] };
      if (before !== undefined) {
        Object.assign(told, { status: isUnchanged(before, machine) ? 'unchanged' : 'updated', id: before.id });
      }
      if (told.status !== 'unchanged') drafts.push({ row: told, machine, before });
      return told;
    });
    return { results, drafts };
  }

  /** The records that rows may replace, by id. */
  private async recordsOf(inputs: readonly ReadRow[]): Promise<Map<number, MachineEntity>> {
    const ids = new Set<number>();
    for (const input of inputs) {
      if (!('hostname' in input)) continue;
      for (const machine of machinesNamedBy(input, this.directory)) ids.add(machine.id);
    }
    const records = new Map<number, MachineEntity>();
    await forChunks([...ids], async (chunk) => {
      const found = await this.database.read(async (manager) =>
        withNics(manager, await manager.findBy(MachineEntity, { id: In([...chunk]) })),
      );
      for (const record of found) records.set(record.id, record);
    });
    return records;
  }

  private async commit(drafts: readonly Draft[]): Promise<void> {
    try {
      await this.database.write((manager) => storeMachines(manager, drafts));
    } catch (error) {
      if (isUniqueViolation(error))
        throw conflictProblem([
          { field: '', reason: 'another appliance wrote a record with one of these names or addresses just now' },
        ]);
      throw error;
    }
    for (const { row, machine } of drafts) row.id = machine.id;
    // All at once: what one row gives up another may have taken.
    this.directory.putMachines(drafts.map(({ machine }) => knownMachine(machine)));
  }
}

type ReadRow = MachineInput | { readonly errors: readonly FieldError[] };

/** A row that can be read, with the record that it would become. */
interface CheckedRow extends Candidate {
  readonly index: number;
  readonly machine: MachineEntity;
  readonly before: MachineEntity | undefined;
}

function readRow(row: unknown): ReadRow {
  try {
    return readInput(machineInput, row);
  } catch (error) {
    if (error instanceof Problem) return { errors: error.details.errors ?? [] };
    throw error;
  }
}

function refusal(index: number, hostname: string | null, errors: readonly FieldError[]): BulkRow {
  return { index, status: 'refused', id: null, hostname, errors: [...errors] };
}

function isUnchanged(before: MachineEntity, machine: MachineEntity): boolean {
  const shown = viewMachine(before);
  return isDeepStrictEqual({ ...viewMachine(machine), updatedAt: shown.updatedAt }, shown);
}

function countsOf(results: readonly BulkRow[]): Record<BulkRow['status'], number> {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}
