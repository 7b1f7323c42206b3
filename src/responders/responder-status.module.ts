import { Module } from '@nestjs/common';
import { AnswerTimes } from './answer-times.js';
import { ResponderStatus } from './responder-status.js';

/** What all responders tell about themselves: where they listen, and how long their answers take. */
@Module({ providers: [ResponderStatus, AnswerTimes], exports: [ResponderStatus, AnswerTimes] })
export class ResponderStatusModule {}
