import type { Readable } from 'node:stream';
import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Put, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { textPageQuery, type Page } from '../api/paging.js';
import { notFoundProblem, validationProblem } from '../api/problem.js';
import { strictObject } from '../api/strict-object.js';
import {
  bootFilePage,
  bootFileRecord,
  uploadedView,
  type BootFileRecord,
  type BootFileView,
} from './listing/boot-file.view.js';
import { BootFileListing } from './listing/boot-file-listing.js';
import { UploadStore, type UploadClaim } from './uploads/upload-store.js';

const text = z.string();

const listQuery = strictObject({
  ...textPageQuery,
  search: text.optional().meta({ description: 'Only files whose path contains this, in any case of letters' }),
  source: text.optional().meta({ description: 'Only files of this source: tftpboot, uploads, built-in, system' }),
});
const uploadQuery = z.object({
  sha256: text
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
    .optional()
    .meta({ description: 'SHA-256 of the file in hexadecimal; checked before the file is kept' }),
});

interface UploadRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Readable;
}

interface UploadReply {
  status(code: number): UploadReply;
}

/** What machines may fetch: the list of all sources, and uploads. */
@Controller('api/v1/boot-files')
export class BootFilesController {
  constructor(
    private readonly listing: BootFileListing,
    private readonly uploads: UploadStore,
  ) {}

  @Operation({
    summary: 'Boot files in the order of their names, with their sources, sums and who fetched them last',
    description:
      'What the sources have, also where it is hidden by another source; not what is made of profiles for each machine.',
    tag: 'boot files',
    query: listQuery,
    answer: bootFilePage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: listQuery }) query: z.output<typeof listQuery>): Promise<Page<BootFileView>> {
    return this.listing.page(query);
  }

  @Operation({
    summary: 'One boot file: the one that is served by this name, and what it hides',
    description: 'Waits for the sum up to a minute. The file itself is at /boot/{path}.',
    tag: 'boot files',
    answer: bootFileRecord,
    errors: [404],
  })
  @Get('*')
  async get(@Param('*') path: string): Promise<BootFileRecord> {
    const record = await this.listing.record(path);
    if (record !== undefined) return record;
    throw notFoundProblem(
      `No source has a boot file ${path}. Names are compared letter by letter here; what a machine gets for a name is at /api/v1/machines/{id}/render?path=.`,
    );
  }

  @Operation({
    summary: 'Upload a boot file, in the place of an uploaded one of that name',
    description:
      'The body is the file. 201 when there was none. Content-Digest (RFC 9530, sha-256) or ?sha256= is checked. A template (`X.liquid`) that is broken is refused with its line.',
    tag: 'boot files',
    query: uploadQuery,
    answer: uploadedView,
    mayCreate: true,
    errors: [409, 413, 422],
  })
  @RouteConfig({ streamedBody: true })
  @Put('*')
  async put(
    @Req() { params, headers, body }: UploadRequest,
    @Query({ schema: uploadQuery }) { sha256 }: z.output<typeof uploadQuery>,
    @Res({ passthrough: true }) reply: UploadReply,
  ): Promise<z.output<typeof uploadedView>> {
    const claim: UploadClaim = { sha256: sha256?.toLowerCase() ?? readContentDigest(headers['content-digest']) };
    const { created, ...file } = await this.uploads.put(params['*'] ?? '', body, claim);
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return file;
  }

  @Operation({ summary: 'Delete an uploaded boot file', tag: 'boot files', status: 204, errors: [404, 422] })
  @Delete('*')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('*') path: string): Promise<void> {
    return this.uploads.remove(path);
  }
}

/** `sha-256=:base64:` among others (RFC 9530 §2), as hexadecimal; other algorithms are not checked. */
function readContentDigest(header: string | undefined): string | undefined {
  const digest = /(?:^|,)\s*sha-256=:([^:]*):/i.exec(header ?? '')?.[1];
  if (digest === undefined) return undefined;
  const bytes = Buffer.from(digest, 'base64');
  if (bytes.length === 32) return bytes.toString('hex');
  throw validationProblem([{ field: 'content-digest', reason: 'sha-256 must be 32 octets in base64 between colons' }]);
}
