import { randomUUID } from 'node:crypto';
import { Catch, HttpException, HttpStatus, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { explainDatabaseError } from '../database/database-problem.js';
import { Problem, type ProblemKind } from './problem.js';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** What is used of Fastify's reply. */
export interface ProblemReply {
  readonly sent: boolean;
  status(code: number): ProblemReply;
  header(name: string, value: string): ProblemReply;
  send(body: Buffer): unknown;
}

const KIND_OF_STATUS: Readonly<Record<number, ProblemKind>> = {
  [HttpStatus.UNAUTHORIZED]: 'unauthorized',
  [HttpStatus.FORBIDDEN]: 'forbidden',
  [HttpStatus.NOT_FOUND]: 'not-found',
  [HttpStatus.CONFLICT]: 'conflict',
  [HttpStatus.UNPROCESSABLE_ENTITY]: 'validation',
};

function kindOf(status: number): ProblemKind {
  return KIND_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'malformed');
}

/** Fastify's own errors (body too large, unknown media type, …) carry the status that they mean. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status =
    typeof error === 'object' && error !== null ? (error as { statusCode?: unknown }).statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

const logger = new Logger('api');

/** The problem that an error is. What nobody foresaw is a 500 with a mark to find in the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status !== undefined) {
    return new Problem(kindOf(status), status, error instanceof Error ? error.message : String(error));
  }
  const reference = randomUUID();
  const cure = explainDatabaseError(error);
  logger.error(`${reference}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (cure !== undefined) {
    const detail = `Nothing was changed, because the database did not do its part: ${cure}.`;
    return new Problem('unavailable', HttpStatus.SERVICE_UNAVAILABLE, detail, undefined, reference);
  }
  const detail = `Something went wrong here that should not. The log has it under ${reference}.`;
  return new Problem('internal', HttpStatus.INTERNAL_SERVER_ERROR, detail, undefined, reference);
}

/** Writes a problem as the answer. */
export function sendProblem(reply: ProblemReply, { details }: Problem): void {
  if (details.status === 401) reply.header('www-authenticate', 'Bearer realm="reveille"');
  // Octets: to a text Fastify would add a charset, which this media type does not have.
  reply
    .status(details.status)
    .header('content-type', PROBLEM_CONTENT_TYPE)
    .send(Buffer.from(JSON.stringify(details)));
}

/** Everything that is thrown becomes problem+json (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<ProblemReply>();
    if (!reply.sent) sendProblem(reply, problemOf(error));
  }
}
