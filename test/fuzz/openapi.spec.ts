import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../clients/rest-client.js';
import { TOKEN, VirtualAppliance } from '../e2e/virtual-appliance.js';
import { diceOf, Inputs, ODD_SEGMENTS, type Schema } from './openapi-inputs.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, object>>;
  readonly 'x-required-role'?: Role;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
type Role = 'viewer' | 'operator' | 'admin';
const ROLES: readonly Role[] = ['viewer', 'operator', 'admin'];

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: string | Buffer | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that the document has for it; a success must be one of them. */
  readonly documented?: readonly string[];
  /** Another address of this host: wrong tokens slow down the address that they come from. */
  readonly from?: string;
}
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const SEED = Number(process.env['REVEILLE_FUZZ_SEED'] ?? 20_261_128);
const ROUNDS = 6;
const document = JSON.parse(readFileSync(join(REPOSITORY, 'docs/openapi.json'), 'utf8')) as Document;
const OPERATIONS = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
);
type Route = (typeof OPERATIONS)[number];
/** What would leave this host: a recipe with a name that exists fetches from a mirror. */
const FETCHES = /^\/api\/v1\/recipes\/\{name\}$/;
/** Without a query these are a 422. */
const NEED_A_MAC = ['/api/v1/boots', '/api/v1/diagnoses', '/api/v1/capture.pcapng'];
const LEAKS = [
  /^ {4}at /m,
  /node_modules/,
  /SQLITE_/,
  /SELECT .* FROM/i,
  /\/dist\//,
  /QueryFailedError/,
  new RegExp(TOKEN),
];

console.info(`REVEILLE_FUZZ_SEED=${SEED} plays this run again`);

describe(`REST, fuzzed by its own document (${OPERATIONS.length} operations)`, () => {
  let appliance: VirtualAppliance;
  let base: URL;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const tokens = new Map<Role, string>();
  const inputs = new Inputs(diceOf(SEED), document.components.schemas);

  beforeAll(async () => {
    appliance = await VirtualAppliance.start();
    base = new URL(await appliance.listen());
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
    await appliance.post('/api/v1/machines', { hostname: 'node1', nics: [{ mac: '52:54:0:0:0:1', ip: '10.79.0.9' }] });
    for (const role of ROLES) {
      const { body } = await appliance.ask('POST', '/api/v1/tokens', { name: `fuzz-${role}`, role });
      tokens.set(role, (body as { token: string }).token);
    }
  });
  afterAll(async () => {
    agent.destroy();
    await appliance.stop();
  });

  /** The path exactly as it is written, which fetch() would tidy up. */
  const ask = ({ method, path, token, body, headers, from }: Asked): Promise<Answer> =>
    new Promise((resolve, refuse) => {
      const reject = (error: Error): void => refuse(new Error(`${method} ${path}: ${error.message}`));
      const asking = request(
        {
          agent: from === undefined ? agent : new Agent(),
          host: base.hostname,
          port: base.port,
          method,
          path,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
          ...(from !== undefined && { localAddress: from }),
        },
        (answer) => {
          answer.on('error', reject);
          const chunks: Buffer[] = [];
          const end = (): void =>
            resolve({
              status: answer.statusCode ?? 0,
              type: answer.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString(),
            });
          if (String(answer.headers['content-type']).startsWith('text/event-stream')) {
            end(); // It goes on for ever; being cut off is no fault then.
            answer.removeListener('error', reject).on('error', () => undefined);
            asking.destroy();
            return;
          }
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', end);
        },
      );
      // A body that is refused before it was read whole may end in a reset.
      asking.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE'
          ? resolve({ status: 413, type: 'application/problem+json', text: '' })
          : reject(error),
      );
      asking.end(body);
    });

  const fill = (path: string, segment: () => string): string => path.replace(/\{\w+\}/g, segment);
  const nowhere = (route: Route): string => fill(route.path, () => '987654321');

  function check(asked: Asked, { status, type, text }: Answer): string[] {
    const what = `${asked.method} ${asked.path.slice(0, 120)} ${String(asked.body ?? '').slice(0, 200)} -> ${status} ${text.slice(0, 300)}`;
    const wrong: string[] = [];
    if (status >= 500 && !(asked.path === '/health/ready' && status === 503)) wrong.push(`5xx: ${what}`);
    if (LEAKS.some((leak) => leak.test(text)) && !asked.path.startsWith('/api/v1/backup')) wrong.push(`leak: ${what}`);
    if (status >= 400 && asked.path.startsWith('/api/') && text !== '' && type !== 'application/problem+json') {
      wrong.push(`no problem+json (${type}): ${what}`);
    }
    if (status < 400 && asked.documented?.includes(String(status)) === false) wrong.push(`undocumented: ${what}`);
    return wrong;
  }

  async function askAll(all: readonly Asked[]): Promise<string[]> {
    const wrong: string[] = [];
    const waiting = all.values();
    const work = async (): Promise<void> => {
      for (const asked of waiting) wrong.push(...check(asked, await ask(asked)));
    };
    await Promise.all(Array.from({ length: 6 }, work));
    return wrong;
  }

  /** Everything that a request may change. */
  const inventory = async (): Promise<string[]> => {
    const lists = [
      'machines',
      'networks',
      'profiles',
      'tokens',
      'audit',
      'offer-strategies',
      'boot-files',
      'sightings',
    ];
    return Promise.all(lists.map(async (name) => (await appliance.ask('GET', `/api/v1/${name}`)).text));
  };

  it('writes and reads nothing without a token, or with a wrong one', async () => {
    const before = await inventory();
    for (const route of OPERATIONS.filter(({ security }) => security.length > 0)) {
      const schema = bodySchema(route);
      const body = schema === undefined ? undefined : JSON.stringify(inputs.valueOf(schema, 0));
      for (const [token, from] of [
        [undefined, '127.0.0.2'],
        ['wrong', '127.0.0.3'],
        ['', '127.0.0.4'],
        ['a'.repeat(4000), '127.0.0.5'],
        [`${TOKEN} ${TOKEN}`, '127.0.0.6'],
      ] as const) {
        const path = fill(route.path, () => '1');
        const asked = {
          method: route.method,
          path,
          token,
          from,
          body,
          headers: { 'content-type': 'application/json' },
        };
        const answer = await ask(asked);
        expect([401, 429], `${route.method} ${path}`).toContain(answer.status);
        expect(check(asked, answer)).toEqual([]);
      }
    }
    expect(await inventory()).toEqual(before);
  });

  it('lets each role do what the document says, and nothing more', async () => {
    for (const route of OPERATIONS.filter(({ security }) => security.length > 0)) {
      const needed = route['x-required-role'];
      expect(needed, `${route.method} ${route.path} says which role it needs`).toBeDefined();
      for (const role of ROLES) {
        const asked = { method: route.method, path: nowhere(route), token: tokens.get(role) };
        const { status } = await ask(asked);
        const may = ROLES.indexOf(role) >= ROLES.indexOf(needed ?? 'admin');
        expect(status === 403, `${role}: ${route.method} ${route.path} -> ${status}`).toBe(!may);
        expect(status, `${role}: ${route.method} ${route.path}`).not.toBe(401);
      }
    }
  });

  it('answers odd paths and queries with a reason, and never with a fault of its own', async () => {
    const odd = OPERATIONS.flatMap((route) => {
      const queries = (route.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const paths = route.path.includes('{')
        ? ODD_SEGMENTS.map((segment) => fill(route.path, () => segment))
        : [route.path];
      const asked = queries.flatMap(({ name }) =>
        ODD_SEGMENTS.map((value) => `${fill(route.path, () => '1')}?${name}=${value}`),
      );
      const all = [...paths, ...asked, `${fill(route.path, () => '1')}?unknown=1&limit=1&limit=2&cursor=zz&[]=%`];
      // What is there stays for the tests that follow.
      if (route.method === 'DELETE')
        return all.filter((path) => !/\/1(\?|$)/.test(path)).map((path) => ({ route, path }));
      return all.map((path) => ({ route, path }));
    });
    const wrong = await askAll(
      odd.map(({ route, path }) => ({
        method: route.method,
        path,
        token: TOKEN,
        documented: Object.keys(route.responses),
        ...(bodySchema(route) !== undefined && {
          body: FETCHES.test(route.path) ? '{"from":7}' : '{}',
          headers: { 'content-type': 'application/json' },
        }),
      })),
    );
    expect(wrong).toEqual([]);
  });

  it('answers bodies of every shape with a reason, and never with a fault of its own', async () => {
    const json = { 'content-type': 'application/json' };
    const all = OPERATIONS.filter((route) => bodySchema(route) !== undefined && !FETCHES.test(route.path)).flatMap(
      (route) => {
        const schema = bodySchema(route) ?? {};
        const bodies: readonly (string | Buffer | undefined)[] = [
          ...Array.from({ length: ROUNDS * 4 }, (_, at) =>
            JSON.stringify(inputs.valueOf(schema, [0, 0.03, 0.15, 0.5][at % 4] ?? 0)),
          ),
          undefined,
          '',
          '{',
          'null',
          '[]',
          '"text"',
          '{"__proto__":{"admin":true}}',
          '{"constructor":{"prototype":{"admin":true}}}',
          '['.repeat(20_000),
          `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
          Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
          `{"hostname":"${'a'.repeat(3_000_000)}"}`,
        ];
        const path = fill(route.path, () => (route.path.includes('{mac}') ? '52:54:00:00:00:01' : '1'));
        return [
          ...bodies.map((body) => ({
            method: route.method,
            path,
            token: TOKEN,
            body,
            headers: json,
            documented: Object.keys(route.responses),
          })),
          {
            method: route.method,
            path,
            token: TOKEN,
            body: '{}',
            headers: { 'content-type': 'application/json; charset=latin9' },
          },
          { method: route.method, path, token: TOKEN, body: '{}', headers: { 'content-type': 'text/plain' } },
          { method: route.method, path, token: TOKEN, body: '{}', headers: { ...json, 'if-match': '"nonsense", W/' } },
          { method: route.method, path, token: TOKEN, body: '{}', headers: { ...json, 'content-encoding': 'gzip' } },
        ];
      },
    );
    expect(await askAll(all)).toEqual([]);
    // Whatever was accepted, the lists can still be read, and the appliance is well.
    for (const { path } of OPERATIONS.filter(
      ({ method, path }) => method === 'GET' && !path.includes('{') && !path.endsWith('/stream'),
    )) {
      const answer = await ask({ method: 'GET', path, token: TOKEN });
      expect(answer.status, path).toBeLessThan(NEED_A_MAC.includes(path) ? 500 : 400);
    }
    expect(appliance.messages('crash')).toEqual([]);
  });

  function bodySchema({ requestBody }: Route): Schema | undefined {
    return requestBody === undefined ? undefined : Object.values(requestBody.content)[0]?.schema;
  }
});
