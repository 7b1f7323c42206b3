import { Module } from '@nestjs/common';
import { BootFilesModule } from '../../boot-files/boot-files.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { NetModule } from '../../net/net.module.js';
import { ResponderStatusModule } from '../responder-status.module.js';
import { TftpResponder } from './tftp.responder.js';

@Module({
  imports: [NetModule, BootFilesModule, JournalModule, ResponderStatusModule],
  providers: [TftpResponder],
  exports: [TftpResponder],
})
export class TftpModule {}
