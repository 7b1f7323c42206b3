import { Module } from '@nestjs/common';
import { AddressingModule } from '../../addressing/addressing.module.js';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { BootparamsResponder } from './bootparams.responder.js';

@Module({
  imports: [NetModule, AddressingModule, InventoryModule, JournalModule, ResponderStatusModule],
  providers: [BootparamsResponder],
  exports: [BootparamsResponder],
})
export class BootparamsModule {}
