import { Logger, Module } from '@nestjs/common';

import { Settings } from '../settings/settings.js';
import { Net } from './net.port.js';
import { openNet } from './open-net.js';

/**
 * Provides `Net`. It is not closed by a Nest hook: the responders let go of their ports first, so the application's
 * stop sequence calls `Net.close()` in its turn.
 */
@Module({
  providers: [
    {
      provide: Net,
      inject: [Settings],
      useFactory: (settings: Settings): Net => {
        const logger = new Logger('net');
        return openNet({ interfaces: settings.interfaces, report: (sentence) => logger.warn(sentence) });
      },
    },
  ],
  exports: [Net],
})
export class NetModule {}
