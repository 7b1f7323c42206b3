import { Module } from '@nestjs/common';
import { ResponderStatus } from './responder-status.js';

@Module({ providers: [ResponderStatus], exports: [ResponderStatus] })
export class ResponderStatusModule {}
