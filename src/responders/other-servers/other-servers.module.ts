import { Module } from '@nestjs/common';
import { HealthModule } from '../../api/health.module.js';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { VendorsModule } from '../../vendors/vendors.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { OtherServersController } from './other-servers.controller.js';
import { OtherServersResponder } from './other-servers.responder.js';

@Module({
  imports: [NetModule, HealthModule, InventoryModule, JournalModule, VendorsModule, ResponderStatusModule],
  controllers: [OtherServersController],
  providers: [OtherServersResponder],
  exports: [OtherServersResponder],
})
export class OtherServersModule {}
