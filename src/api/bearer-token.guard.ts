import { HttpStatus, Inject, Injectable, Optional } from '@nestjs/common';
import { AdminToken } from './admin-token.js';
import { includesRole, requiredRole, type Caller } from './caller.js';
import { FailedAttempts } from './failed-attempts.js';
import { KnownTokens } from './known-tokens.port.js';
import { Settings } from '../settings/settings.js';
import { Problem } from './problem.js';

/** What the guard looks at of a Fastify request, and the caller that it leaves there. */
export interface GuardedRequest {
  readonly method: string;
  readonly ip: string;
  readonly routeOptions: { readonly url?: string | undefined };
  readonly headers: { readonly authorization?: string | undefined };
  caller?: Caller | undefined;
}

/** Everything below this path needs a token. */
export const GUARDED_PREFIX = '/api/v1';

/** Needs one where the settings say so. */
const METRICS = '/metrics';

/** Does this route need a token? */
export function isGuarded(route: string, { metrics }: Pick<Settings, 'metrics'>): boolean {
  if (route === METRICS) return metrics === 'token';
  return route === GUARDED_PREFIX || route.startsWith(`${GUARDED_PREFIX}/`);
}

const ADMIN: Caller = { name: 'admin', role: 'admin' };

/**
 * Installed as Fastify's onRequest hook and not as a Nest guard: a stranger is turned away before his body is read and
 * parsed. What counts is the route that matched, and not the text of the URL, which can be written in many ways.
 */
@Injectable()
export class BearerTokenGuard {
  private readonly failures = new FailedAttempts();

  constructor(
    private readonly adminToken: AdminToken,
    private readonly settings: Settings,
    @Optional() @Inject(KnownTokens) private readonly knownTokens: KnownTokens | undefined,
  ) {}

  /** Throws the 401, 403 or 429 problem unless the request may pass. */
  check(request: GuardedRequest, now: number): void {
    const route = request.routeOptions.url;
    if (route === undefined || !isGuarded(route, this.settings)) return;
    const header = request.headers.authorization;
    if (header === undefined) throw unauthorized('Send the header "Authorization: Bearer <token>".');
    const offered = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (offered === undefined) throw unauthorized('The Authorization header must read "Bearer <token>".');
    const wait = this.failures.secondsToWait(request.ip, now);
    if (wait > 0) throw tooManyFailures(wait);
    const caller = this.adminToken.matches(offered) ? ADMIN : this.knownTokens?.find(offered);
    if (caller === undefined) {
      this.failures.add(request.ip, now);
      throw unauthorized('This token is not known here, or it has expired.');
    }
    const needed = requiredRole(request.method, route);
    if (!includesRole(caller.role, needed)) throw forbidden(caller, needed);
    request.caller = caller;
  }
}

function unauthorized(detail: string): Problem {
  const where = 'The token is in the file admin-token of the data directory, or in REVEILLE_ADMIN_TOKEN.';
  return new Problem('unauthorized', HttpStatus.UNAUTHORIZED, `${detail} ${where}`);
}

function forbidden({ name, role }: Caller, needed: string): Problem {
  const detail = `The token ${name} has the role ${role}; this needs ${needed}. An admin makes tokens with POST /api/v1/tokens.`;
  return new Problem('forbidden', HttpStatus.FORBIDDEN, detail);
}

function tooManyFailures(seconds: number): Problem {
  const detail = `Too many wrong tokens came from this address; try again in ${seconds} s.`;
  return new Problem('too-many', HttpStatus.TOO_MANY_REQUESTS, detail);
}
