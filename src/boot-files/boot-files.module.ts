import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { Settings } from '../settings/settings.js';
import { BootFileGate } from './boot-file-gate.js';
import { BootFileSource } from './boot-file-source.port.js';
import { BuiltInFiles } from './built-in-files.js';
import { HexNamedFiles } from './hex-named-files.js';
import { TftpbootSource } from './sources/tftpboot.source.js';

/** Where bytes come from, and who may have them. */
@Module({
  imports: [InventoryModule],
  providers: [
    {
      provide: BootFileSource,
      inject: [Settings],
      useFactory: (settings: Settings) => new TftpbootSource(settings.tftpRoot),
    },
    BootFileGate,
    BuiltInFiles,
    HexNamedFiles,
  ],
  exports: [BootFileGate, BuiltInFiles, HexNamedFiles],
})
export class BootFilesModule {}
