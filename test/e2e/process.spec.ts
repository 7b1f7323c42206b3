import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync, chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningProgram } from '../clients/running-program.js';

const MAIN = resolve('dist/main.js');

let folder: string;
let programs: RunningProgram[];

beforeEach(() => {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is not there: npm run build makes it (npm test does so first)');
  folder = mkdtempSync(join(tmpdir(), 'reveille-process-'));
  chmodSync(folder, 0o777);
  programs = [];
});
afterEach(async () => {
  for (const program of programs) await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A TCP port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The appliance on loopback, as an ordinary user would start it in an empty folder. */
function start(environment: Readonly<Record<string, string>>, command: readonly string[] = []): RunningProgram {
  const words = [...command, process.execPath, MAIN];
  const program = new RunningProgram(words[0] ?? '', words.slice(1), {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      REVEILLE_INTERFACES: 'lo',
      REVEILLE_DHCP_PORT: '16767',
      REVEILLE_TFTP_PORT: '16969',
      REVEILLE_PORTMAP_PORT: '11111',
      REVEILLE_BOOTPARAMS_PORT: '11026',
      REVEILLE_HTTP_HOST: '127.0.0.1',
      ...environment,
    },
  });
  programs.push(program);
  return program;
}

async function startReady(environment: Readonly<Record<string, string>> = {}, command: readonly string[] = []) {
  const port = await freePort();
  const program = start({ REVEILLE_HTTP_PORT: String(port), ...environment }, command);
  await program.waitFor(/Inventory: \d+|The inventory is empty/, 25_000);
  return { program, url: `http://127.0.0.1:${port}` };
}

const statusOf = async (url: string, token?: string): Promise<number> =>
  (await fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })).status;

describe('the appliance as a process', () => {
  it('refuses a wrong setting with exit status 78 before anything is opened', async () => {
    const { code, output } = await start({ REVEILLE_HTTP_PORT: 'eighty', REVEILLE_RARP: 'maybe' }).ended;
    expect(code).toBe(78);
    expect(output).toContain('REVEILLE_HTTP_PORT=eighty cannot be used; allowed: a whole number from 1 to 65535');
    expect(output).toContain('REVEILLE_RARP=maybe cannot be used; allowed: on or off');
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('reads reveille.env in the data directory; the environment wins over it', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'reveille.env'), 'REVEILLE_RARP=off\nREVEILLE_HTTP_PORT=wrong\n');
    const { program } = await startReady();
    expect(program.output).toMatch(/RARP +off: REVEILLE_RARP=off/);
  });

  it('sends firmware no headers that are for browsers, and browsers all of them', async () => {
    const { url } = await startReady();
    const headersOf = async (path: string) => Object.fromEntries((await fetch(`${url}${path}`)).headers);
    expect(Object.keys(await headersOf('/boot/autoexec.ipxe')).sort()).toEqual([
      'accept-ranges',
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'etag',
      'keep-alive',
    ]);
    expect(await headersOf('/health/live')).toHaveProperty('content-security-policy');
  });

  it('refuses the database of a newer version in one line, with exit status 69', async () => {
    mkdirSync(join(folder, 'data'));
    const newer = await new DataSource({ type: 'sqlite', database: join(folder, 'data/reveille.sqlite') }).initialize();
    await newer.query('CREATE TABLE migrations (id integer PRIMARY KEY, timestamp bigint, name varchar)');
    await newer.query("INSERT INTO migrations VALUES (1, 9, 'Future9')");
    await newer.destroy();
    const { code, output } = await start({ REVEILLE_HTTP_PORT: String(await freePort()) }).ended;
    expect(code).toBe(69);
    expect(output).toMatch(
      /^Reveille cannot start\. .*written by a newer version of Reveille \(migration Future9 is not known here\); start that version, or .*\n$/,
    );
  });

  it('names a setting that does not exist', async () => {
    const { program } = await startReady({ REVEILLE_HTPP_PORT: '1' });
    expect(program.output).toContain('REVEILLE_HTPP_PORT is set, but there is no such setting');
  });

  it('makes a token at the first start, prints it that once, keeps it for itself only, and asks for it', async () => {
    const first = await startReady();
    const path = join(folder, 'data', 'admin-token');
    const token = readFileSync(path, 'utf8').trim();
    expect(first.program.output).toContain(token);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await statusOf(`${first.url}/api/v1/machines`)).toBe(401);
    expect(await statusOf(`${first.url}/api/v1/machines`, token)).toBe(200);
    await first.program.stop();
    const second = await startReady();
    expect(second.program.output).not.toContain(token);
    expect(await statusOf(`${second.url}/api/v1/machines`, token)).toBe(200);
  });

  it('is ready when it says so, and stops in order on SIGTERM with exit status 0', async () => {
    const { program, url } = await startReady();
    expect(await statusOf(`${url}/health/ready`)).toBe(200);
    const { code, output } = await program.stop();
    expect(code).toBe(0);
    expect(output).toContain('stopped');
    // The bundle finds its worker: a boot storm must not delay DHCP.
    expect(output).not.toContain('transfers run in the main thread');
  });

  it('takes a signal that arrives twice at once for one: npm passes a terminal’s on', async () => {
    const { program } = await startReady();
    const pid = program.pid ?? 0;
    // Two kinds, because the kernel merges two equal signals that wait, and then only one would arrive.
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGTERM');
    const { code, output } = await program.ended;
    expect(code).toBe(0);
    expect(output).toContain('stopped');
  });

  it('says who has the HTTP port and what to do', async () => {
    const { url } = await startReady();
    const { code, output } = await start({ REVEILLE_HTTP_PORT: new URL(url).port, REVEILLE_DATA_DIR: 'other' }).ended;
    expect(code).toBe(69);
    expect(output).toContain('Another program listens on');
    expect(output).toContain('REVEILLE_HTTP_PORT');
  });

  it('runs on for an ordinary user, and says which capability is missing and how to give it', async () => {
    const toOrdinaryUser = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const { program, url } = await startReady(
      { REVEILLE_DHCP_PORT: '67', REVEILLE_TFTP_PORT: '69' },
      process.getuid?.() === 0 ? toOrdinaryUser : [],
    );
    expect(await statusOf(`${url}/health/live`)).toBe(200);
    for (const words of [
      'RARP is not up',
      'CAP_NET_RAW',
      'CAP_NET_BIND_SERVICE',
      'setcap',
      'AmbientCapabilities',
      'cap_add',
    ])
      expect(program.output).toContain(words);
  });
});
