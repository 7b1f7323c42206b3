import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Log } from './log.js';

/** Gives everybody the log that `main.ts` opened. */
@Global()
@Module({})
export class LoggingModule {
  static of(log: Log): DynamicModule {
    return { module: LoggingModule, providers: [{ provide: Log, useValue: log }], exports: [Log] };
  }
}
