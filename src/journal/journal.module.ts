import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { Log } from '../logging/log.js';
import { Settings } from '../settings/settings.js';
import { JournalStream } from './journal-stream.js';
import { JournalRepository } from './journal.repository.js';
import { Journal } from './journal.port.js';
import { PersistentJournal } from './persistent-journal.js';
import { TimelineController } from './timeline.controller.js';

/** What happened to every machine: the log, the database and the REST page of it. */
@Module({
  imports: [InventoryModule],
  controllers: [TimelineController],
  providers: [
    JournalRepository,
    JournalStream,
    {
      provide: PersistentJournal,
      inject: [JournalRepository, Log, Settings],
      useFactory: (repository: JournalRepository, log: Log, settings: Settings) =>
        new PersistentJournal(repository, log, settings.journalRows),
    },
    { provide: Journal, useExisting: PersistentJournal },
  ],
  exports: [Journal, JournalRepository, PersistentJournal],
})
export class JournalModule {}
