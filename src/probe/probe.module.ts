import { Module } from '@nestjs/common';
import { NetModule } from '../net/net.module.js';
import { ProbeController } from './probe.controller.js';
import { Prober } from './probe.service.js';

/** A client that is not ours, on the real wire. */
@Module({ imports: [NetModule], controllers: [ProbeController], providers: [Prober] })
export class ProbeModule {}
