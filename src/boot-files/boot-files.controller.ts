import type { Readable } from 'node:stream';
import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Put, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { validationProblem } from '../api/problem.js';
import { formatInstant } from '../values/instant.js';
import { BootFileTree } from './boot-file-tree.js';
import { Fetches } from './fetches/fetches.js';
import { UploadStore, type UploadClaim } from './uploads/upload-store.js';

const text = z.string();

const listedFile = z
  .object({
    path: text,
    size: z.number().int().nullable(),
    source: text,
    shadowedBy: text.nullable(),
    lastFetch: z.object({ at: text, address: text, machineId: z.number().int().nullable() }).nullable(),
  })
  .meta({ id: 'BootFile' });
const listedFiles = z.object({ items: z.array(listedFile) }).meta({ id: 'BootFileList' });
const uploaded = z.object({ path: text, size: z.number().int(), sha256: text }).meta({ id: 'UploadedBootFile' });

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
    private readonly tree: BootFileTree,
    private readonly fetches: Fetches,
    private readonly uploads: UploadStore,
  ) {}

  @Operation({
    summary: 'All boot files in the order of their names, with their sources and who fetched them last',
    tag: 'boot files',
    answer: listedFiles,
  })
  @Get()
  async list(): Promise<z.output<typeof listedFiles>> {
    const files = await this.tree.list();
    return {
      items: files.map(({ name, size, source, shadowedBy }) => {
        const last = this.fetches.lastFetches.of(name);
        return {
          path: name,
          size: size ?? null,
          source,
          shadowedBy: shadowedBy ?? null,
          lastFetch: last ? { at: formatInstant(last.at), address: last.address, machineId: last.machineId } : null,
        };
      }),
    };
  }

  @Operation({
    summary: 'Upload a boot file, in the place of an uploaded one of that name',
    description:
      'The body is the file. 201 when there was none. Content-Digest (RFC 9530, sha-256) or ?sha256= is checked.',
    tag: 'boot files',
    query: uploadQuery,
    answer: uploaded,
    errors: [409, 413, 422],
  })
  @RouteConfig({ streamedBody: true })
  @Put('*')
  async put(
    @Req() { params, headers, body }: UploadRequest,
    @Query({ schema: uploadQuery }) { sha256 }: z.output<typeof uploadQuery>,
    @Res({ passthrough: true }) reply: UploadReply,
  ): Promise<z.output<typeof uploaded>> {
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
