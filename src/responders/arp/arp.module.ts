import { Module } from '@nestjs/common';
import { AddressingModule } from '../../addressing/addressing.module.js';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { VendorsModule } from '../../vendors/vendors.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { AddressAnnouncer } from './address-announcer.js';
import { ArpController } from './arp.controller.js';
import { ArpResponder } from './arp.responder.js';
import { ProxyArp } from './proxy-arp.js';
import { ConflictWatch } from './conflict-watch.js';

@Module({
  imports: [AddressingModule, NetModule, InventoryModule, JournalModule, VendorsModule, ResponderStatusModule],
  controllers: [ArpController],
  providers: [AddressAnnouncer, ConflictWatch, ProxyArp, ArpResponder],
  exports: [ArpResponder],
})
export class ArpModule {}
