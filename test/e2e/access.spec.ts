import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsFor, startInventory, temporaryFolder, type Answer, type RunningInventory } from './inventory-app.js';

const LAB = { name: 'lab', cidr: '10.79.0.0/24' };
const ULTRA = { hostname: 'ultra10', nics: [{ mac: '8:0:20:8e:48:de', ip: '10.79.0.21' }] };

let folder: ReturnType<typeof temporaryFolder>;
let inventory: RunningInventory;

beforeEach(async () => {
  folder = temporaryFolder();
  inventory = await startInventory(settingsFor(folder.path));
});
afterEach(async () => {
  await inventory.stop();
  folder.remove();
});

type Ask = RunningInventory['ask'];

/** Makes a token of a role, and a way to ask with it. */
async function tokenFor(role: string, more: object = {}): Promise<{ readonly id: number; readonly ask: Ask }> {
  const made = await inventory.ask('POST', '/api/v1/tokens', { name: `a-${role}`, role, ...more });
  expect(made.status).toBe(201);
  const { id, token } = made.body as { id: number; token: string };
  const ask: Ask = (method, url, body, headers = {}) =>
    inventory.ask(method, url, body, { ...headers, authorization: `Bearer ${token}` });
  return { id, ask };
}

const kind = ({ status, body }: Answer): string => `${status} ${(body as { type?: string } | undefined)?.type ?? ''}`;

describe('tokens', () => {
  it('of a viewer read and write nothing', async () => {
    const { ask } = await tokenFor('viewer');
    expect((await ask('GET', '/api/v1/machines')).status).toBe(200);
    expect(kind(await ask('POST', '/api/v1/networks', LAB))).toBe('403 urn:reveille:problem:forbidden');
    expect((await ask('GET', '/api/v1/networks')).body).toMatchObject({ items: [] });
  });

  it('of an operator write, but give no tokens and read no audit', async () => {
    const { ask } = await tokenFor('operator');
    expect((await ask('POST', '/api/v1/networks', LAB)).status).toBe(201);
    expect((await ask('POST', '/api/v1/tokens', { name: 'x', role: 'admin' })).status).toBe(403);
    expect((await ask('GET', '/api/v1/audit')).status).toBe(403);
  });

  it('of an admin do all', async () => {
    const { ask } = await tokenFor('admin');
    expect((await ask('GET', '/api/v1/tokens')).body).toMatchObject({ items: [{ name: 'a-admin', role: 'admin' }] });
    expect((await ask('GET', '/api/v1/audit')).status).toBe(200);
  });

  it('say whose they are and what they may do', async () => {
    const { ask } = await tokenFor('viewer');
    expect((await ask('GET', '/api/v1/whoami')).body).toEqual({ name: 'a-viewer', role: 'viewer' });
    expect((await inventory.ask('GET', '/api/v1/whoami')).body).toEqual({ name: 'admin', role: 'admin' });
  });

  it('are shown once', async () => {
    await tokenFor('viewer');
    const shown = [await inventory.ask('GET', '/api/v1/tokens'), await inventory.ask('GET', '/api/v1/audit')];
    for (const { text } of shown) expect(text).not.toContain('rvl_');
  });

  it('end when they are deleted', async () => {
    const { id, ask } = await tokenFor('viewer');
    expect((await inventory.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(204);
    expect((await ask('GET', '/api/v1/machines')).status).toBe(401);
    expect((await inventory.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(404);
  });

  it('end when their time is over, and cannot be made for the past', async () => {
    const soon = await tokenFor('viewer', { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await soon.ask('GET', '/api/v1/machines')).status).toBe(200);
    const past = { name: 'late', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' };
    expect((await inventory.ask('POST', '/api/v1/tokens', past)).status).toBe(422);
  });

  it('outlive a restart', async () => {
    const made = await inventory.ask('POST', '/api/v1/tokens', { name: 'ci', role: 'viewer' });
    const { token } = made.body as { token: string };
    await inventory.stop();
    inventory = await startInventory(settingsFor(folder.path));
    const headers = { authorization: `Bearer ${token}` };
    expect((await inventory.ask('GET', '/api/v1/machines', undefined, headers)).status).toBe(200);
  });

  it('have names of their own', async () => {
    await tokenFor('viewer');
    for (const name of ['a-viewer', 'admin']) {
      expect((await inventory.ask('POST', '/api/v1/tokens', { name, role: 'viewer' })).status).toBe(409);
    }
  });

  it('cannot be tried by the thousand', async () => {
    const wrong = { authorization: 'Bearer wrong-token' };
    const answers = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push((await inventory.ask('GET', '/api/v1/machines', undefined, wrong)).status);
    }
    expect(answers).toEqual([...Array<number>(20).fill(401), 429]);
  });
});

describe('the audit', () => {
  it('keeps who wrote what, with the record before and after', async () => {
    await inventory.ask('POST', '/api/v1/networks', LAB);
    const { ask } = await tokenFor('operator');
    await ask('POST', '/api/v1/machines', ULTRA);
    await ask('PATCH', '/api/v1/machines/1', { description: 'on the shelf' });
    await ask('DELETE', '/api/v1/machines/1');
    const { body } = await inventory.ask('GET', '/api/v1/audit?who=a-operator');
    expect(body).toMatchObject({
      items: [
        { method: 'DELETE', status: 204, before: { description: 'on the shelf' }, after: null },
        { method: 'PATCH', status: 200, before: { description: '' }, after: { description: 'on the shelf' } },
        {
          method: 'POST',
          path: '/api/v1/machines',
          status: 201,
          before: null,
          after: { hostname: 'ultra10' },
          role: 'operator',
        },
      ],
    });
  });

  it('keeps nothing of what was refused', async () => {
    expect((await inventory.ask('POST', '/api/v1/networks', { name: 'x' })).status).toBe(422);
    expect((await inventory.ask('GET', '/api/v1/audit')).body).toMatchObject({ items: [] });
  });

  it('knows the machine by its MAC too', async () => {
    await inventory.ask('POST', '/api/v1/networks', LAB);
    const url = '/api/v1/machines/by-mac/8:0:20:8e:48:de';
    await inventory.ask('PUT', url, { hostname: 'a' });
    await inventory.ask('PUT', url, { hostname: 'b' });
    const { body } = await inventory.ask('GET', `/api/v1/audit?limit=2`);
    expect(body).toMatchObject({
      items: [
        { before: { hostname: 'a' }, after: { hostname: 'b' }, status: 200 },
        { before: null, after: { hostname: 'a' }, status: 201 },
      ],
    });
  });
});

describe('entity tags', () => {
  const machine = '/api/v1/machines/1';
  beforeEach(async () => {
    await inventory.ask('POST', '/api/v1/networks', LAB);
    await inventory.ask('POST', '/api/v1/machines', ULTRA);
  });

  it('save an unchanged record the way', async () => {
    const { headers } = await inventory.ask('GET', machine);
    const again = await inventory.ask('GET', machine, undefined, { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('let a write through to the record that was read, and to no other', async () => {
    const { headers } = await inventory.ask('GET', machine);
    const ifMatch = { 'if-match': String(headers['etag']) };
    const first = await inventory.ask('PATCH', machine, { description: 'mine' }, ifMatch);
    expect(first.status).toBe(200);
    const second = await inventory.ask('PATCH', machine, { description: 'theirs' }, ifMatch);
    expect(kind(second)).toBe('412 urn:reveille:problem:changed-meanwhile');
    expect((await inventory.ask('GET', machine)).body).toMatchObject({ description: 'mine' });
    const third = await inventory.ask('DELETE', machine, undefined, { 'if-match': String(first.headers['etag']) });
    expect(third.status).toBe(204);
  });

  it('let only one of two writers win who read the same', async () => {
    const { headers } = await inventory.ask('GET', machine);
    const ifMatch = { 'if-match': String(headers['etag']) };
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((description) => inventory.ask('PATCH', machine, { description }, ifMatch)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('refuse If-Match for a record that does not exist', async () => {
    const answer = await inventory.ask('PATCH', '/api/v1/machines/99', { description: 'x' }, { 'if-match': '*' });
    expect(answer.status).toBe(412);
  });
});

describe('every answer to people and programs', () => {
  it('carries the headers that keep browsers from harm', async () => {
    for (const url of ['/api/v1/machines', '/api/docs', '/health/live']) {
      const { headers } = await inventory.ask('GET', url);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'self'") as string,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });
});
