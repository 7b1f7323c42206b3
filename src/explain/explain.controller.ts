import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { explainInput, explainView, type ExplainInput, type ExplainView } from './explain.schema.js';
import { ExplainService } from './explain.service.js';

/** What would happen if. */
@Controller('api/v1/explain')
export class ExplainController {
  constructor(private readonly service: ExplainService) {}

  @Operation({
    summary: 'What a machine, or a packet, would be answered, byte for byte, and which policy decided it',
    description: 'The responders themselves are asked. Nothing is sent, journalled or leased.',
    tag: 'diagnosis',
    answer: explainView,
    errors: [404, 422],
  })
  @Post()
  @HttpCode(HttpStatus.OK)
  explain(@Body({ schema: explainInput }) input: ExplainInput): Promise<ExplainView> {
    return this.service.explain(input);
  }
}
