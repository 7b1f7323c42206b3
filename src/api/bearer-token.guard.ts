import { HttpStatus, Injectable } from '@nestjs/common';
import { AdminToken } from './admin-token.js';
import { Problem } from './problem.js';

/** What the guard looks at of a Fastify request. */
interface GuardedRequest {
  readonly routeOptions: { readonly url?: string | undefined };
  readonly headers: { readonly authorization?: string | undefined };
}

/** Everything below this path needs the token. */
export const GUARDED_PREFIX = '/api/v1';

/**
 * Installed as Fastify's onRequest hook and not as a Nest guard: a stranger is turned away before his body is read and
 * parsed. What counts is the route that matched, and not the text of the URL, which can be written in many ways.
 */
@Injectable()
export class BearerTokenGuard {
  constructor(private readonly token: AdminToken) {}

  /** Throws the 401 problem unless the request may pass. */
  check(request: GuardedRequest): void {
    const route = request.routeOptions.url;
    if (route === undefined || !(route === GUARDED_PREFIX || route.startsWith(`${GUARDED_PREFIX}/`))) return;
    const header = request.headers.authorization;
    if (header === undefined) throw unauthorized('Send the header "Authorization: Bearer <token>".');
    const offered = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (offered === undefined) throw unauthorized('The Authorization header must read "Bearer <token>".');
    if (!this.token.matches(offered)) throw unauthorized('This token is not known here.');
  }
}

function unauthorized(detail: string): Problem {
  const where = 'The token is in the file admin-token of the data directory, or in REVEILLE_ADMIN_TOKEN.';
  return new Problem('unauthorized', HttpStatus.UNAUTHORIZED, `${detail} ${where}`);
}
