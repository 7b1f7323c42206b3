import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock/clock.port.js';
import { SystemClock } from './clock/system-clock.adapter.js';
import { NetSource } from './net/net-source.port.js';
import { openNet } from './net/open-net.js';

/** What an appliance lives in. */
export interface Surroundings {
  readonly clock: Clock;
  readonly net: NetSource;
}

/** The time and the wires of this host. */
export const THIS_HOST: Surroundings = { clock: new SystemClock(), net: { open: openNet } };

/** Provides both to everybody. */
@Global()
@Module({})
export class SurroundingsModule {
  static of({ clock, net }: Surroundings): DynamicModule {
    return {
      module: SurroundingsModule,
      providers: [
        { provide: Clock, useValue: clock },
        { provide: NetSource, useValue: net },
      ],
      exports: [Clock, NetSource],
    };
  }
}
