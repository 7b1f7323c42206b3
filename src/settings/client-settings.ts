import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { ownEnvironment, readEnvironment, type Environment } from './read-environment.js';

/** What the environment says to the commands that ask an appliance. */
export interface ClientSettings {
  /** REVEILLE_URL: where the appliance is; this host's port when it is not set. */
  readonly url: string;
  /** REVEILLE_TOKEN; undefined when there is none, and then `tokenMissing` says where it was looked for. */
  readonly token: string | undefined;
  readonly tokenMissing: string;
}

/** What the command line says instead of the environment. */
export interface ClientOptions {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

/** Must be the appliance on this very host: the token of the data directory is not for others. */
function isThisHost(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host.startsWith('127.') || host === '::1') return true;
  return Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === host));
}

/** The folder of a service may be closed to the user of a command, who then says all that he needs by himself. */
function readableEnvironment(): Environment {
  try {
    return readEnvironment();
  } catch {
    return ownEnvironment();
  }
}

/** Throws an Error with a sentence for the operator. */
function readUrl(written: string): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(`"${written}" is not the URL of an appliance; write it as http://10.79.0.1:8080`);
  }
  return url.href.replace(/\/+$/, '');
}

/**
 * Where the appliance is and which token opens it: the command line, then REVEILLE_URL and REVEILLE_TOKEN, then this
 * host and the token of its data directory. Throws an Error with a sentence for the operator.
 */
export function readClientSettings(options: ClientOptions): ClientSettings {
  const environment = readableEnvironment();
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const url = readUrl(
    options.url ?? given('REVEILLE_URL') ?? `http://127.0.0.1:${given('REVEILLE_HTTP_PORT') ?? 8080}`,
  );
  const token = options.token ?? given('REVEILLE_TOKEN');
  if (token !== undefined) return { url, token, tokenMissing: '' };
  if (!isThisHost(url)) {
    const tokenMissing = `There is no token for ${url}: set REVEILLE_TOKEN, or give --token.`;
    return { url, token: undefined, tokenMissing };
  }
  const path = join(resolve(given('REVEILLE_DATA_DIR') ?? './data'), 'admin-token');
  return { url, token: given('REVEILLE_ADMIN_TOKEN') ?? readToken(path), tokenMissing: missing(path) };
}

function readToken(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined; // `tokenMissing` names the file
  }
}

function missing(path: string): string {
  return `There is no token: set REVEILLE_TOKEN, or give --token, or REVEILLE_DATA_DIR so that ${path} can be read (by its owner).`;
}

/** NO_COLOR (no-color.org) is set to anything. */
export function coloursRefused(): boolean {
  return (ownEnvironment()['NO_COLOR'] ?? '') !== '';
}
