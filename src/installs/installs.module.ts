import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { InstallStore } from './install-store.js';
import { InstallsController } from './installs.controller.js';
import { Installs } from './installs.js';
import { ReportsController } from './reports.controller.js';

/** Installations that end: what state each machine is in, and who says so. */
@Module({
  imports: [InventoryModule, JournalModule],
  controllers: [InstallsController, ReportsController],
  providers: [InstallStore, Installs],
  exports: [Installs],
})
export class InstallsModule {}
