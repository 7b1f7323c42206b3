import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { AddressingModule } from '../addressing/addressing.module.js';
import { Database } from '../database/database.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { Log } from '../logging/log.js';
import { Settings } from '../settings/settings.js';
import { BootFileGate } from './boot-file-gate.js';
import { BootFileTree } from './boot-file-tree.js';
import { BootFilesController } from './boot-files.controller.js';
import { BuiltInFiles } from './built-in-files.js';
import { HexNamedFiles } from './hex-named-files.js';
import { Fetches, loadFetches } from './fetches/fetches.js';
import { HandedOut } from './fetches/handed-out.js';
import { BootFileListing } from './listing/boot-file-listing.js';
import { FileSums } from './listing/file-sums.js';
import { ProfileFilesSource } from './sources/profile-files.source.js';
import { MachineFilesController } from './machine-files.controller.js';
import { BuiltInTemplatesSource } from './sources/built-in-templates.source.js';
import { FolderSource } from './sources/folder.source.js';
import { SYSTEM_LOADERS } from './sources/system-loader.table.js';
import { SystemLoadersSource } from './sources/system-loaders.source.js';
import { UploadGate } from './upload-gate.js';
import { UploadStore } from './uploads/upload-store.js';

/** The folder in the data directory that holds what was uploaded by REST. */
const uploadFolder = ({ dataDir }: Settings): string => join(dataDir, 'boot-files');

/** Where bytes come from, in this order; and who may have them. */
@Module({
  imports: [AddressingModule, InventoryModule],
  controllers: [BootFilesController, MachineFilesController],
  providers: [
    {
      provide: SystemLoadersSource,
      inject: [Settings],
      useFactory: ({ systemLoaders }: Settings) => new SystemLoadersSource(systemLoaders ? SYSTEM_LOADERS : []),
    },
    {
      provide: BootFileTree,
      inject: [Settings, SystemLoadersSource],
      useFactory: (settings: Settings, systemLoaders: SystemLoadersSource) =>
        new BootFileTree(
          [
            new FolderSource('tftpboot', settings.tftpRoot),
            new FolderSource('uploads', uploadFolder(settings)),
            new ProfileFilesSource(),
            new BuiltInTemplatesSource(),
            systemLoaders,
          ],
          settings.httpPort,
        ),
    },
    {
      provide: BuiltInFiles,
      inject: [Settings, SystemLoadersSource],
      useFactory: (settings: Settings, systemLoaders: SystemLoadersSource) =>
        new BuiltInFiles([settings.tftpRoot, uploadFolder(settings)], systemLoaders),
    },
    {
      provide: Fetches,
      inject: [Database, Log],
      useFactory: (database: Database, log: Log) =>
        loadFetches(database, (sentence) => log.area('boot-files').error(sentence)),
    },
    { provide: HandedOut, inject: [Fetches], useFactory: ({ handedOut }: Fetches) => handedOut },
    {
      provide: UploadStore,
      inject: [Settings, FileSums],
      useFactory: (settings: Settings, sums: FileSums) =>
        new UploadStore(
          uploadFolder(settings),
          join(settings.dataDir, 'boot-files.incoming'),
          settings.uploadBytes,
          sums,
        ),
    },
    { provide: FileSums, useFactory: () => new FileSums() },
    BootFileListing,
    BootFileGate,
    HexNamedFiles,
    UploadGate,
  ],
  exports: [BootFileGate, BootFileTree, BuiltInFiles, Fetches, HandedOut, HexNamedFiles, UploadGate],
})
export class BootFilesModule {}
