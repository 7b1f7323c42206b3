import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { mergePatch } from '../../api/merge-patch.js';
import { pageOf, type Page } from '../../api/paging.js';
import { conflictProblem, notFoundProblem, validationProblem } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { Database } from '../../database/database.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import { plainRows } from '../../database/plain-rows.js';
import { formatMacAddress, type MacAddress } from '../../values/mac-address.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { InventoryTurns } from '../inventory-turns.js';
import { checkMachine } from './check-machine.js';
import { isOneOf, machineOf, withNics } from './machine-record.js';
import { MachineEntity } from './machine.entity.js';
import { machineInput, nicList, type MachineInput, type MachineQuery, type NicInput } from './machine.schema.js';
import { knownMachine, viewMachine, type MachineView } from './machine.view.js';
import { NicEntity } from './nic.entity.js';

/** A machine after a write, and whether the write made it. */
interface WrittenMachine {
  readonly machine: MachineView;
  readonly created: boolean;
}

/** The machines of the inventory: database, directory and rules together. */
@Injectable()
export class MachinesService {
  constructor(
    private readonly database: Database,
    private readonly directory: InMemoryDirectory,
    private readonly turns: InventoryTurns,
  ) {}

  /** Adds a machine. 422 and 409 as problems. */
  async create(input: MachineInput): Promise<MachineView> {
    return this.turns.run(() => this.write(input, input.nics ?? [], undefined));
  }

  /**
   * The machine with this MAC becomes what `input` says, made when there is none. Content that is there already writes
   * nothing. `nics` left out: those it has, or one with this MAC.
   */
  async putByMac(mac: MacAddress, input: MachineInput): Promise<WrittenMachine> {
    if (input.nics !== undefined && !input.nics.some((nic) => nic.mac === mac)) {
      const reason = `none of them has the mac of the path, ${formatMacAddress(mac)}; give it to one of them, or leave nics out`;
      throw validationProblem([{ field: 'nics', reason }]);
    }
    return this.turns.run(async () => {
      const known = this.directory.byMac(mac)?.machine;
      if (known === undefined) {
        return { machine: await this.write(input, input.nics ?? [{ mac }], undefined), created: true };
      }
      const before = await this.record(known.id);
      return {
        machine: await this.write(input, input.nics ?? readInput(nicList, viewMachine(before).nics), before),
        created: false,
      };
    });
  }

  /** Applies a JSON merge patch (RFC 7396) to the machine as REST shows it. */
  async patch(id: number, patch: unknown): Promise<MachineView> {
    return this.turns.run(async () => {
      const before = await this.record(id);
      const input = readInput(machineInput, mergePatch(viewMachine(before), patch));
      return this.write(input, input.nics ?? [], before);
    });
  }

  async remove(id: number): Promise<void> {
    await this.turns.run(async () => {
      const { id: known } = await this.record(id);
      await this.database.write(async (manager) => {
        await manager.delete(NicEntity, { machineId: known });
        await manager.delete(MachineEntity, { id: known });
      });
      this.directory.removeMachine(known);
    });
  }

  async get(id: number): Promise<MachineView> {
    return viewMachine(await this.record(id));
  }

  async getByMac(mac: MacAddress): Promise<MachineView> {
    const known = this.directory.byMac(mac);
    if (known === undefined) throw notFoundProblem(`No machine has the MAC ${formatMacAddress(mac)}.`);
    return this.get(known.machine.id);
  }

  async list(query: MachineQuery): Promise<Page<MachineView>> {
    const ids = this.idsOf(query);
    if (ids?.length === 0) return { items: [], nextCursor: null };
    const rows = await this.database.read(async (manager) => {
      const select = manager
        .createQueryBuilder(MachineEntity, 'machine')
        .orderBy('machine.id', 'ASC')
        .limit(query.limit + 1);
      if (ids !== undefined) select.where(isOneOf('machine.id', ids));
      else if (query.cursor !== undefined) select.where('machine.id > :after', { after: query.cursor });
      return withNics(manager, await plainRows(select));
    });
    return pageOf(rows, query.limit, viewMachine);
  }

  /**
   * The ids that the filters leave, as many as the page and the question for the next one need; undefined without a
   * filter. The directory in memory knows them at once, where the database would look through every row.
   */
  private idsOf(query: MachineQuery): readonly number[] | undefined {
    const { cursor: after = 0, label: labels, limit } = query;
    const only = this.idOf(query);
    if (only === null) return [];
    if (only === undefined && labels.length === 0) return undefined;
    const among = only === undefined ? this.directory.all() : [this.directory.byId(only) ?? []].flat();
    const found: number[] = [];
    for (const { id, labels: has } of among) {
      if (id > after && labels.every(({ key, value }) => has[key] === value)) found.push(id);
    }
    return found.sort((a, b) => a - b).slice(0, limit + 1);
  }

  /** The only machine that the filters by name and address leave: undefined without such a filter, null for none. */
  private idOf({ hostname, mac, ip }: MachineQuery): number | null | undefined {
    const ids: (number | undefined)[] = [];
    if (hostname !== undefined) ids.push(this.directory.byHostname(hostname)?.id);
    if (mac !== undefined) ids.push(this.directory.byMac(mac)?.machine.id);
    if (ip !== undefined) ids.push(this.directory.byIp(ip)?.machine.id);
    if (ids.length === 0) return undefined;
    return ids.every((id) => id === ids[0]) ? (ids[0] ?? null) : null;
  }

  private async record(id: number): Promise<MachineEntity> {
    const where: FindOptionsWhere<MachineEntity> = { id };
    const machine =
      this.directory.byId(id) &&
      (await this.database.read(
        async (manager) => (await withNics(manager, await manager.findBy(MachineEntity, where)))[0],
      ));
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    return machine;
  }

  /** Checks, commits and tells the directory; the caller has the turn. */
  private async write(
    input: MachineInput,
    nics: readonly NicInput[],
    before: MachineEntity | undefined,
  ): Promise<MachineView> {
    const { invalid, conflicts } = checkMachine(
      this.directory,
      { hostname: input.hostname, nics, profile: input.boot.profile },
      before?.id,
    );
    if (invalid.length > 0) throw validationProblem(invalid);
    if (conflicts.length > 0) throw conflictProblem(conflicts);
    const now = Date.now();
    const machine = machineOf(input, nics, before, now);
    if (before !== undefined) {
      const shown = viewMachine(before);
      if (isDeepStrictEqual({ ...viewMachine(machine), updatedAt: shown.updatedAt }, shown)) return shown;
    }
    try {
      await this.database.write((manager) => store(manager, machine, before));
    } catch (error) {
      // Only another appliance on the same database can have come between the check and the commit.
      if (isUniqueViolation(error))
        throw conflictProblem([
          { field: '', reason: 'another appliance wrote a record with this host name, MAC or IP just now' },
        ]);
      throw error;
    }
    this.directory.putMachine(knownMachine(machine));
    return viewMachine(machine);
  }
}

/** Writes a machine and its NICs; gives a new machine its id. */
async function store(manager: EntityManager, machine: MachineEntity, before: MachineEntity | undefined): Promise<void> {
  const { id, nics, ...columns } = machine;
  if (before === undefined) {
    const { identifiers } = await manager.insert(MachineEntity, columns);
    machine.id = Number(identifiers[0]?.['id']);
  } else {
    await manager.update(MachineEntity, { id }, columns);
    const same = isDeepStrictEqual(viewMachine(before).nics, viewMachine(machine).nics);
    if (same) return;
    await manager.delete(NicEntity, { machineId: id });
  }
  if (nics.length === 0) return;
  for (const nic of nics) nic.machineId = machine.id;
  await manager.insert(
    NicEntity,
    nics.map(({ machineId, position, mac, ip, details }) => ({ machineId, position, mac, ip, details })),
  );
}
