import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HealthModule } from '../api/health.module.js';
import { Readiness } from '../api/readiness.js';
import { LeaseDatabase } from '../database/lease-database.js';
import { openLeaseDatabase } from '../database/open-database.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { PoolUses } from '../inventory/networks/pool-uses.js';
import { Log } from '../logging/log.js';
import { Settings } from '../settings/settings.js';
import { AddressOwners } from './address-owners.js';
import { BorrowedAddresses } from './borrowed-addresses.js';
import { LeaseEntity } from './lease.entity.js';
import { LeaseRepository } from './lease.repository.js';
import { LeasesController } from './leases.controller.js';
import { Leases } from './leases.service.js';
import { PoolUseController } from './pool-use.controller.js';

/** Addresses that come from pools: their leases in memory, on the disk and over REST. */
@Module({
  imports: [HealthModule, InventoryModule],
  controllers: [LeasesController, PoolUseController],
  providers: [
    {
      provide: LeaseDatabase,
      inject: [Settings, Log],
      useFactory: (settings: Settings, log: Log) =>
        openLeaseDatabase(settings, [LeaseEntity], (sentence) => log.area('database').warn(sentence)),
    },
    LeaseRepository,
    Leases,
    { provide: BorrowedAddresses, useFactory: () => new BorrowedAddresses() },
    {
      provide: AddressOwners,
      inject: [MachineDirectory, Leases, BorrowedAddresses],
      useFactory: (directory: MachineDirectory, { book }: Leases, borrowed: BorrowedAddresses) =>
        new AddressOwners(directory, book, borrowed),
    },
  ],
  exports: [AddressOwners, BorrowedAddresses, LeaseDatabase, Leases],
})
export class AddressingModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly database: LeaseDatabase,
    private readonly readiness: Readiness,
    private readonly leases: Leases,
    private readonly poolUses: PoolUses,
  ) {}

  onModuleInit(): void {
    this.readiness.probe('leases', () => this.database.check());
    this.readiness.remark(() => this.leases.exhaustedPools());
    this.poolUses.countBy((networkId) => this.leases.poolUse(networkId));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
