import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { mergePatch } from '../../api/merge-patch.js';
import { pageOf, type Page } from '../../api/paging.js';
import { conflictProblem, notFoundProblem, validationProblem, type FieldError } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { Database } from '../../database/database.js';
import { isUniqueViolation } from '../../database/database-problem.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { InventoryTurns } from '../inventory-turns.js';
import { profileFaults } from '../profiles/check-profile.js';
import { networkConflicts, strandedAddresses } from './check-network.js';
import { NetworkEntity } from './network.entity.js';
import { networkInput, type NetworkInput, type NetworkQuery } from './network.schema.js';
import { knownNetwork, networkOfInput, viewNetwork, type NetworkRecordView, type NetworkView } from './network.view.js';
import { PoolUses } from './pool-uses.js';

function refuse(conflicts: readonly FieldError[]): void {
  if (conflicts.length > 0) throw conflictProblem(conflicts);
}

/** The networks of the inventory: database, directory and rules together. */
@Injectable()
export class NetworksService {
  constructor(
    private readonly database: Database,
    private readonly directory: InMemoryDirectory,
    private readonly turns: InventoryTurns,
    private readonly poolUses: PoolUses,
  ) {}

  /** Adds a network. 409 as a problem. */
  create(input: NetworkInput): Promise<NetworkView> {
    return this.turns.run(async () => this.shown(await this.write(input, undefined)));
  }

  /** Applies a JSON merge patch (RFC 7396) to the network as REST shows it. */
  patch(id: number, patch: unknown): Promise<NetworkView> {
    return this.turns.run(async () => {
      const before = await this.record(id);
      return this.shown(await this.write(readInput(networkInput, mergePatch(viewNetwork(before), patch)), before));
    });
  }

  async remove(id: number): Promise<void> {
    await this.turns.run(async () => {
      const network = await this.record(id);
      refuse(strandedAddresses(this.directory, knownNetwork(network), undefined));
      await this.database.write((manager) => manager.delete(NetworkEntity, { id: network.id }));
      this.directory.removeNetwork(network.id);
    });
  }

  async get(id: number): Promise<NetworkView> {
    return this.shown(viewNetwork(await this.record(id)));
  }

  async list(query: NetworkQuery): Promise<Page<NetworkView>> {
    const rows = await this.database.read((manager) => {
      const select = manager
        .createQueryBuilder(NetworkEntity, 'network')
        .orderBy('network.id', 'ASC')
        .limit(query.limit + 1);
      if (query.cursor !== undefined) select.andWhere('network.id > :after', { after: query.cursor });
      if (query.name !== undefined) select.andWhere('network.nameKey = :key', { key: query.name.toLowerCase() });
      return select.getMany();
    });
    return pageOf(rows, query.limit, (row) => this.shown(viewNetwork(row)));
  }

  /** With how full its pools are: counted in memory, for each network that is shown. */
  private shown(record: NetworkRecordView): NetworkView {
    return { ...record, poolUse: record.pools.length === 0 ? null : this.poolUses.of(record.id) };
  }

  private async record(id: number): Promise<NetworkEntity> {
    const network = await this.database.read((manager) => manager.findOneBy(NetworkEntity, { id }));
    if (network === null) throw notFoundProblem(`There is no network ${id}.`);
    return network;
  }

  /** Checks, commits and tells the directory; the caller has the turn. */
  private async write(input: NetworkInput, before: NetworkEntity | undefined): Promise<NetworkRecordView> {
    const invalid = [
      ...profileFaults(this.directory, 'boot.profile', input.boot.profile),
      ...profileFaults(this.directory, 'boot.unknownProfile', input.boot.unknownProfile),
    ];
    if (invalid.length > 0) throw validationProblem(invalid);
    refuse(networkConflicts(this.directory, input, before?.id));
    if (before !== undefined) refuse(strandedAddresses(this.directory, knownNetwork(before), input));
    const network = networkOfInput(input, before, Date.now());
    if (before !== undefined) {
      const shown = viewNetwork(before);
      if (isDeepStrictEqual({ ...viewNetwork(network), updatedAt: shown.updatedAt }, shown)) return shown;
    }
    // The directory's view is made first: what cannot be served must not be committed.
    const known = knownNetwork(network);
    const { id, ...columns } = network;
    try {
      await this.database.write(async (manager) => {
        if (before !== undefined) await manager.update(NetworkEntity, { id }, columns);
        else network.id = Number((await manager.insert(NetworkEntity, columns)).identifiers[0]?.['id']);
      });
    } catch (error) {
      // Only another appliance on the same database can have come between the check and the commit.
      if (isUniqueViolation(error))
        refuse([{ field: '', reason: 'another appliance wrote this name or CIDR just now' }]);
      throw error;
    }
    this.directory.putNetwork({ ...known, id: network.id });
    return viewNetwork(network);
  }
}
