import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { askHttp } from '../clients/http-client.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac } from '../fakes/known-lab.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';

const SERVER = ip('10.79.0.1');
const SECRET = 'what lies outside of the boot files';
const PLANTED = 'what an attacker sends';

let appliance: VirtualAppliance;
let port: number;
let net: VirtualNet;
/** The folder that holds the boot file root and the data directory. */
let outside: string;

/** Beside the root lies a file, and in it whatever could lead out. */
beforeAll(async () => {
  appliance = await VirtualAppliance.start();
  port = Number(new URL(await appliance.listen()).port);
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', uploads: { enabled: true } });
  await appliance.post('/api/v1/machines', {
    hostname: 'attacker',
    nics: [{ mac: '02:00:00:00:00:01', ip: '10.79.0.21' }],
  });
  net = new VirtualNet();
  net.addInterface(appliance.wire, {
    name: 'eth0',
    mac: mac('02:00:00:00:00:01'),
    addresses: [{ address: ip('10.79.0.21'), network: networkOf(SERVER, 24) }],
  });
  outside = join(appliance.root, '..');
  writeFileSync(join(outside, 'secret'), SECRET);
  mkdirSync(join(outside, 'tftpboot-secret'));
  writeFileSync(join(outside, 'tftpboot-secret', 'file'), SECRET);
  mkdirSync(join(appliance.root, 'folder'));
  const links = { 'link-file': '../secret', 'link-folder': '..', 'link-root': '/', 'link-proc': '/proc/self' };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(appliance.root, name));
  symlinkSync('/dev/zero', join(appliance.root, 'zero'));
  execFileSync('mkfifo', [join(appliance.root, 'pipe')]);
  for (const folder of ['boot-files', 'tftp-uploads']) {
    mkdirSync(join(outside, 'data', folder), { recursive: true });
    symlinkSync('../..', join(outside, 'data', folder, 'link-folder'));
  }
});
afterAll(() => appliance.stop());

/** Paths that mean `secret` beside the root to a careless server; `%` is a percent sign here. */
const CLIMBING = [
  '../secret',
  '/../secret',
  'folder/../../secret',
  './/..//secret',
  '..\\secret',
  '\\..\\secret',
  'folder\\..\\..\\secret',
  '..../../secret',
  '..;/secret',
  '%2e%2e/secret',
  '%2e%2e%2fsecret',
  '..%2fsecret',
  '..%5csecret',
  '%252e%252e%252fsecret',
  '..%c0%afsecret',
  '\u2025/secret',
  '../tftpboot-secret/file',
  'link-file',
  'LINK-FILE',
  'link-folder/secret',
  'link-folder/data/../secret',
];
const ELSEWHERE = [
  '/etc/hostname',
  '/proc/self/environ',
  '/proc/self/fd/0',
  'proc/self/environ',
  'link-root/etc/hostname',
  'link-proc/environ',
  'link-proc/cwd/package.json',
  '//etc/hostname',
  'file:///etc/hostname',
  'C:\\etc\\hostname',
  '/dev/zero',
];
const NO_FILES = ['zero', 'pipe', 'folder', 'folder/', 'link-folder', '.', '..', '/', '', '~/secret'];
const ATTACKS = [...CLIMBING, ...ELSEWHERE, ...NO_FILES];
/** A byte that ends a path for the operating system, and bytes that end a line. */
const CUT = ['../secret\0.efi', 'link-file\0', '../secret\r\n'];

const tftp = (): TftpTestClient => {
  const [eth0] = net.interfaces();
  if (eth0 === undefined) throw new Error('no interface');
  return TftpTestClient.onNet(net, eth0, SERVER);
};
/** As bytes of the path: what must not stand in a request line is written with percent signs, once. */
const asUrl = (path: string): string => path.replace(/[^!-~]/gu, (character) => encodeURIComponent(character));

describe('a path that leads out is refused', () => {
  it.each(ATTACKS)('by TFTP: %j', async (path) => {
    await expect(tftp().fetch(path)).rejects.toThrow(/^ERROR [124]/);
  });
  it.each([...ATTACKS, ...CUT])('by HTTP: %j', async (path) => {
    for (const written of [asUrl(path), encodeURIComponent(path)]) {
      const { status, body } = await askHttp(port, `/boot/${written}`);
      expect([400, 403, 404, 500]).toContain(status);
      expect(body.toString()).not.toContain(SECRET);
    }
  });
  it.each([...ATTACKS, ...CUT])('as a template that a machine would get: %j', async (path) => {
    const answer = await appliance.ask('GET', `/api/v1/machines/1/render?path=${encodeURIComponent(path)}`);
    expect([404, 422]).toContain(answer.status);
    expect(answer.text).not.toContain(SECRET);
  });
});

/** The files below `outside` that hold what the attacker sent. */
function planted(folder = outside): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return planted(path);
    return entry.isFile() && readFileSync(path).includes(PLANTED) ? [relative(outside, path)] : [];
  });
}

const WRITES = [...CLIMBING, ...ELSEWHERE, ...CUT, 'link-folder/new/deep/secret'];

describe('nothing is written outside of the folder of uploads', () => {
  it.each(WRITES)('by PUT: %j', async (path) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' };
    for (const written of [asUrl(path), encodeURIComponent(path)]) {
      const body = Buffer.from(PLANTED);
      await askHttp(port, `/api/v1/boot-files/${written}`, { method: 'PUT', headers, body });
      await askHttp(port, `/api/v1/boot-files/${written}`, { method: 'DELETE', headers });
    }
    expect(planted().filter((file) => !file.startsWith('data/boot-files/'))).toEqual([]);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(SECRET);
    expect(existsSync(join(outside, 'new'))).toBe(false);
  });
  it.each(WRITES)('by TFTP: %j', async (path) => {
    const client = tftp();
    client.write(path);
    const answer = await client.next();
    if (answer.kind === 'acknowledgment') {
      client.send(Buffer.concat([Buffer.from([0, 3, 0, 1]), Buffer.from(PLANTED)]));
      await client.next();
    } else expect(answer.kind).toBe('error');
    expect(planted().filter((file) => !/^data\/(boot-files|tftp-uploads)\//.test(file))).toEqual([]);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(SECRET);
    expect(existsSync(join(outside, 'new'))).toBe(false);
  });
});
