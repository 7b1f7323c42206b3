import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { Operation } from './docs/operation.decorator.js';
import { Readiness } from './readiness.js';

interface StatusReply {
  status(code: number): unknown;
}

export interface HealthReport {
  readonly status: 'ready' | 'not ready';
  /** Each part: `ready`, `degraded: ` and why, or why it is not ready. A degraded one leaves the appliance ready. */
  readonly parts: Readonly<Record<string, string>>;
  /** What works and needs a look all the same, in sentences. */
  readonly remarks: readonly string[];
}

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Operation({ summary: 'Is the program running?', tag: 'health', open: true })
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Operation({
    summary: 'Is the appliance up, with its database? 503 names every part that is not ready, and why',
    description:
      'A responder that cannot listen on an interface is `degraded: …` among the parts; the rest is served, so that is a 200.',
    tag: 'health',
    open: true,
    errors: [HttpStatus.SERVICE_UNAVAILABLE],
  })
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: StatusReply): Promise<HealthReport> {
    const state = await this.readiness.state();
    const parts: Record<string, string> = {};
    for (const { part, why } of this.readiness.degraded()) parts[part] = `degraded: ${why}`;
    for (const [part, why] of state) parts[part] = why ?? 'ready';
    const allReady = state.size > 0 && [...state.values()].every((why) => why === undefined);
    if (!allReady) reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: allReady ? 'ready' : 'not ready', parts, remarks: this.readiness.remarks() };
  }
}
