import { Module } from '@nestjs/common';
import { BootFilesModule } from '../boot-files/boot-files.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { NetModule } from '../net/net.module.js';
import { OtherServersModule } from '../responders/other-servers/other-servers.module.js';
import { ResponderStatusModule } from '../responders/responder-status.module.js';
import { BootFactsSource } from './watch/boot-facts.js';
import { BootWatch } from './watch/boot-watch.js';
import { BootsController } from './watch/boots.controller.js';
import { Boots } from './watch/boots.js';
import { DiagnosesController } from './watch/diagnoses.controller.js';
import { Diagnoses } from './watch/diagnoses.js';

/** Why machines do not boot. */
@Module({
  imports: [BootFilesModule, InventoryModule, JournalModule, NetModule, OtherServersModule, ResponderStatusModule],
  controllers: [BootsController, DiagnosesController],
  providers: [BootFactsSource, BootWatch, Boots, Diagnoses],
  exports: [Boots, Diagnoses],
})
export class ForensicsModule {}
