import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PersonalitiesController } from './personalities.controller.js';
import { Personalities } from './personalities.port.js';
import { PersonalitiesService } from './personalities.service.js';
import { PersonalityRepository } from './personality.repository.js';

/** With which client identities each machine was seen, and when. */
@Module({
  imports: [InventoryModule],
  controllers: [PersonalitiesController],
  providers: [
    PersonalityRepository,
    PersonalitiesService,
    { provide: Personalities, useExisting: PersonalitiesService },
  ],
  exports: [Personalities],
})
export class PersonalitiesModule {}
