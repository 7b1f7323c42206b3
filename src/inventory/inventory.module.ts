import { Module, type OnModuleInit } from '@nestjs/common';
import { HealthModule } from '../api/health.module.js';
import { Readiness } from '../api/readiness.js';
import { Database } from '../database/database.js';
import { ImportController } from './import/import.controller.js';
import { ImportService } from './import/import.service.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import { InventoryTurns } from './inventory-turns.js';
import { loadDirectory } from './load-directory.js';
import { MachineDirectory } from './machine-directory.js';
import { BulkMachinesService } from './machines/bulk-machines.service.js';
import { MachinesController } from './machines/machines.controller.js';
import { MachinesService } from './machines/machines.service.js';
import { NetworksController } from './networks/networks.controller.js';
import { NetworksService } from './networks/networks.service.js';
import { PoolUses } from './networks/pool-uses.js';
import { ProfilesController } from './profiles/profiles.controller.js';
import { ProfilesService } from './profiles/profiles.service.js';

/** Machines and networks: REST for people, `MachineDirectory` for responders. The directory is full when it is injected. */
@Module({
  imports: [HealthModule],
  controllers: [MachinesController, NetworksController, ProfilesController, ImportController],
  providers: [
    { provide: InMemoryDirectory, inject: [Database], useFactory: (database: Database) => loadDirectory(database) },
    { provide: MachineDirectory, useExisting: InMemoryDirectory },
    InventoryTurns,
    PoolUses,
    MachinesService,
    BulkMachinesService,
    NetworksService,
    ProfilesService,
    ImportService,
  ],
  exports: [
    InMemoryDirectory,
    MachineDirectory,
    MachinesService,
    BulkMachinesService,
    NetworksService,
    PoolUses,
    ProfilesService,
    ImportService,
  ],
})
export class InventoryModule implements OnModuleInit {
  constructor(private readonly readiness: Readiness) {}

  onModuleInit(): void {
    this.readiness.ready('directory');
  }
}
