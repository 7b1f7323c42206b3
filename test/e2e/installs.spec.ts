import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOP_FETCHES } from '../../src/boot/install-state.js';
import { Installs } from '../../src/installs/installs.js';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import { BootingClient } from './booting-client.js';
import { VirtualAppliance } from './virtual-appliance.js';

const MINUTE = 60_000;
const PC = '52:54:00:79:00:21';

interface ShownInstall {
  readonly state: string;
  readonly starts: number;
  readonly message: string;
  readonly sentence: string;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly because: string }[];
}

let appliance: VirtualAppliance;
let client: BootingClient;
let id: number;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  for (const file of ['pxelinux.0', 'linux', 'initrd.gz']) appliance.addBootFile(file, Buffer.from(file));
  await appliance.post('/api/v1/profiles', {
    name: 'debian-12',
    kernel: 'linux',
    initrds: ['initrd.gz'],
    loaders: { bios: 'pxelinux.0' },
  });
  id = await addMachine('once');
  client = new BootingClient(appliance, id, PC, '10.79.0.21');
});
afterEach(() => appliance.stop());

async function addMachine(mode: string): Promise<number> {
  const nics = [{ mac: PC, ip: '10.79.0.21' }];
  return (await appliance.post('/api/v1/machines', { hostname: 'pc', nics, boot: { mode, profile: 'debian-12' } })).id;
}

async function install(): Promise<ShownInstall> {
  return (await appliance.ask('GET', `/api/v1/machines/${id}/install`)).body as ShownInstall;
}

/** Lets so much time pass, as far as the installation knows. */
function pass(minutes: number): void {
  const directory = appliance.get(InMemoryDirectory);
  const now = directory.byId(id)?.install;
  if (now === undefined) throw new Error('no machine');
  const back = (at: number | undefined): number | undefined => (at === undefined ? undefined : at - minutes * MINUTE);
  directory.putInstall(id, {
    ...now,
    since: now.since - minutes * MINUTE,
    armedAt: back(now.armedAt),
    heardAt: back(now.heardAt),
  });
  appliance.get(Installs).tick(Date.now());
}

const tokenOf = (): string => appliance.get(InMemoryDirectory).byId(id)?.install.token ?? 'none';

describe('a machine in mode once', () => {
  it('installs, reports, and boots from its disk ever after, also after a restart', async () => {
    expect(await install()).toMatchObject({ state: 'idle', starts: 0 });
    expect(await client.toldFile()).toBe('pxelinux.0');
    expect(await install()).toMatchObject({ state: 'offered' });
    await client.fetch('pxelinux.0');
    expect(await install()).toMatchObject({ state: 'loader' });
    await client.fetch('linux', 'initrd.gz');
    expect(await install()).toMatchObject({ state: 'installing', starts: 1 });

    const path = tokenOf();
    expect((await appliance.ask('POST', `/boot/progress/${path}`, 'partitions')).status).toBe(200);
    expect(await install()).toMatchObject({ state: 'installing', message: 'partitions' });
    expect((await appliance.ask('POST', `/boot/done/${path}`)).status).toBe(200);
    const steps = [
      ['idle', 'offered', 'pxelinux.0'],
      ['offered', 'loader', 'pxelinux.0'],
      ['loader', 'installing', 'linux'],
      ['installing', 'done', ''],
    ].map(([from, to, because]) => ({ from, to, because }));
    expect(await install()).toMatchObject({ state: 'done', transitions: steps });
    expect(await client.toldFile()).toBe('');
    await appliance.restart();
    expect(await install()).toMatchObject({
      state: 'done',
      transitions: steps,
      sentence: 'installed; the next boot is from its disk',
    });
    const told = (await appliance.timeline(id)).map(({ what }) => what);
    expect(told).toContain('installation installing -> done');
    expect(told).toContain('installer: partitions');
  });

  it('is not installed again because a report was lost', async () => {
    await client.fetch('pxelinux.0', 'linux');
    expect(await client.toldFile()).toBe('');
    await appliance.restart();
    expect(await install()).toMatchObject({
      state: 'installing',
      sentence: 'installer started, heard of just now; the next boot is from its disk',
    });
  });

  it('is started once more where two attempts are allowed', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { install: { attempts: 2 } } });
    await client.fetch('pxelinux.0', 'linux');
    expect(await client.toldFile()).toBe('pxelinux.0');
    await client.fetch('pxelinux.0', 'linux');
    expect(await client.toldFile()).toBe('');
    expect(await install()).toMatchObject({ state: 'installing', starts: 2 });
  });

  it('starts over when the operator says so, and the old token says nothing any more', async () => {
    const old = tokenOf();
    await appliance.ask('POST', `/boot/done/${old}`);
    expect(await client.toldFile()).toBe('');
    const again = await appliance.ask('POST', `/api/v1/machines/${id}/install`, {});
    expect([again.status, again.body]).toEqual([200, expect.objectContaining({ state: 'idle', starts: 0 }) as object]);
    expect(await client.toldFile()).toBe('pxelinux.0');
    expect((await appliance.ask('POST', `/boot/done/${old}`)).status).toBe(404);
    expect((await appliance.ask('POST', `/boot/done/${tokenOf()}`)).status).toBe(200);
    expect((await appliance.ask('POST', `/boot/done/${tokenOf()}`)).status).toBe(200);
  });

  it('starts over when its mode is set to once again', async () => {
    await appliance.ask('POST', `/boot/done/${tokenOf()}`);
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'local' } });
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'once' } });
    expect(await client.toldFile()).toBe('pxelinux.0');
  });

  it('is listed by its state', async () => {
    await appliance.ask('POST', `/boot/failed/${tokenOf()}`, 'no disk');
    const { body } = await appliance.ask('GET', '/api/v1/installs?state=failed');
    expect(body).toMatchObject({ items: [{ machineId: id, state: 'failed', message: 'no disk' }], nextCursor: null });
    expect((await appliance.ask('GET', '/api/v1/installs?state=done')).body).toMatchObject({ items: [] });
  });

  it('is refused a start while it is paused', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'paused' } });
    expect((await appliance.ask('POST', `/api/v1/machines/${id}/install`, {})).status).toBe(409);
  });
});

describe('time', () => {
  const listed = async (state: string): Promise<number> =>
    ((await appliance.ask('GET', `/api/v1/installs?state=${state}`)).body as { items: unknown[] }).items.length;

  it('tells the operator of an installer that was started and says nothing, and starts it no second time', async () => {
    await client.fetch('pxelinux.0', 'linux');
    pass(39);
    expect(await install()).toMatchObject({ state: 'installing' });
    pass(1);
    expect(await install()).toMatchObject({
      state: 'stalled',
      sentence: 'installer started, no report for 40 min; the next boot is from its disk',
    });
    expect(await listed('stalled')).toBe(1);
    expect((await appliance.timeline(id)).map(({ reason }) => reason)).toContain('install-stalled');
    expect(await client.toldFile()).toBe('');
    await appliance.ask('POST', `/boot/progress/${tokenOf()}`, 'packages');
    expect(await install()).toMatchObject({ state: 'installing', message: 'packages' });
    await appliance.ask('POST', `/boot/done/${tokenOf()}`);
    expect(await install()).toMatchObject({ state: 'done' });
    const [, , stalled, back] = (await install()).transitions;
    expect([stalled, back]).toMatchObject([
      { from: 'installing', to: 'stalled', because: 'no report for 40 min' },
      { from: 'stalled', to: 'installing', because: 'packages' },
    ]);
  });

  it('is set by the profile, and by the machine, which wins', async () => {
    const { body } = await appliance.ask('GET', '/api/v1/profiles/debian-12');
    await appliance.patch(`/api/v1/profiles/${(body as { id: number }).id}`, { install: { reportMinutes: 90 } });
    await client.fetch('pxelinux.0', 'linux');
    pass(89);
    expect(await install()).toMatchObject({ state: 'installing' });
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { install: { reportMinutes: 5 } } });
    appliance.get(Installs).tick(Date.now());
    expect(await install()).toMatchObject({ state: 'stalled' });
  });

  it('ends an installation that was asked for and not begun: a machine that is plugged in later keeps its disk', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { install: { ttlMinutes: 60 } } });
    expect(await client.toldFile()).toBe('pxelinux.0');
    pass(59);
    expect(await client.toldFile()).toBe('pxelinux.0');
    pass(1);
    expect(await install()).toMatchObject({ state: 'expired', sentence: expect.stringContaining('in time') as string });
    expect(await client.toldFile()).toBe('');
    expect((await appliance.timeline(id)).map(({ reason }) => reason)).toContain('install-expired');
    await appliance.ask('POST', `/api/v1/machines/${id}/install`, {});
    expect(await client.toldFile()).toBe('pxelinux.0');
  });
});

describe('a report', () => {
  it('comes with whatever content type wget and curl choose, and needs no bearer token', async () => {
    const base = await appliance.listen();
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream']) {
      const answer = await fetch(`${base}/boot/progress/${tokenOf()}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: `by ${type}\n`,
      });
      expect([answer.status, (await install()).message]).toEqual([200, `by ${type}`]);
    }
    expect((await fetch(`${base}/boot/done/${'0'.repeat(32)}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a machine that goes round in circles', () => {
  it('is stopped, told so on its timeline, and boots again when the operator says so (field note D7: cobbler#1374)', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'always' } });
    const installs = appliance.get(InMemoryDirectory);
    for (let round = 0; round < LOOP_FETCHES; round++) {
      expect(await client.toldFile()).toBe('pxelinux.0');
      await client.fetch('pxelinux.0');
      // The next round is another boot, some seconds later.
      const { install: now } = installs.byId(id) ?? {};
      if (now?.loop) installs.putInstall(id, { ...now, loop: { ...now.loop, lastAt: now.loop.lastAt - 5_000 } });
    }
    expect(await client.toldFile()).toBe('');
    expect(await install()).toMatchObject({ state: 'loop-broken' });
    expect(await client.refusalOf('pxelinux.0')).toMatch(/again and again/);
    expect((await appliance.timeline(id)).map(({ reason }) => reason)).toContain('boot-loop');
    await appliance.ask('POST', `/api/v1/machines/${id}/install`, { mode: 'always' });
    expect(await client.toldFile()).toBe('pxelinux.0');
  });

  it('boots again by itself after an hour in mode always, and waits for a person in mode once', async () => {
    const directory = appliance.get(InMemoryDirectory);
    const goRound = async (): Promise<void> => {
      for (let round = 0; round < LOOP_FETCHES; round++) {
        await client.fetch('pxelinux.0');
        const { install: now } = directory.byId(id) ?? {};
        if (now?.loop) directory.putInstall(id, { ...now, loop: { ...now.loop, lastAt: now.loop.lastAt - 5_000 } });
      }
    };
    await goRound();
    pass(61);
    expect(await install()).toMatchObject({ state: 'loop-broken', mode: 'once' });
    expect(await client.toldFile()).toBe('');
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'always' } });
    appliance.get(Installs).tick(Date.now());
    expect(await install()).toMatchObject({ state: 'idle' });
    expect(await client.toldFile()).toBe('pxelinux.0');
  });
});
