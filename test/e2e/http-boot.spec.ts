import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import { askHttp, type HttpQuestion } from '../clients/http-client.js';
import { VirtualAppliance } from './virtual-appliance.js';

const MACHINE = '127.0.0.21';
const PAUSED = '127.0.0.22';
const CONTENT = randomBytes(1_500_000);

let appliance: VirtualAppliance;
let port: number;
let machineId: number;

beforeAll(async () => {
  appliance = await VirtualAppliance.start();
  port = Number(new URL(await appliance.listen()).port);
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  ({ id: machineId } = await appliance.post('/api/v1/machines', {
    hostname: 'ultra10',
    labels: { rack: 'r1' },
    nics: [{ mac: '02:00:00:00:00:01', ip: '10.79.0.21' }],
    boot: { files: { ipxe: 'menu.ipxe' } },
  }));
  appliance.addLoopbackAddress(machineId, MACHINE);
  const { id: pausedId } = await appliance.post('/api/v1/machines', {
    hostname: 'quiet',
    nics: [{ mac: '02:00:00:00:00:02', ip: '10.79.0.22' }],
    boot: { mode: 'paused' },
  });
  appliance.addLoopbackAddress(pausedId, PAUSED);
  mkdirSync(join(appliance.root, 'efi'));
  writeFileSync(join(appliance.root, 'efi', 'grubx64.efi'), CONTENT);
  writeFileSync(join(appliance.root, 'debian.iso'), 'iso');
  writeFileSync(join(appliance.root, 'empty.img'), '');
  writeFileSync(join(appliance.root, 'preseed.cfg.liquid'), 'hostname {{ machine.hostname }} at {{ server.bootUrl }}');
  writeFileSync(join(appliance.root, 'broken.cfg.liquid'), 'one\n{{ labels.role }}');
  writeFileSync(join(appliance.root, 'secret.liquid'), '{% once %}the secret of {{ machine.hostname }}');
  symlinkSync('/etc/hostname', join(appliance.root, 'out'));
  execFileSync('mkfifo', [join(appliance.root, 'pipe')]);
});
afterAll(() => appliance.stop());

const get = (path: string, question: HttpQuestion = {}) => askHttp(port, path, { from: MACHINE, ...question });

describe('HTTP boot', () => {
  it('serves a file whole, with what UEFI firmware looks at', async () => {
    const { status, headers, body } = await get('/boot/efi/grubx64.efi');
    expect(status).toBe(200);
    expect(body.equals(CONTENT)).toBe(true);
    expect(headers).toMatchObject({
      'content-length': String(CONTENT.length),
      'content-type': 'application/efi',
      'accept-ranges': 'bytes',
    });
    expect(headers['last-modified']).toMatch(/GMT$/);
  });
  it('answers HEAD with the same head and no body', async () => {
    const head = await get('/boot/efi/grubx64.efi', { method: 'HEAD' });
    const whole = await get('/boot/efi/grubx64.efi');
    expect(head.body.length).toBe(0);
    expect({ ...head.headers, date: '' }).toEqual({ ...whole.headers, date: '' });
  });
  it.each([
    ['/boot/debian.iso', 'application/vnd.efi-iso', 'iso'],
    ['/boot/empty.img', 'application/vnd.efi-img', ''],
  ])('%s is %s', async (path, type, text) => {
    const { status, headers, body } = await get(path);
    expect([status, headers['content-type'], body.toString()]).toEqual([200, type, text]);
  });
  it.each([
    ['bytes=0-99', 206, 0, 100],
    ['bytes=1499900-', 206, 1_499_900, 1_500_000],
    ['bytes=-5', 206, 1_499_995, 1_500_000],
    ['bytes=0-1,5-6', 200, 0, 1_500_000],
    ['lines=0-1', 200, 0, 1_500_000],
  ])('Range %s', async (range, status, first, end) => {
    const answer = await get('/boot/efi/grubx64.efi', { headers: { range } });
    expect(answer.status).toBe(status);
    expect(answer.body.equals(CONTENT.subarray(first, end))).toBe(true);
    expect(answer.headers['content-range']).toBe(status === 206 ? `bytes ${first}-${end - 1}/1500000` : undefined);
  });
  it('refuses a range behind the end', async () => {
    const answer = await get('/boot/efi/grubx64.efi', { headers: { range: 'bytes=1500000-' } });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */1500000']);
  });
  it('does not send again what the client has', async () => {
    const { headers } = await get('/boot/efi/grubx64.efi');
    const etag = headers.etag ?? '';
    expect((await get('/boot/efi/grubx64.efi', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const since = { 'if-modified-since': headers['last-modified'] };
    expect((await get('/boot/efi/grubx64.efi', { headers: since })).status).toBe(304);
    const part = { range: 'bytes=0-0', 'if-range': '"another version"' };
    expect((await get('/boot/efi/grubx64.efi', { headers: part })).status).toBe(200);
  });
  it.each([
    ['doubled slashes', '//boot//efi//grubx64.efi'],
    ['back-slashes', '/boot/efi\\grubx64.efi'],
    ['another case', '/boot/EFI/GRUBX64.EFI'],
    ['percent signs', '/boot/efi%2fgrubx64.efi'],
    ['a query', '/boot/efi/grubx64.efi?mac=02:00:00:00:00:01'],
  ])('forgives %s, without a redirect', async (_sentence, path) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(body.equals(CONTENT)).toBe(true);
  });
  it('keeps a connection open (field note C3: edk2#9920)', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, agent, localAddress: MACHINE }, (answer) => {
          const { localPort } = answer.socket;
          answer.resume();
          answer.on('end', () => resolve(localPort));
        })
          .on('error', reject)
          .end();
      });
    const ports = [await ask('/boot/debian.iso'), await ask('/boot/missing'), await ask('/boot/debian.iso')];
    expect(new Set(ports).size).toBe(1);
    agent.destroy();
  });
  it('sends large files whole over one connection, however slowly the client reads', async () => {
    const large = randomBytes(24 * 1024 * 1024);
    writeFileSync(join(appliance.root, 'initrd.img'), large);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<{ body: Buffer; localPort: number | undefined }>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path: '/boot/initrd.img', agent, localAddress: MACHINE }, (answer) => {
          const { localPort } = answer.socket;
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => {
            pieces.push(piece);
            answer.pause();
            setImmediate(() => answer.resume());
          });
          answer.on('end', () => resolve({ body: Buffer.concat(pieces), localPort }));
        })
          .on('error', reject)
          .end();
      });
    const answers = [await ask(), await ask()];
    expect(answers.map(({ body }) => body.equals(large))).toEqual([true, true]);
    expect(new Set(answers.map(({ localPort }) => localPort)).size).toBe(1);
    agent.destroy();
  });
  it('sends a replaced file anew to who asks anew, and the old one whole to who began before', async () => {
    const [before, after] = [randomBytes(24 * 1024 * 1024), randomBytes(300_000)];
    const path = join(appliance.root, 'vmlinuz');
    writeFileSync(path, before);
    const pieces: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/boot/vmlinuz', localAddress: MACHINE }, (answer) => {
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', resolve).on('error', reject);
        answer.once('data', () => {
          answer.pause();
          writeFileSync(`${path}.new`, after);
          renameSync(`${path}.new`, path);
          get('/boot/vmlinuz')
            .then(({ body }) => {
              expect(body.equals(after)).toBe(true);
              answer.resume();
            })
            .catch(reject);
        });
      })
        .on('error', reject)
        .end();
    });
    expect(Buffer.concat(pieces).equals(before)).toBe(true);
  });
  it('breaks off when the file becomes shorter while it is sent', async () => {
    const path = join(appliance.root, 'shrinking.img');
    writeFileSync(path, Buffer.alloc(64 * 1024 * 1024));
    const seen = await new Promise<number>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path: '/boot/shrinking.img', localAddress: MACHINE },
        (answer) => {
          let octets = 0;
          answer.once('data', () => truncateSync(path, 1024));
          answer.on('data', (piece: Buffer) => (octets += piece.length));
          answer.on('error', () => resolve(octets));
          answer.on('end', () => reject(new Error('the answer came to its end')));
        },
      );
      asked.on('error', reject).end();
    });
    expect(seen).toBeLessThan(64 * 1024 * 1024);
  });
  it('tells the timeline of the machine', async () => {
    await get('/boot/EFI/grubx64.efi');
    await vi.waitFor(async () => {
      const events = await appliance.timeline(machineId);
      expect(events.map(({ sentence }) => sentence)).toEqual(
        expect.arrayContaining([
          'GET -> 200: EFI/grubx64.efi to ultra10',
          'transfer complete: EFI/grubx64.efi to ultra10',
        ]),
      );
    });
  });
  it('notices a client that leaves', async () => {
    const big = Buffer.alloc(64 * 1024 * 1024);
    writeFileSync(join(appliance.root, 'big.bin'), big);
    await new Promise<void>((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, path: '/boot/big.bin', localAddress: MACHINE }, (answer) => {
        answer.once('data', () => {
          answer.destroy();
          resolve();
        });
      });
      asking.on('error', reject);
      asking.end();
    });
    await vi.waitFor(async () => {
      const events = await appliance.timeline(machineId);
      expect(events.map(({ what }) => what)).toContain('transfer aborted by client');
    });
  });
});

describe('HTTP boot refuses', () => {
  it.each([
    [
      'a paused machine, in the words of every protocol',
      PAUSED,
      '/boot/debian.iso',
      403,
      'the machine is paused: booting is refused\n',
    ],
    ['what there is not', MACHINE, '/boot/missing', 404, 'File not found\n'],
    ['the folder itself', MACHINE, '/boot/efi', 403, 'this is not a regular file\n'],
    ['a named pipe', MACHINE, '/boot/pipe', 403, 'this is not a regular file\n'],
    ['a link out of the root', MACHINE, '/boot/out', 403, 'this file lies outside of the boot file root\n'],
    ['a path that climbs', MACHINE, '/boot/../../../../etc/passwd', 403, 'the path climbs out of the boot file root\n'],
    [
      'a path that climbs by percent signs',
      MACHINE,
      '/boot/%2e%2e/%2e%2e/etc/passwd',
      403,
      'the path climbs out of the boot file root\n',
    ],
    [
      'a path that climbs by back-slashes',
      MACHINE,
      '/boot/..%5c..%5cetc%5cpasswd',
      403,
      'the path climbs out of the boot file root\n',
    ],
    ['percent signs written twice', MACHINE, '/boot/%252e%252e/%252e%252e/etc/passwd', 404, 'File not found\n'],
    ['an absolute path', MACHINE, '/boot//etc/passwd', 404, 'File not found\n'],
    ['/proc', MACHINE, '/boot//proc/self/environ', 404, 'File not found\n'],
    ['a NUL', MACHINE, '/boot/debian.iso%00.txt', 403, 'the path contains a NUL\n'],
  ])('%s', async (_sentence, from, path, status, words) => {
    const answer = await get(path, { from });
    expect([answer.status, answer.body.toString()]).toEqual([status, words]);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });
  it('a path that cannot be decoded', async () => {
    expect((await get('/boot/%zz')).status).toBe(400);
  });
});

describe('templates by HTTP', () => {
  it('are rendered for the machine that asks', async () => {
    const { body, headers } = await get('/boot/preseed.cfg');
    expect(body.toString()).toBe('hostname ultra10 at http://127.0.0.1:8080/boot');
    expect(headers['cache-control']).toBe('no-store');
  });
  it('with an error are refused whole, and the timeline has the line', async () => {
    const { status, body } = await get('/boot/broken.cfg');
    expect(status).toBe(500);
    expect(body.toString()).not.toContain('one');
    await vi.waitFor(async () => {
      const events = await appliance.timeline(machineId);
      expect(events.map(({ reason }) => reason)).toContain('template-error');
    });
  });
  it('serve autoexec.ipxe that goes on to what the record says (field note C7: tinkerbell#424)', async () => {
    const { body } = await get('/boot/autoexec.ipxe');
    expect(body.toString()).toMatch(/^#!ipxe\n[^]*\nchain --replace http:\/\/127\.0\.0\.1:8080\/boot\/menu\.ipxe\n/);
  });
  it('marked {% once %} are handed out once, to the machine only', async () => {
    expect((await get('/boot/secret', { from: '127.0.0.1' })).status).toBe(403);
    expect((await get('/boot/secret', { method: 'HEAD' })).status).toBe(200);
    // In parts it would never have been had.
    const part = await get('/boot/secret', { headers: { range: 'bytes=0-3' } });
    expect([part.status, part.body.toString()]).toEqual([200, 'the secret of ultra10']);
    await appliance.ask('DELETE', `/api/v1/machines/${machineId}/handed-out`);
    expect((await get('/boot/secret')).body.toString()).toBe('the secret of ultra10');
    await vi.waitFor(async () => expect((await get('/boot/secret')).status).toBe(403));
    expect((await get('/boot/secret')).body.toString()).toContain('this machine has had it');
  });
  it('marked {% once %} are handed out once more for a new installation, and to no installed system', async () => {
    const install = async (): Promise<void> => {
      await appliance.ask('POST', `/api/v1/machines/${machineId}/install`, {});
      appliance.addLoopbackAddress(machineId, MACHINE);
    };
    const report = (): string => appliance.get(InMemoryDirectory).byId(machineId)?.install.token ?? 'none';
    await install();
    expect((await get('/boot/secret')).body.toString()).toBe('the secret of ultra10');
    await vi.waitFor(async () => expect((await get('/boot/secret')).status).toBe(403));
    await install();
    expect((await appliance.ask('POST', `/boot/done/${report()}`)).status).toBe(200);
    const refused = await get('/boot/secret');
    expect([refused.status, refused.body.toString()]).toEqual([403, expect.stringContaining('disk')]);
  });
});
