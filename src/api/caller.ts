/** What a token may do: `viewer` reads, `operator` also writes, `admin` also gives tokens and reads the audit. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Caller {
  /** The name of the token; `admin` is the one of the data directory. */
  readonly name: string;
  readonly role: Role;
}

/** Does a role include another? Each includes those before it. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Routes whose every method is the admin's. */
const ADMIN_ROUTES = ['/api/v1/tokens', '/api/v1/audit', '/api/v1/webhooks', '/api/v1/backup'];

/** Routes that are asked by POST and change nothing. */
const QUESTIONS = ['/api/v1/explain', '/api/v1/decode', '/api/v1/replay'];

const READING: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

const liesBelow = (route: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => route === prefix || route.startsWith(`${prefix}/`));

/** The least role that a request needs. */
export function requiredRole(method: string, route: string): Role {
  if (liesBelow(route, ADMIN_ROUTES)) return 'admin';
  return READING.includes(method) || liesBelow(route, QUESTIONS) ? 'viewer' : 'operator';
}
