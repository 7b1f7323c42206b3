import { Module } from '@nestjs/common';
import { AddressingModule } from '../../addressing/addressing.module.js';
import { BootFilesModule } from '../../boot-files/boot-files.module.js';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { RarpResponder } from './rarp.responder.js';

@Module({
  imports: [AddressingModule, NetModule, BootFilesModule, InventoryModule, JournalModule, ResponderStatusModule],
  providers: [RarpResponder],
  exports: [RarpResponder],
})
export class RarpModule {}
