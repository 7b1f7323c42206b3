import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { ImportWatch } from './import-watch.js';

/** Keeps the inventory like the files that REVEILLE_IMPORT_WATCH names. */
@Module({ imports: [InventoryModule], providers: [ImportWatch] })
export class ImportWatchModule {}
