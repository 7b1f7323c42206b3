import type { Readable } from 'node:stream';
import { Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { BackupService } from './backup.service.js';

/** What streaming needs of a Fastify reply. */
interface StreamingReply {
  header(name: string, value: string): StreamingReply;
  send(body: Readable): unknown;
}

@Controller('api/v1/backup')
export class BackupController {
  constructor(private readonly backups: BackupService) {}

  @Operation({
    summary: 'The data directory as a tar archive, made while the appliance runs',
    description: 'Databases, the admin token, settings and uploaded files. reveille restore puts it back.',
    tag: 'backup',
    answer: z.string().meta({ description: 'application/x-tar' }),
    errors: [409],
  })
  @Post()
  @HttpCode(HttpStatus.OK)
  async make(@Res() reply: StreamingReply): Promise<void> {
    const archive = await this.backups.open(new Date());
    reply.header('content-type', 'application/x-tar').header('cache-control', 'no-store').send(archive);
  }
}
