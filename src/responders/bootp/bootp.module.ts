import { Module } from '@nestjs/common';
import { BootFilesModule } from '../../boot-files/boot-files.module.js';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { BootpResponder } from './bootp.responder.js';

@Module({
  imports: [NetModule, InventoryModule, BootFilesModule, JournalModule, ResponderStatusModule],
  providers: [BootpResponder],
  exports: [BootpResponder],
})
export class BootpModule {}
