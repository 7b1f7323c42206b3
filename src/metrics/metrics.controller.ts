import { Controller, Get, Header } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { Metrics } from './metrics.js';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Operation({
    summary: 'Numbers for Prometheus, in its text format',
    description: 'For everybody, unless REVEILLE_METRICS is `token`.',
    tag: 'health',
    open: true,
  })
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @Get()
  read(): Promise<string> {
    return this.metrics.render();
  }
}
