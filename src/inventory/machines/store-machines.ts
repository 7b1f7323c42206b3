import { setImmediate as nextTurn } from 'node:timers/promises';
import { In, type EntityManager } from 'typeorm';
import { MachineEntity } from './machine.entity.js';
import { NicEntity } from './nic.entity.js';

/** Rows between two turns of the event loop: packets are answered meanwhile. */
export const ROWS_AT_ONCE = 50;

/** A record to write, and the one that it replaces. */
export interface MachineDraft {
  readonly machine: MachineEntity;
  readonly before: MachineEntity | undefined;
}

/** Writes all records in the caller's transaction; new ones get their ids. */
export async function storeMachines(manager: EntityManager, drafts: readonly MachineDraft[]): Promise<void> {
  const created = drafts.filter(({ before }) => before === undefined).map(({ machine }) => machine);
  const updated = drafts.filter(({ before }) => before !== undefined).map(({ machine }) => machine);
  // What changes hands between rows must be free before it is taken.
  await forChunks(updated, async (chunk) => {
    const ids = chunk.map(({ id }) => id);
    await manager.delete(NicEntity, { machineId: In(ids) });
    await manager.update(MachineEntity, { id: In(ids) }, { hostnameKey: () => `'~' || id` });
  });
  await forChunks(updated, (chunk) =>
    manager.upsert(
      MachineEntity,
      chunk.map((machine) => ({ ...columnsOf(machine), id: machine.id })),
      ['id'],
    ),
  );
  await forChunks(created, async (chunk) => {
    await manager.insert(MachineEntity, chunk.map(columnsOf));
    const rows = await manager.find(MachineEntity, {
      select: { id: true, hostnameKey: true },
      where: { hostnameKey: In(chunk.map(({ hostnameKey }) => hostnameKey)) },
    });
    const idOf = new Map(rows.map((row) => [row.hostnameKey, row.id]));
    for (const machine of chunk) machine.id = idOf.get(machine.hostnameKey) ?? machine.id;
  });
  const nics = drafts.flatMap(({ machine }) =>
    machine.nics.map((nic) => Object.assign(nic, { machineId: machine.id })),
  );
  await forChunks(nics, (chunk) => manager.insert(NicEntity, [...chunk]));
}

/** The columns of a record but its id; its NICs are rows of their own. */
function columnsOf(machine: MachineEntity): Partial<MachineEntity> {
  const columns: Partial<MachineEntity> = Object.assign({}, machine);
  delete columns.id;
  delete columns.nics;
  return columns;
}

/** Does a part of the work in each turn of the event loop. */
export async function forChunks<Row>(
  rows: readonly Row[],
  work: (chunk: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await work(rows.slice(at, at + ROWS_AT_ONCE));
    await nextTurn();
  }
}

/** `make` of every row, in turns of the event loop. */
export async function mapInTurns<Row, Made>(
  rows: readonly Row[],
  make: (row: Row, index: number) => Made,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const [index, row] of rows.entries()) {
    made.push(make(row, index));
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await nextTurn();
  }
  return made;
}
