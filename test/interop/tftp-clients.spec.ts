import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Net } from '../../src/net/net.port.js';
import { encodeNetascii } from '../../src/wire/tftp/netascii.codec.js';
import { freePort, openLoopback } from '../clients/loopback.js';
import { needTools } from '../clients/required-tools.js';
import { TftpLab } from '../fakes/tftp-lab.js';

let net: Net;
let lab: TftpLab;
let port: string;
let downloads: string;
let target: string;

/** Runs a client; answers what it said, whatever its exit status. */
function run(program: string, ...options: string[]): Promise<{ readonly code: unknown; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(program, options, { cwd: downloads, timeout: 20_000 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const whatCame = () => (existsSync(target) ? sha256(readFileSync(target)) : 'nothing came');

beforeAll(async () => {
  net = openLoopback();
  const free = await freePort();
  port = String(free);
  lab = new TftpLab({ net, port: free });
  downloads = mkdtempSync(join(tmpdir(), 'tftp-downloads-'));
  target = join(downloads, 'download');
});
beforeEach(() => rmSync(target, { force: true }));
afterAll(async () => {
  await lab.close();
  net.close();
  rmSync(downloads, { recursive: true, force: true });
});

const FILES = { small: randomBytes(100), multiple: randomBytes(512 * 30), large: randomBytes(600_001) };
const names = Object.keys(FILES) as (keyof typeof FILES)[];
beforeAll(() => {
  for (const name of names) lab.put(name, FILES[name]);
});

describe('curl', () => {
  beforeEach((context) => needTools(context, 'curl'));
  const ways = [
    [],
    ['--tftp-blksize', '1468'],
    ['--tftp-blksize', '8'],
    ['--tftp-blksize', '65464'],
    ['--tftp-no-options'],
  ];
  it.each(ways.flatMap((options) => names.map((name) => [options.join(' '), name, options] as const)))(
    '%s gets the %s file',
    async (_words, name, options) => {
      const { output } = await run('curl', '-sS', '-o', target, ...options, `tftp://127.0.0.1:${port}/${name}`);
      expect(whatCame(), output).toBe(sha256(FILES[name]));
    },
  );
  it('is told that a file is missing', async () => {
    const { code, output } = await run('curl', '-sS', `tftp://127.0.0.1:${port}/missing`);
    expect(code, output).toBe(68); // CURLE_TFTP_NOTFOUND
  });
  it('may not write', async () => {
    writeFileSync(join(downloads, 'mine'), 'mine');
    const { code } = await run('curl', '-sS', '-T', join(downloads, 'mine'), `tftp://127.0.0.1:${port}/small`);
    expect(code).toBe(69); // CURLE_TFTP_PERM
    expect(readFileSync(join(lab.root, 'small')).equals(FILES.small)).toBe(true);
  });
  it('does not get out of the root', async () => {
    const { code } = await run(
      'curl',
      '-sS',
      '--path-as-is',
      '-o',
      target,
      `tftp://127.0.0.1:${port}/../../etc/hostname`,
    );
    expect([code, whatCame()]).toEqual([69, 'nothing came']); // CURLE_TFTP_PERM
  });
});

describe('tftp-hpa', () => {
  beforeEach((context) => needTools(context, 'tftp'));
  it.each(names)('gets the %s file', async (name) => {
    const { output } = await run('tftp', '-m', 'binary', '127.0.0.1', port, '-c', 'get', name, target);
    expect(whatCame(), output).toBe(sha256(FILES[name]));
  });
  it('gets a text in netascii as it was', async () => {
    const text = Buffer.from('label linux\n  kernel vmlinuz\r\n'.repeat(5000));
    lab.put('text', text);
    const { output } = await run('tftp', '-m', 'ascii', '127.0.0.1', port, '-c', 'get', 'text', target);
    expect(output).not.toContain('rror');
    expect(readFileSync(target).equals(text)).toBe(true);
    expect(encodeNetascii(text).length).toBe(text.length + 5000 * 3);
  });
  it('is told that a file is missing', async () => {
    const { output } = await run('tftp', '-m', 'binary', '127.0.0.1', port, '-c', 'get', 'missing', target);
    expect(output).toContain('File not found');
  });
  it('may not write', async () => {
    writeFileSync(join(downloads, 'mine'), 'mine');
    const { output } = await run('tftp', '-m', 'binary', '127.0.0.1', port, '-c', 'put', 'mine', 'small');
    expect(output).toContain('this server does not take files');
    expect(readFileSync(join(lab.root, 'small')).equals(FILES.small)).toBe(true);
  });
});

describe('atftp', () => {
  beforeEach((context) => needTools(context, 'atftp'));
  const ways = [
    [],
    ['blksize 8'],
    ['blksize 1468'],
    ['blksize 65464'],
    ['windowsize 8'],
    ['blksize 1468', 'windowsize 16', 'timeout 2'],
  ];
  it.each(ways.flatMap((options) => names.map((name) => [options.join(', '), name, options] as const)))(
    '%s gets the %s file',
    async (_words, name, options) => {
      const asked = options.flatMap((option) => ['--option', option]);
      const { output } = await run('atftp', ...asked, '-g', '-r', name, '-l', target, '127.0.0.1', port);
      expect(whatCame(), output).toBe(sha256(FILES[name]));
    },
  );
});

describe('busybox', () => {
  beforeEach((context) => needTools(context, 'busybox'));
  it.each(['512', '1428', '65464'].flatMap((size) => names.map((name) => [size, name] as const)))(
    'with blocks of %s gets the %s file',
    async (size, name) => {
      const { output } = await run('busybox', 'tftp', '-b', size, '-g', '-r', name, '-l', target, '127.0.0.1', port);
      expect(whatCame(), output).toBe(sha256(FILES[name]));
    },
  );
});
