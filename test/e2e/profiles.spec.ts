import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsFor, startInventory, temporaryFolder, type Answer, type RunningInventory } from './inventory-app.js';

const PROFILES = '/api/v1/profiles';
const MACHINES = '/api/v1/machines';
const NETWORKS = '/api/v1/networks';
const DEBIAN = {
  name: 'debian-12',
  kernel: 'debian-12/linux',
  initrds: ['debian-12/initrd.gz'],
  commandLine: 'auto=true hostname={{ machine.hostname }}',
  loaders: { bios: 'pxelinux.0' },
  files: { 'preseed.cfg': 'd-i netcfg/get_hostname string {{ machine.hostname }}\n' },
  install: { attempts: 2 },
};

let folder: ReturnType<typeof temporaryFolder>;
let inventory: RunningInventory;

beforeEach(async () => {
  folder = temporaryFolder();
  inventory = await startInventory(settingsFor(folder.path));
});
afterEach(async () => {
  await inventory.stop();
  folder.remove();
});

async function added(url: string, body: unknown): Promise<number> {
  const answer = await inventory.ask('POST', url, body);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return (answer.body as { id: number }).id;
}

const errorsOf = (answer: Answer): unknown => (answer.body as { errors: unknown }).errors;

describe('profiles', () => {
  it('are made, read by id and by name, changed and deleted', async () => {
    const id = await added(PROFILES, DEBIAN);
    const shown = { ...DEBIAN, id, description: '', matchLabels: {}, bootparams: {} };
    expect((await inventory.ask('GET', `${PROFILES}/${id}`)).body).toMatchObject(shown);
    expect((await inventory.ask('GET', `${PROFILES}/debian-12`)).body).toMatchObject(shown);
    const patched = await inventory.ask('PATCH', `${PROFILES}/debian-12`, { commandLine: 'quiet', install: null });
    expect(patched.body).toMatchObject({ commandLine: 'quiet', install: {}, kernel: 'debian-12/linux' });
    expect((await inventory.ask('GET', PROFILES)).body).toMatchObject({
      items: [{ name: 'debian-12' }],
      nextCursor: null,
    });
    expect((await inventory.ask('DELETE', `${PROFILES}/${id}`)).status).toBe(204);
    expect((await inventory.ask('GET', `${PROFILES}/debian-12`)).status).toBe(404);
  });

  it('are what machines and networks name, and still are after a restart', async () => {
    await added(PROFILES, DEBIAN);
    await added(PROFILES, { name: 'rack', matchLabels: { rack: 'r1' } });
    await added(NETWORKS, {
      name: 'lab',
      cidr: '10.79.0.0/24',
      boot: { profile: 'debian-12', unknownProfile: 'rack' },
    });
    const named = await added(MACHINES, { hostname: 'a', boot: { profile: 'debian-12', install: { ttlMinutes: 9 } } });
    const selected = await added(MACHINES, { hostname: 'b', labels: { rack: 'r1' } });
    const expectIt = (): void => {
      const { directory } = inventory;
      expect(directory.byId(named)?.profile).toMatchObject({ name: 'debian-12', install: { attempts: 2 } });
      expect(directory.byId(named)?.installRules).toEqual({ ttlMinutes: 9 });
      expect(directory.byId(selected)?.profile?.name).toBe('rack');
      expect(directory.networks()[0]).toMatchObject({
        profile: { name: 'debian-12' },
        unknownProfile: { name: 'rack' },
      });
    };
    expectIt();
    expect((await inventory.ask('GET', `${MACHINES}/${named}`)).body).toMatchObject({
      boot: { profile: 'debian-12', install: { ttlMinutes: 9 } },
    });
    await inventory.stop();
    inventory = await startInventory(settingsFor(folder.path));
    expectIt();
  });

  it('that are used cannot be deleted, and the answer says by whom', async () => {
    await added(PROFILES, { name: 'rack', matchLabels: { rack: 'r1' } });
    await added(NETWORKS, { name: 'lab', cidr: '10.79.0.0/24', boot: { unknownProfile: 'rack' } });
    const id = await added(MACHINES, { hostname: 'b', labels: { rack: 'r1' } });
    await added(MACHINES, { hostname: 'c', boot: { profile: 'rack' } });
    const answer = await inventory.ask('DELETE', `${PROFILES}/rack`);
    expect(answer.status).toBe(409);
    expect(errorsOf(answer)).toEqual([
      {
        field: 'name',
        reason: `profile rack is used by machine ${id} (b, by its labels) and 1 more; give them another profile first`,
      },
      {
        field: 'name',
        reason: 'profile rack is boot.unknownProfile of network 1 (lab 10.79.0.0/24); change that first',
      },
    ]);
  });

  it.each([
    [
      'a machine that names none there is',
      MACHINES,
      { hostname: 'a', boot: { profile: 'debian-13' } },
      'boot.profile',
      'did you mean debian-12?',
    ],
    [
      'a network too',
      NETWORKS,
      { name: 'n', cidr: '10.80.0.0/24', boot: { unknownProfile: 'nix' } },
      'boot.unknownProfile',
      'the profiles are debian-12',
    ],
    ['a name that cannot be part of a path', PROFILES, { name: 'Debian 12' }, 'name', 'lower-case'],
    ['a command line without a kernel', PROFILES, { name: 'x', commandLine: 'quiet' }, 'commandLine', 'needs a kernel'],
    [
      'a command line of two lines',
      PROFILES,
      { name: 'x', kernel: 'k', commandLine: 'a\nb' },
      'commandLine',
      'one line',
    ],
    ['a template in a folder', PROFILES, { name: 'x', files: { 'a/b': '' } }, 'files.a/b', 'letters'],
    ['a kernel outside of the tree', PROFILES, { name: 'x', kernel: '../k' }, 'kernel', '..'],
    [
      'a command line with a tag that is not closed',
      PROFILES,
      { name: 'x', kernel: 'k', commandLine: 'quiet {% if labels.debug %}debug' },
      'commandLine',
      'is a broken template: line 1, column 7: tag {% if labels.debug %} not closed',
    ],
    [
      'a name that no machine has',
      PROFILES,
      { name: 'x', files: { 'preseed.cfg': 'd-i\n{{ machine.hostnam }}\n' } },
      'files.preseed.cfg',
      'is a broken template: line 2, column 4: there is no machine.hostnam; did you mean machine.hostname?',
    ],
    [
      'a kernel that is a broken template',
      PROFILES,
      { name: 'x', kernel: 'debian/{{ labels.release | shout }}/linux' },
      'kernel',
      'undefined filter: shout',
    ],
    ['an initrd that is one', PROFILES, { name: 'x', kernel: 'k', initrds: ['a', '{{'] }, 'initrds[1]', 'not closed'],
    ['no attempts', PROFILES, { name: 'x', install: { attempts: 0 } }, 'install.attempts', 'at least 1'],
  ])('refuses %s', async (_, url, body, field, reason) => {
    await added(PROFILES, DEBIAN);
    const answer = await inventory.ask('POST', url, body);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer)).toEqual([{ field, reason: expect.stringContaining(reason) as string }]);
  });

  it('keep a template that works when the new one is broken', async () => {
    await added(PROFILES, DEBIAN);
    const answer = await inventory.ask('PATCH', `${PROFILES}/debian-12`, { files: { 'preseed.cfg': '{% else %}' } });
    expect([answer.status, errorsOf(answer)]).toEqual([
      422,
      [{ field: 'files.preseed.cfg', reason: 'is a broken template: line 1, column 1: tag "else" not found' }],
    ]);
    expect((await inventory.ask('GET', `${PROFILES}/debian-12`)).body).toMatchObject({ files: DEBIAN.files });
  });

  it('keep their names', async () => {
    await added(PROFILES, DEBIAN);
    expect((await inventory.ask('POST', PROFILES, DEBIAN)).status).toBe(409);
    const answer = await inventory.ask('PATCH', `${PROFILES}/debian-12`, { name: 'other' });
    expect([answer.status, errorsOf(answer)]).toEqual([
      422,
      [{ field: 'name', reason: expect.stringContaining('POST a copy') as string }],
    ]);
  });
});
