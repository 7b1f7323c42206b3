import { Module } from '@nestjs/common';
import { AddressingModule } from '../addressing/addressing.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { HttpBootModule } from '../responders/http-boot/http-boot.module.js';
import { ResponderStatusModule } from '../responders/responder-status.module.js';
import { TftpModule } from '../responders/tftp/tftp.module.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { PacketMetrics } from './packet-metrics.js';
import { RecordMetrics } from './record-metrics.js';

/** `/metrics`. It asks the features for their numbers, and they know nothing of it. */
@Module({
  imports: [AddressingModule, InventoryModule, JournalModule, ResponderStatusModule, TftpModule, HttpBootModule],
  controllers: [MetricsController],
  providers: [Metrics, PacketMetrics, RecordMetrics],
})
export class MetricsModule {}
