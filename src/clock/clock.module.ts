import { Global, Module } from '@nestjs/common';
import { Clock } from './clock.port.js';
import { SystemClock } from './system-clock.adapter.js';

/** The time, for everybody who answers packets. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
export class ClockModule {}
