import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { MixedList } from 'typeorm';
import { HealthModule } from '../api/health.module.js';
import { Readiness } from '../api/readiness.js';
import { Log } from '../logging/log.js';
import { Settings } from '../settings/settings.js';
import { Database } from './database.js';
import { openDatabase } from './open-database.js';

/** Opens and migrates the database before any module that asks for `Database` is made, and closes it last. */
@Module({ imports: [HealthModule] })
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly readiness: Readiness,
  ) {}

  /** `entities`: the entity classes of every feature; the composition root knows them all. */
  static forRoot(entities: MixedList<abstract new () => object>): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Database,
          inject: [Settings, Log],
          useFactory: (settings: Settings, log: Log) =>
            openDatabase(settings, entities, (sentence) => log.area('database').warn(sentence)),
        },
      ],
      exports: [Database],
    };
  }

  onModuleInit(): void {
    this.readiness.probe('database', () => this.database.check());
  }

  /** Features write their last rows in `beforeApplicationShutdown`; this comes after all of them. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
