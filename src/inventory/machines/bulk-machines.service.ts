import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { conflictProblem, Problem, type FieldError } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { Database } from '../../database/database.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import { DirectoryDraft } from '../directory-draft.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { InventoryTurns } from '../inventory-turns.js';
import type { BulkQuery, BulkRow, BulkView } from './bulk.schema.js';
import { checkMachine } from './check-machine.js';
import { MachineEntity } from './machine.entity.js';
import { machineInput, nicList, type MachineInput } from './machine.schema.js';
import { machineOf, withNics } from './machine-record.js';
import { knownMachine, viewMachine } from './machine.view.js';
import { forChunks, ROWS_AT_ONCE, storeMachines } from './store-machines.js';

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
    const now = Date.now();
    const ahead = new DirectoryDraft(this.directory);
    const inputs = await mapInTurns(rows, readRow);
    const records = await this.recordsOf(inputs);
    const drafts: Draft[] = [];
    const touched = new Set<number>();
    let newId = 0;
    const results = await mapInTurns(inputs, (input, index): BulkRow => {
      if (!('hostname' in input)) return refusal(index, null, input.errors);
      const { id: ownId, errors: ambiguous } = ownerOf(ahead, input);
      if (ambiguous !== undefined) return refusal(index, input.hostname, ambiguous);
      if (ownId !== undefined && touched.has(ownId)) return refusal(index, input.hostname, SECOND_ROW);
      const before = ownId === undefined ? undefined : records.get(ownId);
      const nics = input.nics ?? (before === undefined ? [] : readInput(nicList, viewMachine(before).nics));
      const { invalid, conflicts } = checkMachine(
        ahead,
        { hostname: input.hostname, nics, profile: input.boot.profile },
        ownId,
      );
      if (invalid.length + conflicts.length > 0) return refusal(index, input.hostname, [...invalid, ...conflicts]);
      const machine = machineOf(input, nics, before, now);
      if (before !== undefined && isUnchanged(before, machine)) {
        return { index, status: 'unchanged', id: before.id, hostname: before.hostname, errors: [] };
      }
      // Ids of the draft are below zero until the database gives the real ones.
      newId -= 1;
      const known = knownMachine(machine);
      ahead.putMachine({ ...known, id: ownId ?? newId });
      touched.add(ownId ?? newId);
      const status = before === undefined ? 'created' : 'updated';
      const row: BulkRow = { index, status, id: before?.id ?? null, hostname: machine.hostname, errors: [] };
      drafts.push({ row, machine, before });
      return row;
    });
    return { results, drafts };
  }

  /** The records that rows may replace, by id. */
  private async recordsOf(inputs: readonly ReadRow[]): Promise<Map<number, MachineEntity>> {
    const ids = new Set<number>();
    for (const input of inputs) {
      if (!('hostname' in input)) continue;
      for (const machine of machinesNamedBy(this.directory, input)) ids.add(machine.id);
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

function readRow(row: unknown): ReadRow {
  try {
    return readInput(machineInput, row);
  } catch (error) {
    if (error instanceof Problem) return { errors: error.details.errors ?? [] };
    throw error;
  }
}

const SECOND_ROW: readonly FieldError[] = [
  { field: '', reason: 'an earlier row of this request is about the same machine' },
];

function refusal(index: number, hostname: string | null, errors: readonly FieldError[]): BulkRow {
  return { index, status: 'refused', id: null, hostname, errors: [...errors] };
}

/** The machines that a row may mean: those with its MACs, and the one with its host name. */
function machinesNamedBy(directory: InMemoryDirectory, { hostname, nics = [] }: MachineInput): KnownMachine[] {
  const byMac = nics.flatMap(({ mac }) => (mac === undefined ? [] : (directory.byMac(mac)?.machine ?? [])));
  const byName = directory.byHostname(hostname);
  return byName === undefined ? byMac : [...byMac, byName];
}

/** Whose record a row is: by its MACs first, else by its name. Two machines by MAC are nobody's. */
function ownerOf(
  directory: InMemoryDirectory,
  input: MachineInput,
): { readonly id?: number; readonly errors?: readonly FieldError[] } {
  const ids = new Set(
    (input.nics ?? []).flatMap(({ mac }) => (mac === undefined ? [] : (directory.byMac(mac)?.machine.id ?? []))),
  );
  if (ids.size > 1) {
    return { errors: [{ field: 'nics', reason: `their MACs belong to machines ${[...ids].join(' and ')}` }] };
  }
  const [byMac] = ids;
  const id = byMac ?? directory.byHostname(input.hostname)?.id;
  return id === undefined ? {} : { id };
}

function isUnchanged(before: MachineEntity, machine: MachineEntity): boolean {
  const shown = viewMachine(before);
  return isDeepStrictEqual({ ...viewMachine(machine), updatedAt: shown.updatedAt }, shown);
}

async function mapInTurns<Row, Made>(rows: readonly Row[], make: (row: Row, index: number) => Made): Promise<Made[]> {
  const made: Made[] = [];
  for (const [index, row] of rows.entries()) {
    made.push(make(row, index));
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await nextTurn();
  }
  return made;
}

function countsOf(results: readonly BulkRow[]): Record<BulkRow['status'], number> {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}
