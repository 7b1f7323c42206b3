import { Readable } from 'node:stream';
import type { FieldError, ProblemDetails } from '../api/problem.js';
import type { Page } from '../api/paging.js';
import type { ClientSettings } from '../settings/client-settings.js';
import { CommandFailure } from './command-failure.js';
import { EXIT, type ExitStatus } from './exit-status.table.js';

/** An appliance that is busy with a large import still answers well within this. */
const LONGEST_WAIT_MS = 120_000;

/** Rows of one page of a list. */
const PAGE_ROWS = 1_000;

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

interface Question {
  readonly query?: Query | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in the place of `body`. */
  readonly content?: Readable;
  readonly headers?: Readonly<Record<string, string>>;
  /** The work may take as long as it needs. */
  readonly patient?: boolean;
}

/** REST of one appliance. Whatever goes wrong is a CommandFailure whose sentence says what to do. */
export class ApplianceClient {
  constructor(private readonly settings: ClientSettings) {}

  async get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return (await this.json(await this.send('GET', path, { query }))) as Answer;
  }

  /** The answer of a write; undefined when it has no body. */
  async write<Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, question: Question = {}) {
    const response = await this.send(method, path, question);
    return (response.status === 204 ? undefined : await this.json(response)) as Answer;
  }

  /** Every item of a list, or its first `most`, page by page. */
  async *items<Item>(path: string, query: Query, most = Number.POSITIVE_INFINITY): AsyncGenerator<Item> {
    let cursor: string | undefined;
    let left = most;
    do {
      const limit = Math.min(PAGE_ROWS, left);
      const page: Page<Item> = await this.get(path, { ...query, limit, cursor });
      yield* page.items;
      left -= page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && left > 0);
  }

  /** Sends a file as it is, however long that takes. */
  async upload<Answer>(path: string, content: Readable, length: number): Promise<Answer> {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(length) };
    return (await this.json(await this.request('PUT', path, { content, headers }))) as Answer;
  }

  /** The body of an answer as it comes, however long that takes. */
  open(method: 'GET' | 'POST', path: string, question: Question & { readonly signal?: AbortSignal } = {}) {
    return this.request(method, path, question, question.signal);
  }

  private send(method: string, path: string, question: Question): Promise<Response> {
    return this.request(method, path, question, question.patient ? undefined : AbortSignal.timeout(LONGEST_WAIT_MS));
  }

  private async request(method: string, path: string, question: Question, signal?: AbortSignal): Promise<Response> {
    const { url, token, tokenMissing } = this.settings;
    if (token === undefined) throw new CommandFailure(EXIT.notAuthorized, tokenMissing);
    const { query = {}, body, content, headers = {} } = question;
    const address = `${url}${path}${searchOf(query)}`;
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        redirect: 'error',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && {
            'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(content !== undefined && { body: Readable.toWeb(content) as ReadableStream, duplex: 'half' }),
        ...(signal !== undefined && { signal }),
      });
    } catch (error) {
      throw unreachable(url, error);
    }
    if (!response.ok) throw await refused(response, url);
    return response;
  }

  private async json(response: Response): Promise<unknown> {
    if (response.headers.get('content-type')?.includes('json') !== true) throw stranger(this.settings.url, response);
    return response.json();
  }
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'object') for (const one of value) search.append(name, one);
    else if (value !== undefined) search.append(name, String(value));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** What the codes of Node and OpenSSL mean for who sits at the keyboard. */
const CONNECTION_TROUBLE: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'nothing listens there. Start the appliance (reveille serve, or systemctl start reveille), or say with REVEILLE_URL where it is',
  ENOTFOUND: 'the host name does not resolve. Correct REVEILLE_URL',
  EAI_AGAIN:
    'the host name does not resolve at the moment. Check the name server, or write the address in REVEILLE_URL',
  EHOSTUNREACH: 'the host cannot be reached. Is it on, and is there a route to it?',
  ENETUNREACH: 'there is no route to it. Check the network, or correct REVEILLE_URL',
  ETIMEDOUT: 'the host does not answer. Does a firewall keep the port closed?',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer. Does a firewall keep the port closed?',
  ECONNRESET: 'the connection broke. Was the appliance restarted? Try again',
  UND_ERR_SOCKET: 'the connection broke. Was the appliance restarted? Try again',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by itself. Give the file that signed it: NODE_EXTRA_CA_CERTS=FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody here knows who signed its certificate. Give that file: NODE_EXTRA_CA_CERTS=FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'nobody here knows who signed its certificate. Give that file: NODE_EXTRA_CA_CERTS=FILE',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it on the appliance',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name. Use that name in REVEILLE_URL',
};

function unreachable(url: string, error: unknown): CommandFailure {
  const { name, message, cause } = error as Error;
  const { code = '', message: inner = message } = (cause ?? {}) as { code?: string; message?: string };
  const why =
    name === 'TimeoutError'
      ? `no answer within ${LONGEST_WAIT_MS / 1000} s. Look at the appliance's log`
      : (CONNECTION_TROUBLE[code] ?? inner);
  return new CommandFailure(EXIT.unreachable, `The appliance at ${url} cannot be reached: ${why}.`);
}

function stranger(url: string, { status }: Response): CommandFailure {
  return new CommandFailure(
    EXIT.unreachable,
    `What answers at ${url} is not Reveille's API (status ${status}). Correct REVEILLE_URL.`,
  );
}

function statusOf(status: number): ExitStatus {
  if (status === 401 || status === 403) return EXIT.notAuthorized;
  return status === 404 ? EXIT.notFound : EXIT.failed;
}

const errorLine = ({ field, reason }: FieldError): string => `  ${field === '' ? '' : `${field}: `}${reason}`;

async function refused(response: Response, url: string): Promise<CommandFailure> {
  if (response.headers.get('content-type')?.includes('problem+json') !== true) return stranger(url, response);
  const { title, detail, errors, reference } = (await response.json()) as ProblemDetails;
  const words =
    errors === undefined || errors.length === 0 ? detail : [`${title}:`, ...errors.map(errorLine)].join('\n');
  const mark = reference === undefined ? '' : ` (in the appliance's log: ${reference})`;
  return new CommandFailure(statusOf(response.status), `${words}${mark}`);
}
