import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { HttpBootResponder } from './http-boot.responder.js';

interface BootRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly raw: IncomingMessage;
}

interface BootReply {
  readonly raw: ServerResponse;
  /** From here on the answer is ours and not Fastify's. */
  hijack(): void;
}

/** Boot files by HTTP, for UEFI firmware, iPXE, GRUB and installers. Needs no token: the gate looks at the address. */
@Controller('boot')
export class HttpBootController {
  constructor(private readonly responder: HttpBootResponder) {}

  /** HEAD too: Fastify sends it here as well. */
  @Operation({
    summary: 'A boot file, for the machine whose address asks',
    description: 'HEAD, Range, If-None-Match and If-Modified-Since as RFC 9110 says; never a redirect.',
    tag: 'boot files',
    open: true,
  })
  @Get('*')
  async get(@Req() { params, raw }: BootRequest, @Res() reply: BootReply): Promise<void> {
    reply.hijack();
    await this.responder.answer(params['*'] ?? '', raw, reply.raw);
  }
}
