import { Module, type OnModuleInit } from '@nestjs/common';
import { HealthModule } from '../api/health.module.js';
import { Readiness } from '../api/readiness.js';
import { AnswerTimes } from './answer-times.js';
import { DroppedOptions } from './dropped-options.js';
import { ResponderStatus } from './responder-status.js';

/** What all responders tell about themselves: where they listen, and how long their answers take. */
@Module({
  imports: [HealthModule],
  providers: [ResponderStatus, AnswerTimes, DroppedOptions],
  exports: [ResponderStatus, AnswerTimes, DroppedOptions],
})
export class ResponderStatusModule implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    private readonly status: ResponderStatus,
  ) {}

  onModuleInit(): void {
    this.readiness.watch(() => this.status.troubled());
  }
}
