import { Module } from '@nestjs/common';
import { BootFilesModule } from '../boot-files/boot-files.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { NetModule } from '../net/net.module.js';
import { ResponderStatusModule } from '../responders/responder-status.module.js';
import { DiagnosesController } from './watch/diagnoses.controller.js';
import { Diagnoses } from './watch/diagnoses.js';

/** Why machines do not boot. */
@Module({
  imports: [BootFilesModule, InventoryModule, JournalModule, NetModule, ResponderStatusModule],
  controllers: [DiagnosesController],
  providers: [Diagnoses],
})
export class ForensicsModule {}
