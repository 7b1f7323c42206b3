import { AddressingModule } from '../../addressing/addressing.module.js';
import { Module } from '@nestjs/common';
import { BootFilesModule } from '../../boot-files/boot-files.module.js';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { PersonalitiesModule } from '../../personalities/personalities.module.js';
import { NetModule } from '../../net/net.module.js';
import { OfferAttemptsModule } from '../offer-attempts.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { BootpResponder } from './bootp.responder.js';
import { ProxyDhcp } from './proxy-dhcp.js';

@Module({
  imports: [
    NetModule,
    InventoryModule,
    AddressingModule,
    BootFilesModule,
    JournalModule,
    ResponderStatusModule,
    OfferAttemptsModule,
    PersonalitiesModule,
  ],
  providers: [BootpResponder, ProxyDhcp],
  exports: [BootpResponder],
})
export class BootpModule {}
