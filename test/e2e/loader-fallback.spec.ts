import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BootingClient } from './booting-client.js';
import { VirtualAppliance } from './virtual-appliance.js';

const MAC = '52:54:00:79:00:31';
const UEFI = { architecture: 7 };
const ORDER = ['ipxe.efi', 'snponly.efi'];

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  for (const file of [...ORDER, 'boot.ipxe', 'vmlinuz']) appliance.addBootFile(file, Buffer.from(file));
});
afterEach(() => appliance.stop());

async function add(boot: object, labels = {}): Promise<{ readonly id: number; readonly client: BootingClient }> {
  const nics = [{ mac: MAC, ip: '10.79.0.31' }];
  const { id } = await appliance.post('/api/v1/machines', { hostname: 'nuc', labels, nics, boot });
  return { id, client: new BootingClient(appliance, id, MAC, '10.79.0.31') };
}

/** One boot that ends at the loader. */
async function failedBoot(client: BootingClient): Promise<string> {
  const file = await client.toldFile(UEFI);
  await client.fetch(file);
  return file;
}

describe('a machine whose record lists several loaders', () => {
  it('is told the next one after a boot that ended at its loader, also after a restart, and the timeline says so (field note C8: fog-docs#27)', async () => {
    const { id, client } = await add({ files: { 'x64-uefi': ORDER } });
    expect(await failedBoot(client)).toBe('ipxe.efi');
    expect(await client.toldFile(UEFI)).toBe('snponly.efi');
    const [last] = (await appliance.timeline(id)).filter(({ reason }) => reason === 'loader-failed');
    expect(last).toMatchObject({
      what: 'boot loader ipxe.efi came to nothing',
      detail: { failed: 'ipxe.efi', next: 'snponly.efi' },
    });
    const install = await appliance.ask('GET', `/api/v1/machines/${id}/install`);
    expect(install.body).toMatchObject({ failedLoaders: ['ipxe.efi'] });
    await expect.poll(() => appliance.logged.join('')).toContain('came to nothing');
    await appliance.restart();
    const again = new BootingClient(appliance, id, MAC, '10.79.0.31');
    expect(await again.toldFile(UEFI)).toBe('snponly.efi');
  });

  it('stays with the one that runs: iPXE asks for itself, and gets its script', async () => {
    const { client } = await add({ files: { 'x64-uefi': ORDER, ipxe: 'boot.ipxe' } });
    for (let boot = 0; boot < 3; boot++) {
      expect(await failedBoot(client)).toBe('ipxe.efi');
      expect(await client.toldFile({ ...UEFI, ipxe: true })).toBe('boot.ipxe');
    }
  });

  it('stays with the one that asks for files, even in vain', async () => {
    const { client } = await add({ files: { 'x64-uefi': ORDER } });
    await failedBoot(client);
    expect(await client.refusalOf('autoexec.ipxe.nothing')).toBeDefined();
    expect(await client.toldFile(UEFI)).toBe('ipxe.efi');
  });

  it('begins anew when all have failed, and when the operator says so', async () => {
    const { id, client } = await add({ files: { 'x64-uefi': ORDER } });
    for (const file of [...ORDER, ...ORDER]) expect(await failedBoot(client)).toBe(file);
    await failedBoot(client);
    expect(await client.toldFile(UEFI)).toBe('snponly.efi');
    const told = (await appliance.timeline(id)).filter(({ reason }) => reason === 'loader-failed').reverse();
    expect(told.map(({ detail }) => detail?.['failed'])).toEqual([...ORDER, ...ORDER, ORDER[0]]);
    await appliance.ask('POST', `/api/v1/machines/${id}/install`, { mode: 'always' });
    expect(await client.toldFile(UEFI)).toBe('ipxe.efi');
  });

  it('by the labels that select its profile, and by its network', async () => {
    const profile = { name: 'nucs', loaders: { 'x64-uefi': ORDER }, matchLabels: { model: 'nuc' } };
    await appliance.post('/api/v1/profiles', profile);
    const { id, client } = await add({}, { model: 'nuc' });
    await failedBoot(client);
    expect(await client.toldFile(UEFI)).toBe('snponly.efi');
    await appliance.patch(`/api/v1/machines/${id}`, { labels: {} });
    const { body } = await appliance.ask('GET', '/api/v1/networks');
    const [network] = (body as { items: { id: number }[] }).items;
    await appliance.patch(`/api/v1/networks/${network?.id ?? 0}`, {
      boot: { files: { 'x64-uefi': [...ORDER].reverse() } },
    });
    expect(await failedBoot(client)).toBe('snponly.efi');
  });

  it('shows the list as it was written, and refuses what is none', async () => {
    const { id } = await add({ files: { 'x64-uefi': ORDER, bios: 'pxelinux.0' } });
    const shown = await appliance.ask('GET', `/api/v1/machines/${id}`);
    expect(shown.body).toMatchObject({ boot: { files: { 'x64-uefi': ORDER, bios: 'pxelinux.0' } } });
    for (const list of [[], ['../x'], [''], Array.from({ length: 11 }, () => 'a'), { a: 1 }, 7]) {
      const answer = await appliance.ask('PATCH', `/api/v1/machines/${id}`, { boot: { files: { 'x64-uefi': list } } });
      expect([list, answer.status, answer.text]).toEqual([list, 422, expect.stringContaining('x64-uefi')]);
    }
  });
});

describe('a machine whose record names one loader', () => {
  it('is told it again and again', async () => {
    const { id, client } = await add({ files: { 'x64-uefi': 'ipxe.efi' } });
    for (let boot = 0; boot < 3; boot++) expect(await failedBoot(client)).toBe('ipxe.efi');
    expect((await appliance.timeline(id)).map(({ reason }) => reason)).not.toContain('loader-failed');
  });
});
