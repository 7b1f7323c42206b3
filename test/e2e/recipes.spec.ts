import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSums } from '../../src/recipes/read-sums.js';
import { VirtualAppliance } from './virtual-appliance.js';

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

describe('a list of check sums', () => {
  it('is read in both of its forms', () => {
    const sum = 'AB'.repeat(32);
    const text = `# made\n${sum}  ./a/linux\n${sum} *b\nimages/c = sha256:${sum}\nshort  d\n`;
    expect([...readSums(text)]).toEqual(['./a/linux', 'b', 'images/c'].map((path) => [path, sum.toLowerCase()]));
  });
});
