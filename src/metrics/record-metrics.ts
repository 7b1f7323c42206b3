import { Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { LeaseState } from '../addressing/lease.js';
import { Leases } from '../addressing/leases.service.js';
import { Database } from '../database/database.js';
import { LeaseDatabase } from '../database/lease-database.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { PersistentJournal } from '../journal/persistent-journal.js';
import { collectGauge, collectHistogram, type Sample } from './collected.js';

/** What is known and what is kept, in numbers. */
@Injectable()
export class RecordMetrics {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly leases: Leases,
    private readonly journal: PersistentJournal,
    private readonly database: Database,
    private readonly leaseDatabase: LeaseDatabase,
  ) {}

  register(registry: Registry): void {
    collectGauge(registry, { name: 'reveille_machines', help: 'Machines of the inventory.', labelNames: [] }, () => [
      [{}, this.directory.machineCount],
    ]);
    collectGauge(registry, { name: 'reveille_networks', help: 'Networks of the inventory.', labelNames: [] }, () => [
      [{}, this.directory.networks().length],
    ]);
    collectGauge(
      registry,
      {
        name: 'reveille_pool_addresses',
        help: 'Addresses that the pools of a network have, free or not.',
        labelNames: ['network'],
      },
      () => this.pools().map((table) => [{ network: table.network.name }, table.poolSize] as const),
    );
    collectGauge(
      registry,
      {
        name: 'reveille_leases',
        help: 'Addresses of a network that are not free, by state: offered, leased, quarantined.',
        labelNames: ['network', 'state'],
      },
      () => this.pools().flatMap((table) => leasesByState(table.network.name, table.all(), Date.now())),
    );
    this.registerCommits(registry);
  }

  private registerCommits(registry: Registry): void {
    collectHistogram(
      registry,
      {
        name: 'reveille_commit_seconds',
        help: 'How long transactions took, without the wait for their turn.',
        labelNames: ['database'],
      },
      () => [
        [{ database: 'inventory' }, this.database.commitTimes],
        [{ database: 'leases' }, this.leaseDatabase.commitTimes],
      ],
    );
    collectHistogram(
      registry,
      { name: 'reveille_commit_rows', help: 'Rows that one commit brought.', labelNames: ['of'] },
      () => [
        [{ of: 'leases' }, this.leases.commitSizes],
        [{ of: 'journal' }, this.journal.commitSizes],
      ],
    );
  }

  /** The leases of every network that gives addresses, or gave some. */
  private pools() {
    return this.directory.networks().flatMap((network) => this.leases.book.ifAny(network) ?? []);
  }
}

interface HeldAddress {
  readonly state: LeaseState;
  readonly until: number;
}

/** What has lapsed is free, although its record still says whose it was. */
function leasesByState(
  network: string,
  leases: Iterable<HeldAddress>,
  now: number,
): readonly Sample<'network' | 'state'>[] {
  const counts = { offered: 0, leased: 0, quarantined: 0, released: 0 };
  for (const { state, until } of leases) if (until > now) counts[state] += 1;
  return (['offered', 'leased', 'quarantined'] as const).map((state) => [{ network, state }, counts[state]]);
}
