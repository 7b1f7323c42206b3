import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualAppliance } from './virtual-appliance.js';

let folder: string;
let appliance: VirtualAppliance;
const path = (name: string): string => join(folder, name);
/** As editors do: a new file in the place of the old. */
function replace(name: string, text: string): void {
  writeFileSync(path(`${name}.new`), text);
  renameSync(path(`${name}.new`), path(name));
}
const ethers = async (): Promise<string> => (await appliance.ask('GET', '/api/v1/export/ethers')).text;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-watch-'));
  writeFileSync(path('ethers'), '');
  writeFileSync(path('hosts'), '');
  appliance = await VirtualAppliance.start({ REVEILLE_IMPORT_WATCH: `${path('ethers')}:${path('hosts')}` });
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
});
afterEach(async () => {
  await appliance.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('watched files', () => {
  it('are followed line by line, and leave alone what did not come from them', async () => {
    await appliance.post('/api/v1/machines', { hostname: 'own', nics: [{ mac: '2:0:0:0:0:9' }] });
    replace('hosts', '10.79.0.21 a\n10.79.0.22 b\n');
    replace('ethers', '2:0:0:0:0:1 a\n2:0:0:0:0:2 b\n');
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:1\ta\n2:0:0:0:0:2\tb\n2:0:0:0:0:9\town\n');
    writeFileSync(path('ethers'), '2:0:0:0:0:3 b\n');
    await expect.poll(ethers, { timeout: 20_000 }).not.toContain('\ta\n');
    expect(await ethers()).toContain('2:0:0:0:0:3\tb\n');
    expect(await ethers()).toContain('2:0:0:0:0:9\town\n');
  }, 60_000);

  it('may give a machine another name, another card and another address at once', async () => {
    replace('hosts', '10.79.0.21 a\n10.79.0.22 c\n');
    replace('ethers', '2:0:0:0:0:1 a\n2:0:0:0:0:4 c\n');
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:1\ta\n2:0:0:0:0:4\tc\n');
    replace('hosts', '10.79.0.21 b\n10.79.0.23 c\n');
    replace('ethers', '2:0:0:0:0:1 b\n2:0:0:0:0:5 c\n');
    // Nobody answers for the old card any more, as with in.rarpd.
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:1\tb\n2:0:0:0:0:5\tc\n');
    expect((await appliance.ask('GET', '/api/v1/export/hosts')).text).toBe('10.79.0.21\tb\n10.79.0.23\tc\n');
  }, 60_000);

  it('take nobody away when one is empty, as it is for a moment while it is written', async () => {
    replace('hosts', '10.79.0.21 a\n');
    replace('ethers', '2:0:0:0:0:1 a\n');
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:1\ta\n');
    writeFileSync(path('ethers'), '');
    const said = () => appliance.messages('import').filter((line) => line.includes('so none is removed'));
    await expect.poll(said, { timeout: 20_000 }).toHaveLength(1);
    rmSync(path('ethers'));
    const lost = () => appliance.messages('import').filter((line) => line.includes('what was imported before stays'));
    await expect.poll(lost, { timeout: 20_000 }).not.toEqual([]);
    expect(await ethers()).toBe('2:0:0:0:0:1\ta\n');
    replace('ethers', '2:0:0:0:0:2 a\n');
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:2\ta\n');
  }, 90_000);

  it('may be links to a folder that is exchanged as a whole', async () => {
    const version = (name: string, text: string): void => {
      mkdirSync(path(name));
      writeFileSync(join(path(name), 'ethers'), text);
    };
    const point = (name: string): void => {
      symlinkSync(name, path('data.new'));
      renameSync(path('data.new'), path('data'));
    };
    version('1', '2:0:0:0:0:1 a\n');
    version('2', '2:0:0:0:0:2 b\n');
    point('1');
    symlinkSync('data/ethers', path('ethers.new'));
    renameSync(path('ethers.new'), path('ethers'));
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:1\ta\n');
    point('2');
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:2\tb\n');
  }, 90_000);

  it('wait for the network that a line lies in, and say it once', async () => {
    replace('hosts', '10.88.0.21 a\n');
    replace('ethers', '2:0:0:0:0:1 a\n');
    const said = () => appliance.messages('import').filter((line) => line.includes('lies in no network'));
    await expect.poll(said, { timeout: 20_000 }).not.toEqual([]);
    await appliance.post('/api/v1/networks', { name: 'late', cidr: '10.88.0.0/24' });
    await expect.poll(ethers, { timeout: 20_000 }).toBe('2:0:0:0:0:1\ta\n');
    expect(said()).toHaveLength(1);
  }, 90_000);
});
