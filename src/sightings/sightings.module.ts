import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { VendorsModule } from '../vendors/vendors.module.js';
import { SightingRepository } from './sighting.repository.js';
import { SightingsController } from './sightings.controller.js';
import { SightingsService } from './sightings.service.js';

@Module({
  imports: [InventoryModule, JournalModule, VendorsModule],
  controllers: [SightingsController],
  providers: [SightingRepository, SightingsService],
})
export class SightingsModule {}
