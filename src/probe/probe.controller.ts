import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { probeInput, probeView, type ProbeInput, type ProbeView } from './probe.schema.js';
import { Prober } from './probe.service.js';

@Controller('api/v1/probe')
export class ProbeController {
  constructor(private readonly prober: Prober) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Operation({
    tag: 'explain',
    summary: 'Ask the real wire as a machine would: who answers what, and can the boot file be read?',
    description:
      'DHCPDISCOVER as firmware and as a plain client, from a hardware address of its own. Nothing is taken.',
    answer: probeView,
    errors: [400, 403, 409, 422],
  })
  probe(@Body({ schema: probeInput }) input: ProbeInput): Promise<ProbeView> {
    return this.prober.probe(input);
  }
}
