import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RunningProgram } from '../clients/running-program.js';

const text = (path: string): string => readFileSync(path, 'utf8');
const DOCKERFILE = text('Dockerfile');
const COMPOSE = text('compose.yaml');
const SERVICE = text('deploy/reveille.service');
const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: { readonly start: string } };

/** The last instruction of this name in the image that is started, its lines joined. */
function instruction(name: string): string {
  const joined = DOCKERFILE.replaceAll(/\\\n\s*/g, ' ');
  const found = [...joined.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].at(-1)?.[1];
  if (found === undefined) throw new Error(`the Dockerfile has no ${name}`);
  return found;
}
const words = (json: string): string[] => JSON.parse(json) as string[];
const inOrder = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** `NET_RAW`, as compose.yaml writes it. */
const CAPABILITIES = ['NET_ADMIN', 'NET_BIND_SERVICE', 'NET_RAW'];
const bare = (names: string, separator: string): string[] =>
  inOrder(names.split(separator).map((name) => name.toUpperCase().replace(/^CAP_/, '')));

describe('what starts the appliance', () => {
  it('is one command line: npm start, the image, the unit, and the command reveille', () => {
    const start = scripts.start.split(' ');
    expect(words(instruction('CMD'))).toEqual(start);
    const unit = /^ExecStart=(.*)$/m.exec(SERVICE)?.[1]?.split(' ');
    expect(unit).toEqual(['/usr/bin/node', ...start.slice(1, -1), '/opt/reveille/dist/main.js']);
    expect(text('src/cli.ts').split('\n')[0]).toBe(`#!/usr/bin/env -S ${start.slice(0, -1).join(' ')}`);
  });

  it('gets the same three capabilities everywhere', () => {
    expect(bare(/setcap (\S+)\+p /.exec(DOCKERFILE)?.[1] ?? '', ',')).toEqual(CAPABILITIES);
    expect(inOrder([...COMPOSE.matchAll(/^ {6}- ([A-Z_]+) #/gm)].map(([, name = '']) => name))).toEqual(CAPABILITIES);
    const given = [...text('deploy/container-start.sh').matchAll(/^has (\w+) \d+$/gm)];
    expect(inOrder(given.map(([, name = '']) => name.toUpperCase()))).toEqual(CAPABILITIES);
    for (const key of ['AmbientCapabilities', 'CapabilityBoundingSet']) {
      expect(bare(new RegExp(`^${key}=(.*)$`, 'm').exec(SERVICE)?.[1] ?? '', ' '), key).toEqual(CAPABILITIES);
    }
  });
});

describe('the image', () => {
  it('copies what is there, and what was built', () => {
    const copies = [...DOCKERFILE.matchAll(/^COPY (?:--from=build )?(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' ').map((file) => file.replace(/^\/app\//, '')),
    );
    expect(copies).toContain('deploy/container-start.sh');
    expect(copies.filter((file) => !existsSync(file))).toEqual([]);
    const ignored = text('.dockerignore').split('\n');
    const fromHere = copies.filter((file) => !['dist', 'node_modules'].includes(file));
    expect(fromHere.filter((file) => ignored.includes(file))).toEqual([]);
    expect(statSync('deploy/container-start.sh').mode & 0o111).toBe(0o111);
    expect(instruction('ENTRYPOINT')).toBe('["/app/container-start.sh"]');
  });

  it('holds every package that the program loads when the build’s own are taken away', () => {
    const { packages } = JSON.parse(text('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
    };
    const loaded = inOrder(
      readdirSync('dist')
        .filter((name) => name.endsWith('.js'))
        .flatMap((name) => [...text(join('dist', name)).matchAll(/(?:\bfrom |\bimport\()"([^"./][^"]*)"/g)])
        .map(([, name = '']) => name)
        .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
        .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
    );
    expect(loaded).toContain('sqlite3');
    // Optional peers of libraries are not installed, and nobody asks for them.
    const onlyForTheBuild = loaded.filter((name) => packages[`node_modules/${name}`]?.dev === true);
    expect(onlyForTheBuild).toEqual([]);
  });

  it('installs the packages whose loaders and clients the tests of CI run', () => {
    // The last stage's; the architecture is that of CI.
    const [, installed = ''] = /--no-install-recommends\s+(ipxe .*?) &&/.exec(instruction('RUN')) ?? [];
    const packages = installed.replaceAll('"', '').replace('$(dpkg --print-architecture)', 'amd64').split(/\s+/);
    expect(packages).toContain('pxelinux');
    const ci = text('.ci/run').split(/\s+/);
    // The signed shim needs Secure Boot, which no test has.
    expect(packages.filter((name) => !ci.includes(name))).toEqual(['shim-signed']);
  });

  it('finds nothing of the host but its data and its boot files: the paths are those of the environment', () => {
    const environment = instruction('ENV');
    expect(environment).toContain(`REVEILLE_DATA_DIR=${instruction('VOLUME')}`);
    const mounts = [...COMPOSE.matchAll(/^ {6}- (?:data|\.\/tftpboot):(\S+?)(?::ro)?$/gm)].map(([, path]) => path);
    expect(mounts).toEqual(['/data', '/app/tftpboot']);
    for (const path of mounts) expect(environment).toContain(`=${path}`);
  });
});

describe('the image’s check of health', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  /** Where `/health/ready` answers with this status. */
  async function answering(status: number): Promise<string> {
    const own = createServer(({ url }, answer) => answer.writeHead(url === '/health/ready' ? status : 404).end());
    server = own;
    await new Promise<void>((done) => own.listen(0, '127.0.0.1', done));
    return String((own.address() as AddressInfo).port);
  }

  const check = async (port: string): Promise<number | undefined> => {
    const [node, ...args] = words(instruction('HEALTHCHECK').replace(/^.* CMD /, ''));
    expect(node).toBe('node');
    const program = new RunningProgram(process.execPath, args, { env: { REVEILLE_HTTP_PORT: port } });
    return (await program.waitForEnd(30_000)).code;
  };

  it.each([
    [200, 0],
    [503, 1],
  ])('takes the answer %i for exit status %i', async (status, code) => {
    expect(await check(await answering(status))).toBe(code);
  });

  it('fails where nobody answers', async () => {
    const port = await answering(200);
    server?.close();
    expect(await check(port)).toBe(1);
  });
});

it('the unit is one that systemd takes', async (context) => {
  const verify = '/usr/bin/systemd-analyze';
  // systemd looks whether the program that a unit starts is there.
  if (!existsSync(verify) || !existsSync('/usr/bin/node')) {
    console.warn('systemd-analyze or /usr/bin/node is missing: apt-get install systemd nodejs');
    context.skip();
  }
  const { code, output } = await new RunningProgram(verify, [
    'verify',
    '--man=no',
    resolve('deploy/reveille.service'),
  ]).waitForEnd(30_000);
  expect([code, output]).toEqual([0, '']);
});
