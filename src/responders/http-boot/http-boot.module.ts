import { Module } from '@nestjs/common';
import { BootFilesModule } from '../../boot-files/boot-files.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { HttpBootController } from './http-boot.controller.js';
import { HttpBootResponder } from './http-boot.responder.js';

@Module({
  imports: [BootFilesModule, JournalModule, NetModule],
  controllers: [HttpBootController],
  providers: [HttpBootResponder],
  exports: [HttpBootResponder],
})
export class HttpBootModule {}
