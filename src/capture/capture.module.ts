import { Global, Module } from '@nestjs/common';
import { AddressingModule } from '../addressing/addressing.module.js';
import { ForensicsModule } from '../forensics/forensics.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { PacketTap } from '../net/packet-tap.port.js';
import { CapturesController } from './captures.controller.js';
import { Captures } from './captures.service.js';
import { FrameCapture } from './frame-capture.js';

/** Who hears every packet; known to all that open the wire. */
@Global()
@Module({
  providers: [FrameCapture, { provide: PacketTap, useExisting: FrameCapture }],
  exports: [FrameCapture, PacketTap],
})
export class PacketTapModule {}

/** The last packets of each machine. */
@Module({
  imports: [AddressingModule, ForensicsModule, InventoryModule, JournalModule],
  controllers: [CapturesController],
  providers: [Captures],
})
export class CaptureModule {}
