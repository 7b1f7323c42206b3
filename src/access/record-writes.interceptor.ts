import { isDeepStrictEqual } from 'node:util';
import { HttpStatus, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { GUARDED_PREFIX, type GuardedRequest } from '../api/bearer-token.guard.js';
import { etagOf, matchesEtag } from '../api/etag.js';
import { Problem } from '../api/problem.js';
import { OneAtATime } from '../database/one-at-a-time.js';
import { AuditTrail } from './audit/audit-trail.js';
import { renderAuditText } from './audit/audit-text.render.js';

/** What is used of a Fastify request and reply. */
interface AuditedRequest extends GuardedRequest {
  readonly url: string;
  readonly headers: {
    readonly authorization?: string;
    readonly 'if-match'?: string;
    readonly 'if-none-match'?: string;
  };
}
interface AuditedReply {
  readonly statusCode: number;
  status(code: number): AuditedReply;
  header(name: string, value: string): AuditedReply;
}

/** What is used of Fastify: a request that stays inside the process. */
interface InjectingServer {
  inject(request: { method: 'GET'; url: string; headers: Record<string, string> }): Promise<{
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly payload: string;
  }>;
}

/** Methods that change the record which stands at their path. */
const CHANGES_A_RECORD: readonly string[] = ['PUT', 'PATCH', 'DELETE'];
const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Bodies that are files and not records: no before, no turn, which a slow upload would hold for minutes. */
const FILES = `${GUARDED_PREFIX}/boot-files`;

/** A record stands for itself by its id. */
const isRecord = (body: unknown): body is object => typeof body === 'object' && body !== null && 'id' in body;

/**
 * What all writes of REST have in common: entity tags, If-Match, and the audit with the record before and after. The
 * record before is what a GET of the same path shows, so this serves every kind of record and knows none. Writes to
 * records take turns, so that nothing comes between the look at the record and its change.
 */
@Injectable()
export class RecordWritesInterceptor implements NestInterceptor {
  private readonly turns = new OneAtATime();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly trail: AuditTrail,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AuditedRequest>();
    const reply = context.switchToHttp().getResponse<AuditedReply>();
    // Routes outside the API have no caller.
    if (request.caller === undefined) return next.handle();
    if (READS.includes(request.method)) return next.handle().pipe(map((body) => tag(body, request, reply)));
    const aboutRecord = CHANGES_A_RECORD.includes(request.method) && !request.url.startsWith(FILES);
    const write = (): Promise<unknown> => this.write(request, reply, next, aboutRecord);
    return from(aboutRecord ? this.turns.run(write) : write());
  }

  private async write(
    request: AuditedRequest,
    reply: AuditedReply,
    next: CallHandler,
    aboutRecord: boolean,
  ): Promise<unknown> {
    const before = aboutRecord ? await this.recordAt(request) : undefined;
    const ifMatch = request.headers['if-match'];
    if (aboutRecord && ifMatch !== undefined && !matchesEtag(ifMatch, before && etagOf(before)))
      throw changedMeanwhile();
    const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    // An idempotent PUT of what is there already wrote nothing.
    if (!isDeepStrictEqual(before ?? null, body ?? null)) await this.keep(request, reply.statusCode, before, body);
    if (isRecord(body)) reply.header('etag', etagOf(body));
    return body;
  }

  private async keep({ caller, ip, method, url }: AuditedRequest, status: number, before: unknown, after: unknown) {
    if (caller === undefined) return;
    await this.trail.add({
      at: Date.now(),
      who: caller.name,
      role: caller.role,
      address: ip,
      method,
      path: url,
      status,
      before: renderAuditText(before),
      after: renderAuditText(after),
    });
  }

  /** The record at the path of the request, as the caller would read it. */
  private async recordAt({ url, headers }: AuditedRequest): Promise<object | undefined> {
    const server = this.host.httpAdapter.getInstance<InjectingServer>();
    const answer = await server.inject({
      method: 'GET',
      url,
      headers: { authorization: headers.authorization ?? '' },
    });
    if (answer.statusCode !== 200 || !/^application\/json/.test(String(answer.headers['content-type'])))
      return undefined;
    const body: unknown = JSON.parse(answer.payload);
    return typeof body === 'object' && body !== null ? body : undefined;
  }
}

/** Gives a record its tag; a client that has it already is told so instead. */
function tag(body: unknown, request: AuditedRequest, reply: AuditedReply): unknown {
  if (!isRecord(body)) return body;
  const etag = etagOf(body);
  reply.header('etag', etag);
  const known = request.headers['if-none-match'];
  if (known === undefined || !matchesEtag(known, etag)) return body;
  reply.status(HttpStatus.NOT_MODIFIED);
  return undefined;
}

function changedMeanwhile(): Problem {
  const detail =
    'The record is not the one of your If-Match any more. Read it again, and repeat the change if it still makes sense.';
  return new Problem('changed-meanwhile', HttpStatus.PRECONDITION_FAILED, detail);
}
