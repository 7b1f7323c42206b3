import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isSkipped } from './browser.js';
import { Stage } from './stage.js';

interface Item {
  readonly id: number;
  readonly [field: string]: unknown;
}

describe.skipIf(isSkipped)('the forms of the console', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const visit = async (path: string): Promise<void> => {
    page = await stage.visit(path, { signedIn: true, patience: 6_000 });
  };
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
  const dialog = (): Locator => page.getByRole('dialog');
  const field = (name: string): Locator => dialog().getByLabel(name, { exact: true });
  const submit = (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click();
  const closed = (): Promise<void> => dialog().waitFor({ state: 'hidden' });
  const choose = async (name: string, option: RegExp): Promise<void> => {
    await field(name).click();
    await page.getByRole('option', { name: option }).click();
  };
  /** The sentence at a field: what a screen reader says with it. */
  const errorAt = async (name: string): Promise<string> => {
    const input = field(name);
    await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
    const ids = (await input.getAttribute('aria-describedby'))?.split(' ').filter((id) => id.endsWith('-error')) ?? [];
    const words = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).allTextContents()));
    return words.flat().at(-1) ?? '';
  };
  const itemsOf = async (path: string): Promise<readonly Item[]> => {
    const { body } = await stage.appliance.ask('GET', path);
    return (body as { items: Item[] }).items;
  };

  beforeEach(() => async () => {
    await page.context().close();
  });

  it('adds a network, with what the appliance refuses at its field', async () => {
    await visit('/networks');
    await button('Add a network').first().click();
    await field('Name').fill('lab');
    await field('CIDR').fill('10.79.0.0/33');
    await submit('Add');
    expect(await errorAt('CIDR')).toMatch(/is not a network; write it as/);
    expect(await dialog().getByRole('alert').count()).toBe(0);
    await field('CIDR').fill('10.79.0.0/24');
    await choose('Mode', /^pool/);
    await field('Gateway').fill('10.80.0.1');
    await button('Add a pool').click();
    await field('First address of pool 1').fill('10.79.0.200');
    await field('Last address of pool 1').fill('10.79.1.230');
    await submit('Add');
    expect(await errorAt('Gateway')).toBe("10.80.0.1 is not a host's address in 10.79.0.0/24");
    expect(await errorAt('Last address of pool 1')).toBe("10.79.1.230 is not a host's address in 10.79.0.0/24");
    await field('Gateway').fill('10.79.0.1');
    await field('Last address of pool 1').fill('10.79.0.230');
    await field('Name servers').fill('10.79.0.1, nonsense');
    await submit('Add');
    expect(await errorAt('Name servers')).toMatch(/^No. 2: /);
    await field('Name servers').fill('10.79.0.1, 10.79.0.2');
    await submit('Add');
    await closed();
    await page.getByRole('region', { name: 'Network lab' }).or(page.getByLabel('Network lab')).first().waitFor();
    expect(await itemsOf('/api/v1/networks')).toMatchObject([
      {
        name: 'lab',
        mode: 'pool',
        gateway: '10.79.0.1',
        dns: ['10.79.0.1', '10.79.0.2'],
        pools: [{ from: '10.79.0.200', to: '10.79.0.230' }],
      },
    ]);
  });

  it('edits a network: a pool goes, boot files come, empty fields are taken back', async () => {
    await visit('/networks');
    await button('Edit lab').click();
    await field('Gateway').fill('');
    await choose('Mode', /^known/);
    await button('Remove pool 1').click();
    await dialog().getByText('What its machines boot').click();
    await button('Add a boot file').click();
    await field('Kind of client 1').fill('bios');
    await field('Boot file 1').fill('pxelinux.0');
    await submit('Save');
    await closed();
    expect(await itemsOf('/api/v1/networks')).toMatchObject([
      { mode: 'known', gateway: null, pools: [], boot: { files: { bios: 'pxelinux.0' } } },
    ]);
    await button('Edit lab').click();
    await dialog().getByText('What its machines boot').click();
    await button('Remove kind of client 1').click();
    await submit('Save');
    await closed();
    expect((await itemsOf('/api/v1/networks'))[0]?.['boot']).toMatchObject({ files: {} });
  });

  it('writes DHCP options of a network: as text, as octets, and PXE’s tags by name', async () => {
    await visit('/networks');
    await button('Edit lab').click();
    await dialog().getByText('More DHCP options').click();
    const rows = [
      ['42', '10.79.0.1'],
      ['224', 'hex 01:04'],
      ['43', '{"discovery control": "load it"}'],
    ];
    for (const [at, [code = '', value = '']] of rows.entries()) {
      await button('Add an option').click();
      await field(`Option ${at + 1}`).fill(code);
      await field(`Value of option ${at + 1}`).fill(value);
    }
    await submit('Save');
    expect(await errorAt('Value of option 3')).toMatch(/discovery control takes a number .*8 "load the file at once"/);
    await field('Value of option 3').fill('{"discovery control": "load the file at once"}');
    await submit('Save');
    await closed();
    const options = [
      { code: 42, value: '10.79.0.1' },
      { code: 224, hex: '01:04' },
      { code: 43, value: { 'discovery control': 'load the file at once' } },
    ];
    expect(await itemsOf('/api/v1/networks')).toMatchObject([{ options }]);
    await button('Edit lab').click();
    await dialog().getByText('More DHCP options').click();
    await button('Remove option 1').click();
    await submit('Save');
    await closed();
    expect((await itemsOf('/api/v1/networks'))[0]?.['options']).toEqual(options.slice(1));
  });

  it('adds machines from pasted lines, and says what became of each', async () => {
    await visit('/machines');
    await button('Add machines').first().click();
    const lines = field('One machine on each line: MAC, name, address');
    await lines.fill('08:00:20:8e:48:de ultra10 10.79.0.21\n10.79.0.22 52:54:00:12:34:56 node1\nnothing here');
    await dialog().getByText('Line 3 has no MAC').waitFor();
    await submit('Add 2 machines');
    await dialog().getByText('added as ultra10').waitFor();
    await lines.fill('08:00:20:8e:48:de other 10.79.0.21\n52:54:00:12:34:57 node2 10.99.0.1');
    await submit('Add 2 machines');
    await dialog().getByText('is in the inventory already as ultra10').waitFor();
    await dialog()
      .getByText(/10\.99\.0\.1/)
      .last()
      .waitFor();
    expect(await lines.inputValue()).toBe('52:54:00:12:34:57 node2 10.99.0.1');
    await submit('Done');
    await closed();
    expect((await itemsOf('/api/v1/machines')).map(({ hostname }) => hostname)).toEqual(['ultra10', 'node1']);
  });

  it('makes a profile from the form, shows a template as a machine gets it, edits and deletes it', async () => {
    await visit('/profiles');
    await button('New profile').click();
    await field('Name').fill('Debian 12');
    await submit('Add');
    expect(await errorAt('Name')).not.toBe('');
    await field('Name').fill('debian-12');
    await field('Kernel').fill('../etc/passwd');
    await submit('Add');
    expect(await errorAt('Kernel')).not.toBe('');
    await field('Kernel').fill('debian/vmlinuz');
    await field('Initial RAM disks').fill('debian/initrd.gz\ndebian/firmware.gz');
    await field('Command line').fill('auto=true');
    await button('Add a template').click();
    await field('Name of template 1').fill('preseed.cfg');
    await field('Text of template 1').fill('hostname\n{{ machine.nickname }}');
    await submit('Add');
    expect(await errorAt('Text of template 1')).toMatch(
      /^Is a broken template: line 2, .* there is no machine\.nickname/,
    );
    await field('Text of template 1').fill('hostname {{ labels.nickname }}');
    await submit('Add');
    await closed();
    await button('Preview debian-12').click();
    await page.getByText('No machine has this profile yet').waitFor();
    await stage.appliance.patch('/api/v1/machines/1', { boot: { profile: 'debian-12' } });
    await page.reload();
    await button('Preview debian-12').click();
    await page
      .getByRole('alert')
      .getByText(/labels\.nickname/)
      .waitFor();
    await button('Edit debian-12').click();
    await field('Text of template 1').fill('d-i netcfg/get_hostname string {{ machine.hostname }}\n');
    await submit('Save');
    await closed();
    await page.getByText('d-i netcfg/get_hostname string ultra10').waitFor();
    await button('Edit debian-12').click();
    await button('Remove template 1').click();
    await field('Command line').fill('auto=true priority=critical');
    await submit('Save');
    await closed();
    expect(await itemsOf('/api/v1/profiles')).toMatchObject([
      { commandLine: 'auto=true priority=critical', files: {}, initrds: ['debian/initrd.gz', 'debian/firmware.gz'] },
    ]);
  });

  it('edits a machine: name, ports, boot, labels; another machine’s address is refused at its field', async () => {
    await visit('/machines/1');
    await button('Edit').click();
    await field('Address of port 1').fill('10.79.0.22');
    await submit('Save');
    expect(await errorAt('Address of port 1')).toMatch(/node1/);
    await field('Address of port 1').fill('10.79.0.23');
    await field('Name').fill('sparc');
    await button('Add a port').click();
    await field('MAC of port 2').fill('zz');
    await submit('Save');
    expect(await errorAt('MAC of port 2')).not.toBe('');
    await button('Remove port 2').click();
    await choose('Profile', /debian-12/);
    await choose('Boot mode', /^once/);
    await field('Labels').fill('rack:r1');
    await page.keyboard.press('Enter');
    await button('Add bootparams').click();
    await field('Key 1').fill('root');
    await field('Value 1').fill('10.79.0.1:/export/root/sparc');
    await submit('Save');
    await closed();
    await page.getByRole('heading', { name: 'sparc' }).waitFor();
    expect((await itemsOf('/api/v1/machines'))[0]).toMatchObject({
      hostname: 'sparc',
      labels: { rack: 'r1' },
      nics: [{ mac: '08:00:20:8e:48:de', ip: '10.79.0.23' }],
      boot: { mode: 'once', profile: 'debian-12', bootparams: { root: '10.79.0.1:/export/root/sparc' } },
    });
  });

  it('tells who changed a machine meanwhile instead of overwriting it', async () => {
    await visit('/machines/1');
    await button('Edit').click();
    await field('Name').fill('mine');
    await stage.appliance.ask('PATCH', '/api/v1/machines/1', { description: 'theirs' });
    await submit('Save');
    await dialog().getByText('Somebody else changed it meanwhile').waitFor();
    expect((await itemsOf('/api/v1/machines'))[0]).toMatchObject({ hostname: 'sparc', description: 'theirs' });
  });

  it('pauses a machine, and lets it boot again', async () => {
    await visit('/machines/2');
    await button('Pause').click();
    await button('Let it boot').waitFor();
    expect((await itemsOf('/api/v1/machines'))[1]).toMatchObject({ boot: { mode: 'paused' } });
    await button('Let it boot').click();
    await button('Pause').waitFor();
    expect((await itemsOf('/api/v1/machines'))[1]).toMatchObject({ boot: { mode: 'always' } });
  });

  it('changes many machines at once', async () => {
    await visit('/machines');
    await page.getByLabel('Choose all that are listed').check();
    await button('Change 2 chosen').click();
    await choose('Boot mode', /^local/);
    await field('Add a label').fill('site');
    await page.getByText('Write it as key:value').waitFor();
    await field('Add a label').fill('site:north');
    await field('Remove a label').fill('rack');
    await submit('Change');
    await closed();
    expect(await itemsOf('/api/v1/machines')).toMatchObject([
      { labels: { site: 'north' }, boot: { mode: 'local' } },
      { labels: { site: 'north' }, boot: { mode: 'local' } },
    ]);
  });

  it('adopts a sighting by name and address, and goes to the page of the new machine', async () => {
    stage.meetStranger('08:00:20:01:02:03');
    await visit('/sightings');
    await button('Adopt 08:00:20:01:02:03').click();
    await field('Name').fill('node1');
    await submit('Adopt');
    expect(await errorAt('Name')).toMatch(/node1/);
    await field('Name').fill('sparc2');
    await field('Address').fill('10.79.0.255');
    await submit('Adopt');
    expect(await errorAt('Address')).not.toBe('');
    await field('Address').fill('10.79.0.40');
    await submit('Adopt');
    await page.getByRole('heading', { name: 'sparc2' }).waitFor();
    expect((await itemsOf('/api/v1/machines'))[2]).toMatchObject({
      hostname: 'sparc2',
      nics: [{ mac: '08:00:20:01:02:03', ip: '10.79.0.40' }],
    });
  });

  it('gives a token that is shown once and works, and takes it back', async () => {
    await visit('/access');
    await button('New token').first().click();
    await field('Name').fill('ci');
    await choose('Role', /^viewer/);
    await submit('Make it');
    const token = await dialog().getByLabel('The token').innerText();
    const whoami = (): Promise<Response> =>
      fetch(`${stage.url}/api/v1/whoami`, { headers: { authorization: `Bearer ${token.trim()}` } });
    expect(await (await whoami()).json()).toMatchObject({ name: 'ci', role: 'viewer' });
    await submit('Done');
    await button('Delete ci').click();
    await submit('Delete');
    await closed();
    expect((await whoami()).status).toBe(401);
  });

  it('has a receiver told what happens, shows how that went, and tells it nothing any more', async () => {
    const told: unknown[] = [];
    let status = 204;
    const receiver = createServer((request, answer) => {
      void json(request).then((body) => {
        told.push(body);
        answer.writeHead(status).end();
      });
    });
    await new Promise<void>((listens) => receiver.listen(0, '127.0.0.1', listens));
    try {
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
      await visit('/webhooks');
      const card = page.getByRole('region', { name: `Webhook ${url}`, exact: true });
      await page.getByText('Nobody is told').waitFor();
      await button('New webhook').click();
      await field('URL').fill('hooks.example');
      await submit('Add');
      expect(await errorAt('URL')).toMatch(/^Must be an http/);
      await field('URL').fill(url);
      await dialog().getByLabel('a boot was done').check();
      await submit('Add');
      expect((await field('The secret').innerText()).trim().length).toBeGreaterThan(20);
      await submit('Done');
      await closed();
      await card.getByText('none yet').waitFor();
      await button(`Test ${url}`).click();
      await card.getByText('the test was taken: 204').waitFor();
      expect(told).toMatchObject([{ event: 'test' }]);

      const happens = {
        second: 0,
        protocol: 'boot',
        what: 'boot failed',
        outcome: 'noted',
        hostname: 'node1',
      } as const;
      stage.tell(Date.now(), { ...happens, detail: { sentence: 'the kernel was not found' } });
      await expect.poll(() => told.length).toBe(2);
      await page.reload();
      await card.getByText('delivered', { exact: true }).waitFor();
      status = 500;
      stage.tell(Date.now(), { ...happens });
      await expect.poll(() => told.length).toBe(3);
      await page.reload();
      await card.getByText('failing', { exact: true }).waitFor();
      await card
        .getByText(/the answer is 500; again at/)
        .first()
        .waitFor();
      await card.getByText('The last deliveries').click();
      await expect.poll(() => card.getByRole('row').count()).toBe(3);

      await button(`Edit ${url}`).click();
      await dialog().getByLabel('a boot failed').uncheck();
      await submit('Save');
      await closed();
      await button(`Switch off ${url}`).click();
      await card.getByText('off', { exact: true }).waitFor();
      expect(await itemsOf('/api/v1/webhooks')).toMatchObject([
        { url, events: ['boot-stalled', 'boot-done'], active: false },
      ]);
      await button(`Delete ${url}`).click();
      await submit('Delete');
      await page.getByText('Nobody is told').waitFor();
    } finally {
      receiver.close();
    }
  });

  it('a viewer is offered nothing that writes', async () => {
    const { body } = await stage.appliance.ask('POST', '/api/v1/tokens', { name: 'eyes', role: 'viewer' });
    page = await stage.visit('/networks', { signedIn: true, token: (body as { token: string }).token });
    await page.getByRole('heading', { name: /^lab/ }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^(Add|Edit|Delete)/ }).count()).toBe(0);
  });

  it('deletes a machine and a network, and says why a network in use stays', async () => {
    await visit('/networks');
    await button('Delete lab').click();
    await submit('Delete');
    await dialog()
      .getByText(/still holds 3 machines' addresses/)
      .waitFor();
    await submit('Keep it');
    await closed();
    for (const { id } of await itemsOf('/api/v1/machines')) {
      await page.goto(`${stage.url}/machines/${id}`);
      await button('Delete').click();
      await submit('Delete');
      await page.getByRole('heading', { name: 'Machines' }).waitFor();
    }
    await page.getByText('The inventory is empty').waitFor();
    await page.goto(`${stage.url}/networks`);
    await button('Delete lab').click();
    await submit('Delete');
    await page.getByText('No network yet').waitFor();
    await page.goto(`${stage.url}/profiles`);
    await button('Delete debian-12').click();
    await submit('Delete');
    await page.getByText('No profile yet').waitFor();
  });
});
