import type { EntityManager } from 'typeorm';
import { plainRows } from '../../database/plain-rows.js';
import { viewBootMenu } from '../boot-menu.schema.js';
import { MachineEntity } from './machine.entity.js';
import type { MachineInput, NicInput } from './machine.schema.js';
import { nicColumns } from './machine.view.js';
import { NicEntity } from './nic.entity.js';

/** A condition on numbers of ours: written out, because a thousand parameters are costly to bind. */
export const isOneOf = (column: string, ids: readonly number[]): string =>
  `${column} IN (${ids.map(Math.trunc).join(',')})`;

/** Fills in the NICs of these machines, with one query. */
export async function withNics(manager: EntityManager, machines: MachineEntity[]): Promise<MachineEntity[]> {
  const byId = new Map(machines.map((machine) => [machine.id, machine]));
  for (const machine of machines) machine.nics = [];
  if (machines.length === 0) return machines;
  const ids = [...byId.keys()];
  const [first, last] = [Math.min(...ids), Math.max(...ids)];
  const select = manager.createQueryBuilder(NicEntity, 'nic').orderBy('nic.position', 'ASC');
  // Where the ids lie close together their range brings little besides.
  if (last - first < 2 * ids.length) select.where('nic.machine_id BETWEEN :first AND :last', { first, last });
  else select.where(isOneOf('nic.machine_id', ids));
  for (const nic of await plainRows(select)) byId.get(nic.machineId)?.nics.push(nic);
  return machines;
}

/** The record that an input makes; `before`: the one it replaces. */
export function machineOf(
  input: MachineInput,
  nics: readonly NicInput[],
  before: MachineEntity | undefined,
  now: number,
): MachineEntity {
  const id = before?.id ?? 0;
  return Object.assign(new MachineEntity(), {
    id,
    hostname: input.hostname,
    hostnameKey: input.hostname.toLowerCase(),
    description: input.description,
    labels: input.labels,
    bootMode: input.boot.mode,
    bootFiles: input.boot.files ?? null,
    bootMenu: input.boot.menu === undefined ? null : viewBootMenu(input.boot.menu),
    offerStrategy: input.boot.strategy ?? null,
    profile: input.boot.profile ?? null,
    installRules: input.boot.install ?? null,
    bootparams: input.boot.bootparams ?? null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    nics: nics.map((nic, position) => Object.assign(new NicEntity(), { machineId: id, position, ...nicColumns(nic) })),
  });
}
