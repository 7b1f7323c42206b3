import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSums } from '../../src/recipes/read-sums.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';

const KERNEL = 'debian-installer/amd64/linux';
const INITRD = 'debian-installer/amd64/initrd.gz';
const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

let folder: string;
let appliance: VirtualAppliance;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-recipe-'));
  for (const path of [KERNEL, INITRD]) {
    mkdirSync(dirname(join(folder, 'netboot', path)), { recursive: true });
    writeFileSync(join(folder, 'netboot', path), path);
  }
  appliance = await VirtualAppliance.start();
});
afterEach(async () => {
  await appliance.stop();
  rmSync(folder, { recursive: true, force: true });
});

const add = (from: string, name = 'debian-12') => appliance.ask('POST', `/api/v1/recipes/${name}`, { from });

describe('the recipe debian-12', () => {
  it('makes the profile and its files of a folder, again and again', async () => {
    for (const round of ['first', 'again']) {
      const answer = await add(join(folder, 'netboot'));
      expect([round, answer.status, answer.body]).toEqual([
        round,
        201,
        expect.objectContaining({
          files: [
            { path: 'debian-12/linux', size: KERNEL.length, sha256: sumOf(KERNEL), checked: false },
            { path: 'debian-12/initrd.gz', size: INITRD.length, sha256: sumOf(INITRD), checked: false },
          ],
        }) as object,
      ]);
    }
    const profile = await appliance.ask('GET', '/api/v1/profiles/debian-12');
    expect(profile.body).toMatchObject({ kernel: 'debian-12/linux', initrds: ['debian-12/initrd.gz'] });
  });

  it('checks the sums that lie beside the folder, and changes nothing when one is wrong', async () => {
    const list = (kernel: string): void =>
      writeFileSync(
        join(folder, 'SHA256SUMS'),
        `${sumOf(kernel)}  ./netboot/${KERNEL}\n${sumOf(INITRD)}  ./netboot/${INITRD}\n`,
      );
    list('another kernel');
    const refused = await add(join(folder, 'netboot'));
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('its list says')]);
    expect((await appliance.ask('GET', '/api/v1/profiles/debian-12')).status).toBe(404);
    list(KERNEL);
    const { body } = await add(join(folder, 'netboot'));
    expect((body as { files: { checked: boolean }[] }).files.map(({ checked }) => checked)).toEqual([true, true]);
  });

  it.each([
    ['a folder without the files', '/nonexistent', 422, 'cannot be read'],
    ['a relative path', 'images', 422, 'absolute path'],
  ])('refuses %s', async (_, from, status, words) => {
    const answer = await add(from);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
  });

  it('is one of a list, in which others are missing', async () => {
    const { body } = await appliance.ask('GET', '/api/v1/recipes');
    const names = (body as { items: { name: string }[] }).items.map(({ name }) => name);
    expect(names).toEqual(['debian-12', 'ubuntu', 'fedora', 'alpine', 'memtest']);
    expect((await add(folder, 'debian-1')).status).toBe(404);
  });
});

interface PublishedTree {
  readonly recipe: string;
  /** Where the recipe's `from` lies on the server. */
  readonly from: string;
  /** Its files, below `from`, with the sum's list where the distribution publishes one. */
  readonly files: readonly string[];
  readonly sums?: { readonly path: string; readonly line: (path: string, sum: string) => string };
  readonly others?: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  /** The line of the iPXE script that is made from the profile; `BASE` is our server, `BOOT` what the appliance serves. */
  readonly kernelLine: string;
}

const TREES: readonly PublishedTree[] = [
  {
    recipe: 'ubuntu',
    from: '24.04/netboot/amd64',
    files: ['linux', 'initrd'],
    sums: { path: '24.04/netboot/SHA256SUMS', line: (path, sum) => `${sum} *amd64/${path}\n` },
    others: {
      '24.04/netboot/amd64/grub/grub.cfg':
        'set timeout=30\nmenuentry "Install Ubuntu Server" {\n\tset gfxpayload=keep\n\tlinux\tlinux iso-url=https://releases.ubuntu.com/24.04.3/ubuntu-24.04.3-live-server-amd64.iso ip=dhcp ---\n\tinitrd\tinitrd\n}\n',
    },
    names: ['linux', 'initrd'],
    kernelLine:
      'kernel BOOT/ubuntu/linux initrd=initrd root=/dev/ram0 ramdisk_size=1500000 cloud-config-url=/dev/null ip=dhcp url=https://releases.ubuntu.com/24.04.3/ubuntu-24.04.3-live-server-amd64.iso || goto failed',
  },
  {
    recipe: 'fedora',
    from: 'linux/releases/43/Everything/x86_64/os',
    files: ['images/pxeboot/vmlinuz', 'images/pxeboot/initrd.img'],
    sums: {
      path: 'linux/releases/43/Everything/x86_64/os/.treeinfo',
      line: (path, sum) => `${path} = sha256:${sum}\n`,
    },
    names: ['vmlinuz', 'initrd.img'],
    kernelLine:
      'kernel BOOT/fedora/vmlinuz initrd=initrd.img inst.repo=BASE/linux/releases/43/Everything/x86_64/os ip=dhcp || goto failed',
  },
  {
    recipe: 'alpine',
    from: 'alpine/latest-stable/releases/x86_64/netboot',
    files: ['vmlinuz-lts', 'initramfs-lts', 'modloop-lts'],
    names: ['vmlinuz-lts', 'initramfs-lts', 'modloop-lts'],
    kernelLine:
      'kernel BOOT/alpine/vmlinuz-lts initrd=initramfs-lts ip=dhcp modloop=BOOT/alpine/modloop-lts alpine_repo=BASE/alpine/latest-stable/main || goto failed',
  },
];

/** What distributions publish, in the shape in which they publish it, on a server of this host. */
describe('a recipe from a mirror', () => {
  let mirror: Server;
  let base: string;
  let published: Record<string, string | number>;

  beforeEach(async () => {
    published = {};
    mirror = createServer(({ url = '' }, response) => {
      const content = published[decodeURIComponent(url.slice(1))];
      response.statusCode = typeof content === 'number' ? content : content === undefined ? 404 : 200;
      response.end(typeof content === 'string' ? content : 'no');
    });
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  });
  afterEach(() => new Promise((resolve) => mirror.close(resolve)));

  function publish(tree: PublishedTree, sumFor = (path: string): string => sumOf(path)): void {
    for (const path of tree.files) published[`${tree.from}/${path}`] = path;
    Object.assign(published, tree.others);
    const { sums } = tree;
    if (sums !== undefined) {
      published[sums.path] = `[checksums]\n${tree.files.map((path) => sums.line(path, sumFor(path))).join('')}`;
    }
  }

  it.each(TREES)('$recipe makes the profile whose chain boots it', async (tree) => {
    publish(tree);
    const { status, text, body } = await add(`${base}/${tree.from}`, tree.recipe);
    expect([status, text]).toEqual([201, expect.any(String)]);
    expect(body).toMatchObject({
      files: tree.files.map((path, at) => ({
        path: `${tree.recipe}/${tree.names[at] ?? ''}`,
        sha256: sumOf(path),
        checked: tree.sums !== undefined,
      })),
    });
    const { id } = await appliance.post('/api/v1/machines', {
      hostname: 'pc',
      nics: [{ mac: '52:54:00:00:00:01', ip: '10.79.0.21' }],
      boot: { profile: tree.recipe },
    });
    const origin = new URL(await appliance.listen());
    const ask = (path: string) =>
      fetch(new URL(`/api/v1/machines/${id}/render?path=${path}`, origin), {
        headers: { authorization: `Bearer ${TOKEN}` },
      }).then((answer) => answer.json() as Promise<{ text: string }>);
    const script = (await ask('boot.ipxe')).text;
    const boot = /kernel (http:\S+\/boot)\//.exec(script)?.[1] ?? '';
    expect(script.split('\n')).toContain(tree.kernelLine.replaceAll('BOOT', boot).replaceAll('BASE', base));
    expect((await ask('grub/grub.cfg')).text).toContain(`linux $base/${tree.recipe}/${tree.names[0] ?? ''}`);
    expect((await ask('pxelinux.cfg/default')).text).toContain(`KERNEL ::${tree.recipe}/${tree.names[0] ?? ''}`);
  });

  it.each(TREES.filter(({ sums }) => sums !== undefined))('$recipe is refused with a wrong sum', async (tree) => {
    publish(tree, (path) => sumOf(path === tree.files[1] ? 'something else' : path));
    const refused = await add(`${base}/${tree.from}`, tree.recipe);
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining(`${tree.files[1] ?? ''} has the SHA-256`),
    ]);
    expect((await appliance.ask('GET', `/api/v1/profiles/${tree.recipe}`)).status).toBe(404);
    const listed = await appliance.ask('GET', `/api/v1/boot-files?search=${tree.recipe}`);
    expect(listed.body).toMatchObject({ items: [] });
  });

  it('is refused while nobody knows whether it has sums: the mirror is out of order', async () => {
    const [, fedora] = TREES;
    if (fedora?.sums === undefined) throw new Error('no tree');
    publish(fedora);
    published[fedora.sums.path] = 503;
    const refused = await add(`${base}/${fedora.from}`, 'fedora');
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('.treeinfo cannot be fetched: it answers 503'),
    ]);
  });

  it('is refused when a file is missing', async () => {
    const [, , alpine] = TREES;
    if (alpine === undefined) throw new Error('no tree');
    publish(alpine);
    published[`${alpine.from}/modloop-lts`] = 404;
    const refused = await add(`${base}/${alpine.from}`, 'alpine');
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('modloop-lts cannot be fetched')]);
  });
});

describe('a list of check sums', () => {
  it('is read in both of its forms', () => {
    const sum = 'AB'.repeat(32);
    const text = `# made\n${sum}  ./a/linux\n${sum} *b\nimages/c = sha256:${sum}\nshort  d\n`;
    expect([...readSums(text)]).toEqual(['./a/linux', 'b', 'images/c'].map((path) => [path, sum.toLowerCase()]));
  });
});
