import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askHttp } from '../clients/http-client.js';
import { VirtualAppliance } from './virtual-appliance.js';

const CONTENT = randomBytes(3_000_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let appliance: VirtualAppliance;
let port: number;
let machineId: number;

beforeAll(async () => {
  appliance = await VirtualAppliance.start({ REVEILLE_UPLOAD_MIB: '4' });
  port = Number(new URL(await appliance.listen()).port);
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  ({ id: machineId } = await appliance.post('/api/v1/machines', {
    hostname: 'ultra10',
    nics: [{ mac: '02:00:00:00:00:01', ip: '10.79.0.21' }],
  }));
  mkdirSync(join(appliance.root, 'seed'));
  writeFileSync(join(appliance.root, 'seed', 'preseed.cfg.liquid'), 'host {{ machine.hostname }} {{ nic.pxeName }}');
  writeFileSync(join(appliance.root, 'broken.cfg.liquid'), '\n{{ nic.nothing }}');
});
afterAll(() => appliance.stop());

const TOKEN = { authorization: 'Bearer a-token-for-tests-only' };
const put = (path: string, body = CONTENT, headers = {}) =>
  askHttp(port, `/api/v1/boot-files/${path}`, { method: 'PUT', headers: { ...TOKEN, ...headers }, body });
const get = (path: string, headers = {}) => askHttp(port, path, { headers });

describe('uploads', () => {
  it('are served by HTTP, listed with who fetched them, replaced and deleted', async () => {
    const first = await put(`debian/linux?sha256=${SHA256}`);
    expect([first.status, JSON.parse(first.body.toString())]).toEqual([
      201,
      { path: 'debian/linux', size: CONTENT.length, sha256: SHA256 },
    ]);
    expect((await get('/boot/debian/linux')).body.equals(CONTENT)).toBe(true);
    const digest = createHash('sha256').update('v2').digest('base64');
    const headers = { 'content-digest': `sha-256=:${digest}:`, 'content-type': 'application/json' };
    expect((await put('debian/linux', Buffer.from('v2'), headers)).status).toBe(200);
    expect((await get('/boot/debian/linux')).body.toString()).toBe('v2');
    const { items } = JSON.parse((await get('/api/v1/boot-files', TOKEN)).body.toString()) as {
      items: { path: string }[];
    };
    expect(items.find(({ path }) => path === 'debian/linux')).toMatchObject({
      size: 2,
      sha256: createHash('sha256').update('v2').digest('hex'),
      source: 'uploads',
      shadowedBy: null,
      lastFetch: { address: '127.0.0.1' },
    });
    const remove = { method: 'DELETE', headers: TOKEN };
    expect((await askHttp(port, '/api/v1/boot-files/debian/linux', remove)).status).toBe(204);
    expect((await get('/boot/debian/linux')).status).toBe(404);
  });
  it.each([
    ['another content than was said', `x?sha256=${'0'.repeat(64)}`, CONTENT, 422],
    ['more than the limit', 'x', Buffer.alloc(5 * 1024 * 1024), 413],
    ['a path that climbs', '..%2f..%2fx', CONTENT, 422],
    ['a path that climbs by back-slashes', '..%5cx', CONTENT, 422],
    ['an absolute path', '%2fetc%2fx', CONTENT, 422],
    ['percent signs written twice', '%252e%252e%252fx', CONTENT, 422],
    ['a NUL', 'x%00', CONTENT, 422],
  ])('refuse %s and keep nothing', async (_sentence, path, body, status) => {
    expect((await put(path, body)).status).toBe(status);
    expect((await get('/boot/x')).status).toBe(404);
  });
  it.each([
    [
      'a tag that is not closed',
      'a\n{% if machine %}x',
      /^is a broken template: line 2, column 1: tag \{% if machine %\} not closed; nothing was kept$/,
    ],
    [
      'a name that no machine has',
      '{{ machine.hostnam }}',
      /^is a broken template: line 1, column 4: there is no machine\.hostnam; did you mean machine\.hostname\?/,
    ],
    [
      'a filter that does not exist',
      '\n\n{{ nic.mac | shout }}',
      /^is a broken template: line 3, column 1: undefined filter: shout/,
    ],
    [
      'more than a template may have',
      ' '.repeat(1024 * 1024 + 1),
      /^a template may have 1048576 octets, and this one has 1048577/,
    ],
  ])('refuse a template with %s, and keep the one before', async (_sentence, text, reason) => {
    expect([200, 201]).toContain((await put('site.cfg.liquid', Buffer.from('{{ machine.hostname }}'))).status);
    const { status, body } = await put('site.cfg.liquid', Buffer.from(text));
    expect(status).toBe(422);
    expect(JSON.parse(body.toString())).toMatchObject({
      errors: [{ field: 'body', reason: expect.stringMatching(reason) as string }],
    });
    const kept = await get(`/api/v1/machines/${machineId}/render?path=site.cfg`, TOKEN);
    expect(JSON.parse(kept.body.toString())).toMatchObject({ text: 'ultra10' });
  });
  it('take a template whose variables come from the one that includes it', async () => {
    expect((await put('parts/disk.liquid', Buffer.from('disk {{ disk }}'))).status).toBe(201);
  });
  it('need a token', async () => {
    expect((await put('x', Buffer.from('x'), { authorization: 'Bearer wrong-wrong' })).status).toBe(401);
  });
});

interface ListedFile {
  readonly path: string;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly source: string;
  readonly shadowedBy: string | null;
  readonly problem: string | null;
}
const sumOf = (content: string): string => createHash('sha256').update(content).digest('hex');

describe('the list', () => {
  const ask = async (query: string) => {
    const answer = await get(`/api/v1/boot-files${query}`, TOKEN);
    return { status: answer.status, ...(JSON.parse(answer.body.toString()) as object) } as {
      status: number;
      items: ListedFile[];
      nextCursor: string | null;
    };
  };

  it('of thousands of files comes page by page, each file once and with its sum in the end', async () => {
    mkdirSync(join(appliance.root, 'many'));
    for (let at = 0; at < 2_500; at++) writeFileSync(join(appliance.root, 'many', String(at)), `file ${at}`);
    const items = new Map<string, ListedFile>();
    let pages = 0;
    for (let cursor: string | null = ''; cursor !== null; pages++) {
      const page = await ask(`?search=many/&limit=1000${cursor && `&cursor=${cursor}`}`);
      for (const item of page.items) items.set(item.path, item);
      cursor = page.nextCursor;
    }
    expect([pages, items.size]).toEqual([3, 2_500]);
    await expect
      .poll(async () => (await ask('?search=many/24&limit=1000')).items.every(({ sha256 }) => sha256 !== null))
      .toBe(true);
    const found = (await ask('?search=many/2499')).items;
    expect(found).toMatchObject([{ path: 'many/2499', size: 9, sha256: sumOf('file 2499') }]);
    expect((await ask('?cursor=abc')).status).toBe(422);
    expect((await ask('?sort=size')).status).toBe(422);
  });

  it('says what is hidden by what, what is rendered, and why something is not served', async () => {
    writeFileSync(join(appliance.root, 'twice'), 'by hand');
    await put('twice', Buffer.from('uploaded'));
    symlinkSync('/etc/hostname', join(appliance.root, 'out'));
    expect((await ask('?search=twice')).items).toMatchObject([
      { source: 'tftpboot', sha256: sumOf('by hand'), shadowedBy: null, problem: null },
      { source: 'uploads', sha256: sumOf('uploaded'), shadowedBy: 'tftpboot', lastFetch: null },
    ]);
    expect((await ask('?search=TWICE&source=uploads')).items).toHaveLength(1);
    expect((await ask('?search=preseed')).items).toMatchObject([
      { path: 'seed/preseed.cfg', template: 'seed/preseed.cfg.liquid', size: null, sha256: null },
    ]);
    expect((await ask('?search=out')).items).toMatchObject([
      { size: null, problem: expect.stringContaining('a symbolic link leads to /etc/hostname') as string },
    ]);
  });

  it('has a record of each file, which waits for the sum', async () => {
    writeFileSync(join(appliance.root, 'image'), CONTENT);
    appliance.addLoopbackAddress(machineId, '127.0.0.1');
    expect((await get('/boot/image')).body.equals(CONTENT)).toBe(true);
    const answer = await get('/api/v1/boot-files/image', TOKEN);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      path: 'image',
      size: CONTENT.length,
      sha256: SHA256,
      lastFetch: { machineId, hostname: 'ultra10' },
      hides: [],
    });
    const twice = await get('/api/v1/boot-files/twice', TOKEN);
    expect(JSON.parse(twice.body.toString())).toMatchObject({ source: 'tftpboot', hides: [{ source: 'uploads' }] });
    expect((await get('/api/v1/boot-files/seed/preseed.cfg', TOKEN)).status).toBe(200);
    for (const path of ['nothing', '../data/token', '..%2f..%2fetc%2fpasswd', 'seed', '%00']) {
      expect([path, (await get(`/api/v1/boot-files/${path}`, TOKEN)).status]).toEqual([path, 404]);
    }
  });
});

describe('what a machine would get', () => {
  it('is shown rendered', async () => {
    const answer = await get(`/api/v1/machines/${machineId}/render?path=seed/preseed.cfg`, TOKEN);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      source: 'tftpboot',
      template: 'seed/preseed.cfg.liquid',
      once: false,
      text: 'host ultra10 01-02-00-00-00-00-01',
    });
  });
  it('is an error with its line', async () => {
    const answer = await get(`/api/v1/machines/${machineId}/render?path=broken.cfg`, TOKEN);
    expect([answer.status, answer.body.toString()]).toEqual([422, expect.stringContaining('broken.cfg.liquid:2:')]);
  });
});
