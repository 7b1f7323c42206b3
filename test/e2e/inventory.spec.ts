import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_INSTALL } from '../../src/boot/install-state.js';
import { Database } from '../../src/database/database.js';
import { parseIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';
import { parseMacAddress, type MacAddress } from '../../src/values/mac-address.js';
import { settingsFor, startInventory, temporaryFolder, type Answer, type RunningInventory } from './inventory-app.js';

const NETWORKS = '/api/v1/networks';
const MACHINES = '/api/v1/machines';
const LAB = { name: 'lab', cidr: '10.79.0.0/24', gateway: '10.79.0.2', dns: ['10.79.0.1'], domain: 'lab.example' };
const ULTRA = {
  hostname: 'ultra10',
  nics: [{ mac: '8:0:20:8e:48:de', ip: '10.79.0.21' }],
  labels: { rack: 'r1' },
  boot: { mode: 'always', files: { default: 'pxelinux.0', 'x64-uefi': 'grubnetx64.efi' } },
};

interface Record {
  id: number;
  hostname: string;
  updatedAt: string;
  nics: { mac: string | null; ip: string | null }[];
}

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

const mac = (text: string): MacAddress => {
  const address = parseMacAddress(text);
  if (!address.ok) throw new Error(address.error);
  return address.value;
};
const ip = (text: string): Ipv4Address => {
  const address = parseIpv4Address(text);
  if (!address.ok) throw new Error(address.error);
  return address.value;
};

const post = (url: string, body: unknown): Promise<Answer> => inventory.ask('POST', url, body);

/** The one error that a refused request must give: its status, its field and a part of the reason. */
async function refused(asked: Promise<Answer>, status: number, field: string, reason: RegExp): Promise<void> {
  const answer = await asked;
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: expect.objectContaining({
      status,
      errors: [{ field, reason: expect.stringMatching(reason) as string }],
    }) as object,
  });
  expect(answer.headers['content-type']).toBe('application/problem+json');
}

async function added(url: string, body: unknown): Promise<Record> {
  const answer = await post(url, body);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body as Record;
}

describe('machines', () => {
  beforeEach(async () => {
    await added(NETWORKS, LAB);
  });

  it('are created, and the very next lookup of the directory knows them', async () => {
    const answer = await post(MACHINES, ULTRA);
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe('/api/v1/machines/1');
    expect(answer.body).toEqual({
      id: 1,
      hostname: 'ultra10',
      description: '',
      labels: { rack: 'r1' },
      nics: [{ mac: '08:00:20:8e:48:de', ip: '10.79.0.21' }],
      boot: {
        mode: 'always',
        profile: null,
        files: { default: 'pxelinux.0', 'x64-uefi': 'grubnetx64.efi' },
        menu: null,
        strategy: null,
        bootparams: {},
        install: {},
      },
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      updatedAt: expect.any(String) as string,
    });
    expect(inventory.directory.byMac(mac('08:00:20:8e:48:de'))).toEqual({
      nic: { mac: mac('08:00:20:8e:48:de'), ip: ip('10.79.0.21') },
      machine: {
        id: 1,
        hostname: 'ultra10',
        labels: { rack: 'r1' },
        install: NO_INSTALL,
        bootparams: undefined,
        bootMode: 'always',
        bootFiles: { default: 'pxelinux.0', 'x64-uefi': 'grubnetx64.efi' },
        bootMenu: undefined,
        offerStrategy: undefined,
        nics: [{ mac: mac('08:00:20:8e:48:de'), ip: ip('10.79.0.21') }],
      },
    });
  });

  it.each(['8:0:20:8e:48:de', '08-00-20-8E-48-DE', '0800.208e.48de', '0800208e48de'])(
    'print a MAC that was written as %s one way, and are found by it',
    async (written) => {
      const machine = await added(MACHINES, { hostname: 'a', nics: [{ mac: written }] });
      expect(machine.nics).toEqual([{ mac: '08:00:20:8e:48:de', ip: null }]);
      const found = await inventory.ask('GET', `${MACHINES}?mac=${written}`);
      expect((found.body as { items: Record[] }).items.map(({ id }) => id)).toEqual([machine.id]);
    },
  );

  it('are read by id, and an unknown id is 404', async () => {
    const machine = await added(MACHINES, ULTRA);
    const read = await inventory.ask('GET', `${MACHINES}/${machine.id}`);
    expect([read.status, read.body]).toEqual([200, machine]);
    for (const id of ['99', '0', 'abc', '99999999999', '-1', '1.0']) {
      const answer = await inventory.ask('GET', `${MACHINES}/${id}`);
      expect([id, answer.status, answer.headers['content-type']]).toEqual([id, 404, 'application/problem+json']);
    }
  });

  it('are listed in pages whose cursor leads through all of them once, whatever is deleted meanwhile', async () => {
    for (let at = 1; at <= 5; at++) await added(MACHINES, { hostname: `m${at}` });
    const first = (await inventory.ask('GET', `${MACHINES}?limit=2`)).body as { items: Record[]; nextCursor: string };
    expect(first.items.map(({ hostname }) => hostname)).toEqual(['m1', 'm2']);
    await inventory.ask('DELETE', `${MACHINES}/1`);
    const second = (await inventory.ask('GET', `${MACHINES}?limit=2&cursor=${first.nextCursor}`)).body as typeof first;
    expect(second.items.map(({ hostname }) => hostname)).toEqual(['m3', 'm4']);
    const third = (await inventory.ask('GET', `${MACHINES}?limit=2&cursor=${second.nextCursor}`)).body;
    expect(third).toMatchObject({ items: [{ hostname: 'm5' }], nextCursor: null });
  });

  it('are listed by host name, address and label, and several filters must all hold', async () => {
    const ultra = await added(MACHINES, ULTRA);
    const other = await added(MACHINES, { hostname: 'other', labels: { rack: 'r10', note: '"rack":"r1"' } });
    const ids = async (query: string): Promise<number[]> =>
      ((await inventory.ask('GET', `${MACHINES}?${query}`)).body as { items: Record[] }).items.map(({ id }) => id);
    expect(await ids('hostname=ULTRA10')).toEqual([ultra.id]);
    expect(await ids('ip=10.79.0.21')).toEqual([ultra.id]);
    expect(await ids('label=rack:r1')).toEqual([ultra.id]);
    expect(await ids('label=rack:R1')).toEqual([]);
    expect(await ids('label=rack:r10')).toEqual([other.id]);
    expect(await ids('label=rack:r1&label=note:x')).toEqual([]);
    expect(await ids('hostname=ultra10&ip=10.79.0.21&label=rack:r1')).toEqual([ultra.id]);
    expect(await ids('hostname=other&ip=10.79.0.21')).toEqual([]);
    expect(await ids('mac=02:00:00:00:00:99')).toEqual([]);
  });

  it.each(['application/json', 'application/merge-patch+json'])(
    'are changed by a merge patch sent as %s',
    async (type) => {
      const machine = await added(MACHINES, { ...ULTRA, description: 'the old one' });
      const patch = { description: null, boot: { mode: 'paused', files: { 'x64-uefi': null, ipxe: 'boot.ipxe' } } };
      const answer = await inventory.ask('PATCH', `${MACHINES}/${machine.id}`, patch, { 'content-type': type });
      expect([answer.status, answer.body]).toEqual([
        200,
        {
          ...machine,
          description: '',
          boot: {
            mode: 'paused',
            profile: null,
            files: { default: 'pxelinux.0', ipxe: 'boot.ipxe' },
            menu: null,
            strategy: null,
            bootparams: {},
            install: {},
          },
          updatedAt: expect.any(String) as string,
        },
      ]);
      expect(inventory.directory.byId(machine.id)?.bootMode).toBe('paused');
      expect(inventory.directory.byId(machine.id)?.bootFiles).toEqual({ default: 'pxelinux.0', ipxe: 'boot.ipxe' });
    },
  );

  it('keep a boot menu and an offer strategy, also over a restart', async () => {
    const menu = {
      prompt: 'Press F8',
      timeoutSeconds: 5,
      items: [
        { label: 'Install', files: { bios: 'pxelinux.0' } },
        { label: 'WDS', bootServer: { type: 3, addresses: ['10.79.0.9'] } },
        { label: 'Disk', local: true },
      ],
    };
    const machine = await added(MACHINES, { ...ULTRA, boot: { menu, strategy: 'one-entry-menu' } });
    expect(machine).toMatchObject({ boot: { menu, strategy: 'one-entry-menu' } });
    const known = inventory.directory.byId(machine.id);
    await inventory.stop();
    inventory = await startInventory(settingsFor(folder.path));
    expect(inventory.directory.byId(machine.id)).toEqual(known);
    expect(known?.bootMenu?.items[1]).toEqual({
      label: 'WDS',
      kind: 'boot-server',
      type: 3,
      addresses: [ip('10.79.0.9')],
    });
    const answer = await inventory.ask('PATCH', `${MACHINES}/${machine.id}`, { boot: { menu: null, strategy: null } });
    expect(answer.body).toMatchObject({ boot: { menu: null, strategy: null } });
  });

  it('that get other NICs are found by the new addresses and no longer by the old ones', async () => {
    const machine = await added(MACHINES, ULTRA);
    const nics = [{ mac: '02:00:00:00:00:01', ip: '10.79.0.21' }, { ip: '10.79.0.22' }];
    expect((await inventory.ask('PATCH', `${MACHINES}/${machine.id}`, { nics })).status).toBe(200);
    expect(inventory.directory.byMac(mac('08:00:20:8e:48:de'))).toBeUndefined();
    expect(inventory.directory.byMac(mac('02:00:00:00:00:01'))?.machine.id).toBe(machine.id);
    expect(inventory.directory.byIp(ip('10.79.0.22'))?.nic).toEqual({ mac: undefined, ip: ip('10.79.0.22') });
    const again = await inventory.ask('GET', `${MACHINES}/${machine.id}`);
    expect((again.body as Record).nics).toEqual([nics[0], { mac: null, ip: '10.79.0.22' }]);
  });

  it('are put by MAC: made with one NIC when there is none, and then kept idempotently', async () => {
    const url = `${MACHINES}/by-mac/08-00-20-8E-48-DE`;
    const body = { hostname: 'ultra10', labels: { b: '2', a: '1' } };
    const first = await inventory.ask('PUT', url, body);
    expect([first.status, (first.body as Record).nics]).toEqual([201, [{ mac: '08:00:20:8e:48:de', ip: null }]]);
    const second = await inventory.ask('PUT', url, { labels: { a: '1', b: '2' }, hostname: 'ultra10' });
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('that are put with the same content are not written at all', async () => {
    const url = `${MACHINES}/by-mac/8:0:20:8e:48:de`;
    await inventory.ask('PUT', url, ULTRA);
    const changes = (): Promise<{ n: number }[]> =>
      inventory.app.get(Database).read((manager) => manager.query('SELECT total_changes() AS n'));
    const before = await changes();
    expect((await inventory.ask('PUT', url, ULTRA)).status).toBe(200);
    expect(await changes()).toEqual(before);
    expect((await inventory.ask('PUT', url, { ...ULTRA, description: 'new' })).status).toBe(200);
    expect(await changes()).not.toEqual(before);
  });

  it('that are put without nics keep theirs, and lose what else is left out', async () => {
    const machine = await added(MACHINES, ULTRA);
    const answer = await inventory.ask('PUT', `${MACHINES}/by-mac/8:0:20:8e:48:de`, { hostname: 'ultra11' });
    expect(answer.body).toMatchObject({
      id: machine.id,
      hostname: 'ultra11',
      nics: machine.nics,
      labels: {},
      boot: { files: {} },
    });
    expect(inventory.directory.byHostname('ultra10')).toBeUndefined();
  });

  it('that are put with NICs of which none has the MAC of the path are refused', async () => {
    const body = { hostname: 'a', nics: [{ mac: '02:00:00:00:00:02' }] };
    await refused(
      inventory.ask('PUT', `${MACHINES}/by-mac/020000000001`, body),
      422,
      'nics',
      /none of them has the mac/,
    );
    await refused(inventory.ask('PUT', `${MACHINES}/by-mac/ff:ff:ff:ff:ff:ff`, body), 422, 'mac', /broadcast/);
  });

  it('are deleted with their NICs, and their id never comes again', async () => {
    const machine = await added(MACHINES, ULTRA);
    const answer = await inventory.ask('DELETE', `${MACHINES}/${machine.id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await inventory.ask('GET', `${MACHINES}/${machine.id}`)).status).toBe(404);
    expect((await inventory.ask('DELETE', `${MACHINES}/${machine.id}`)).status).toBe(404);
    expect(inventory.directory.byMac(mac('08:00:20:8e:48:de'))).toBeUndefined();
    expect((await added(MACHINES, ULTRA)).id).toBeGreaterThan(machine.id);
  });

  it('may be deleted by a client that names a content type without sending content', async () => {
    const { id } = await added(MACHINES, ULTRA);
    const answer = await inventory.ask('DELETE', `${MACHINES}/${id}`, undefined, {
      'content-type': 'application/json',
    });
    expect(answer.status).toBe(204);
  });

  it('with the MAC, the address or the host name of another one are 409, and the other one is named', async () => {
    await added(MACHINES, ULTRA);
    const twice = { hostname: 'second', nics: [{ mac: '0800.208e.48de' }] };
    await refused(post(MACHINES, twice), 409, 'nics[0].mac', /^08:00:20:8e:48:de belongs to machine 1 \(ultra10\)$/);
    const nics = [{ mac: '02:00:00:00:00:01' }, { ip: '10.79.0.21' }];
    await refused(
      post(MACHINES, { hostname: 'second', nics }),
      409,
      'nics[1].ip',
      /^10\.79\.0\.21 belongs to machine 1 \(ultra10\)$/,
    );
    await refused(post(MACHINES, { hostname: 'ULTRA10' }), 409, 'hostname', /ULTRA10 belongs to machine 1 \(ultra10\)/);
    const { id } = await added(MACHINES, { hostname: 'second' });
    await refused(inventory.ask('PATCH', `${MACHINES}/${id}`, { hostname: 'ultra10' }), 409, 'hostname', /machine 1/);
    await refused(
      inventory.ask('PUT', `${MACHINES}/by-mac/020000000009`, { hostname: 'ultra10' }),
      409,
      'hostname',
      /machine 1/,
    );
  });

  it('may keep what is their own in a patch', async () => {
    const { id } = await added(MACHINES, ULTRA);
    expect((await inventory.ask('PATCH', `${MACHINES}/${id}`, { hostname: 'Ultra10', nics: ULTRA.nics })).status).toBe(
      200,
    );
    expect(inventory.directory.byHostname('ultra10')?.hostname).toBe('Ultra10');
  });

  it('with an address outside every network, or a network or broadcast address, or a multicast MAC, are 422', async () => {
    const nic = (some: object): unknown => ({ hostname: 'a', nics: [some] });
    await refused(
      post(MACHINES, nic({ ip: '10.80.0.1' })),
      422,
      'nics[0].ip',
      /lies in no network: the networks are lab 10\.79\.0\.0\/24/,
    );
    await refused(post(MACHINES, nic({ ip: '10.79.0.0' })), 422, 'nics[0].ip', /is the network address of lab/);
    await refused(post(MACHINES, nic({ ip: '10.79.0.255' })), 422, 'nics[0].ip', /is the broadcast address of lab/);
    await refused(post(MACHINES, nic({ mac: '01:00:5e:00:00:01' })), 422, 'nics[0].mac', /multicast/);
    await refused(post(MACHINES, { ...ULTRA, hostnam: 'x' }), 422, 'hostnam', /did you mean hostname/);
    expect(inventory.directory.machineCount).toBe(0);
  });

  it('keep what identifies their NICs besides the MAC, and no two have the same', async () => {
    const nic = {
      mac: '08:00:20:8e:48:de',
      ip: '10.79.0.21',
      clientId: 'ff:00:01',
      uuid: '{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}',
      circuitId: 'Gi0/3',
      remoteId: '0x0006',
      nextServer: '10.79.0.7',
      options: [{ code: 42, value: '10.79.0.1' }],
    };
    const { body } = await post(MACHINES, { hostname: 'ultra10', nics: [nic] });
    const shown = { ...nic, uuid: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' };
    expect(body).toMatchObject({ nics: [shown] });
    const url = `${MACHINES}/by-mac/${nic.mac}`;
    expect((await inventory.ask('PUT', url, { hostname: 'ultra11' })).body).toMatchObject({ nics: [shown] });
    const other = (fields: object) =>
      post(MACHINES, { hostname: 'b', nics: [{ mac: '02:00:00:00:00:01', ...fields }] });
    await refused(other({ clientId: '0xff0001' }), 409, 'nics[0].clientId', /belongs to machine 1 \(ultra11\)/);
    await refused(other({ uuid: shown.uuid }), 409, 'nics[0].uuid', /belongs to machine 1/);
    await refused(other({ circuitId: 'Gi0/3', remoteId: '0x0006' }), 409, 'nics[0].circuitId', /belongs to machine 1/);
    expect((await other({ circuitId: 'Gi0/3' })).status).toBe(201);

    await inventory.stop();
    inventory = await startInventory(settingsFor(folder.path));
    await refused(
      post(MACHINES, { hostname: 'c', nics: [{ mac: '02:00:00:00:00:02', clientId: '0xff0001' }] }),
      409,
      'nics[0].clientId',
      /belongs to machine 1/,
    );
  });

  it('added twice at once: one is 201, the other 409 that names the first', async () => {
    const [one, two] = await Promise.all([
      post(MACHINES, ULTRA),
      post(MACHINES, { ...ULTRA, hostname: 'other', nics: [{ mac: ULTRA.nics[0]?.mac }] }),
    ]);
    const [created, refusal] = one.status === 201 ? [one, two] : [two, one];
    expect([created.status, refusal.status]).toEqual([201, 409]);
    expect(refusal.text).toContain(`machine 1 (${(created.body as Record).hostname})`);
  });

  it('put by MAC twenty times at once are one machine', async () => {
    const url = `${MACHINES}/by-mac/0800208e48de`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => inventory.ask('PUT', url, ULTRA)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    expect(new Set(answers.map(({ body }) => (body as Record).id)).size).toBe(1);
  });

  it('are read whole while they are written: a list never shows one between its old and its new NICs', async () => {
    const { id } = await added(MACHINES, ULTRA);
    const work: Promise<Answer>[] = [];
    for (let at = 1; at <= 30; at++) {
      const nics = [{ mac: '8:0:20:8e:48:de', ip: `10.79.0.${at + 20}` }];
      work.push(
        inventory.ask('PATCH', `${MACHINES}/${id}`, { nics }),
        inventory.ask('GET', `${MACHINES}/${id}`),
        inventory.ask('GET', MACHINES),
      );
    }
    for (const answer of await Promise.all(work)) {
      const { items, nics } = answer.body as { items?: Record[]; nics?: Record['nics'] };
      expect(nics ?? items?.[0]?.nics).toEqual([{ mac: '08:00:20:8e:48:de', ip: expect.any(String) as string }]);
    }
  });

  it('and networks are the same after a restart', async () => {
    const machine = await added(MACHINES, { ...ULTRA, nics: [...ULTRA.nics, { ip: '10.79.0.22' }] });
    const bare = await added(MACHINES, { hostname: 'bare' });
    const before = [
      inventory.directory.byId(machine.id),
      inventory.directory.byId(bare.id),
      inventory.directory.networks(),
    ];
    const token = inventory.token.value;
    await inventory.stop();
    inventory = await startInventory(settingsFor(folder.path));
    expect([
      inventory.directory.byId(machine.id),
      inventory.directory.byId(bare.id),
      inventory.directory.networks(),
    ]).toEqual(before);
    expect((await inventory.ask('GET', `${MACHINES}/${machine.id}`)).body).toEqual(machine);
    expect([inventory.token.value, inventory.token.madeNow]).toEqual([token, false]);
  });
});

describe('networks', () => {
  it('are created, read, changed, listed and deleted', async () => {
    const network = await added(NETWORKS, {
      ...LAB,
      options: [{ code: 42, value: '10.79.0.1' }],
      pools: [{ from: '10.79.0.200', to: '10.79.0.230' }],
    });
    expect(network).toMatchObject({
      id: 1,
      ...LAB,
      mode: 'known',
      leaseSeconds: 3600,
      t1Seconds: null,
      boot: { files: {} },
    });
    expect(inventory.directory.networkOf(ip('10.79.0.9'))).toMatchObject({
      gateway: ip('10.79.0.2'),
      dns: [ip('10.79.0.1')],
      options: [{ code: 42, value: Buffer.from([10, 79, 0, 1]) }],
    });
    const changed = await inventory.ask('PATCH', `${NETWORKS}/1`, {
      gateway: null,
      mode: 'shadow',
      boot: { files: { bios: 'pxelinux.0' } },
    });
    expect(changed.body).toMatchObject({ gateway: null, mode: 'shadow', boot: { files: { bios: 'pxelinux.0' } } });
    expect((await inventory.ask('GET', `${NETWORKS}/1`)).body).toEqual(changed.body);
    expect((await inventory.ask('GET', `${NETWORKS}?name=LAB`)).body).toEqual({
      items: [changed.body],
      nextCursor: null,
    });
    expect((await inventory.ask('GET', `${NETWORKS}?name=la`)).body).toEqual({ items: [], nextCursor: null });
    expect(inventory.directory.networkOf(ip('10.79.0.9'))).toMatchObject({ mode: 'shadow', gateway: undefined });
    expect((await inventory.ask('DELETE', `${NETWORKS}/1`)).status).toBe(204);
    expect(inventory.directory.networkOf(ip('10.79.0.9'))).toBeUndefined();
    expect((await inventory.ask('GET', `${NETWORKS}/1`)).status).toBe(404);
  });

  it('that overlap, or have the name or the relay of another one, are 409 that names it', async () => {
    await added(NETWORKS, { ...LAB, relays: ['10.9.0.1'] });
    await refused(
      post(NETWORKS, { name: 'other', cidr: '10.79.0.128/25' }),
      409,
      'cidr',
      /overlaps network 1 \(lab 10\.79\.0\.0\/24\)/,
    );
    await refused(post(NETWORKS, { name: 'other', cidr: '10.78.0.0/15' }), 409, 'cidr', /overlaps network 1/);
    await refused(post(NETWORKS, { name: 'LAB', cidr: '10.80.0.0/24' }), 409, 'name', /belongs to network 1/);
    await refused(
      post(NETWORKS, { name: 'b', cidr: '10.80.0.0/24', relays: ['10.9.0.1'] }),
      409,
      'relays[0]',
      /listed by network 1/,
    );
    await refused(
      post(NETWORKS, { name: 'b', cidr: '10.80.0.0/24', relays: ['10.79.0.3'] }),
      409,
      'relays[0]',
      /lies in network 1/,
    );
    await refused(
      post(NETWORKS, { name: 'b', cidr: '10.9.0.0/24' }),
      409,
      'cidr',
      /10\.9\.0\.1, which network 1 .* lists as its relay/,
    );
  });

  it('that hold machines can neither go nor shrink away from them, and say how many and one of them', async () => {
    await added(NETWORKS, LAB);
    await added(MACHINES, ULTRA);
    await added(MACHINES, { hostname: 'b', nics: [{ ip: '10.79.0.200' }] });
    await refused(
      inventory.ask('DELETE', `${NETWORKS}/1`),
      409,
      'cidr',
      /still holds 2 machines' addresses: 10\.79\.0\.21 of machine 1 \(ultra10\)/,
    );
    await refused(
      inventory.ask('PATCH', `${NETWORKS}/1`, { cidr: '10.79.0.0/25' }),
      409,
      'cidr',
      /no longer hold a machine's address: 10\.79\.0\.200 of machine 2 \(b\)/,
    );
    expect((await inventory.ask('PATCH', `${NETWORKS}/1`, { cidr: '10.79.0.0/23' })).status).toBe(200);
    expect(inventory.directory.networkOf(ip('10.79.1.9'))?.id).toBe(1);
  });

  it('that a machine is added to and that are deleted at once never leave an address without a network', async () => {
    await added(NETWORKS, LAB);
    const [machine, gone] = await Promise.all([post(MACHINES, ULTRA), inventory.ask('DELETE', `${NETWORKS}/1`)]);
    // Whichever came first: an address in a network that stays, or a network gone and no address.
    expect(['201 409', '422 204']).toContain(`${machine.status} ${gone.status}`);
    expect(inventory.directory.machineCount).toBe(inventory.directory.networks().length);
  });
});

describe('the token', () => {
  it('is needed for everything below /api/v1, before the body is even read', async () => {
    for (const header of [
      '',
      'Bearer x',
      `Basic ${inventory.token.value}`,
      `Bearer ${inventory.token.value}x`,
      'Bearer',
    ]) {
      const answer = await inventory.ask('POST', MACHINES, '{"broken', { authorization: header });
      expect([header, answer.status, answer.headers['www-authenticate']]).toEqual([
        header,
        401,
        'Bearer realm="reveille"',
      ]);
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
  });

  it('is not asked for on /health and /api/docs', async () => {
    for (const url of ['/health/live', '/health/ready', '/api/docs', '/api/docs/openapi.json']) {
      expect([url, (await inventory.ask('GET', url, undefined, { authorization: '' })).status]).toEqual([url, 200]);
    }
  });

  it('cannot be got round by another way of writing the path', async () => {
    for (const url of [
      '//api/v1/machines',
      '/api//v1/machines',
      '/api/%76%31/machines',
      '/API/V1/machines',
      '/api/v1/./machines',
      '/api/v1/machines/',
    ]) {
      const { status } = await inventory.ask('GET', url, undefined, { authorization: '' });
      expect([url, [401, 404].includes(status)]).toEqual([url, true]);
    }
  });
});

describe('errors', () => {
  it.each<[string, number, () => Promise<Answer>]>([
    ['malformed JSON', 400, () => inventory.ask('POST', MACHINES, '{"hostname":')],
    ['no body', 400, () => inventory.ask('POST', MACHINES)],
    ['no body in a patch', 400, () => inventory.ask('PATCH', `${MACHINES}/1`)],
    ['an array for a patch', 422, () => inventory.ask('PATCH', `${MACHINES}/1`, [])],
    ['a path that cannot be decoded', 400, () => inventory.ask('GET', `${MACHINES}/%zz`)],
    ['a path that is too long', 414, () => inventory.ask('GET', `${MACHINES}/${'1'.repeat(200)}`)],
    ['a __proto__ key', 400, () => inventory.ask('POST', MACHINES, '{"__proto__":{"a":1}}')],
    [
      'a media type that nobody reads',
      415,
      () => inventory.ask('POST', MACHINES, 'a', { 'content-type': 'text/plain' }),
    ],
    [
      'a form, as curl -d sends it',
      415,
      () =>
        inventory.ask('POST', MACHINES, JSON.stringify(ULTRA), { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    ['a path that is not there', 404, () => inventory.ask('GET', '/api/v1/nothing')],
    ['a query that is not there', 422, () => inventory.ask('GET', `${MACHINES}?limti=5`)],
  ])('of %s are problem+json with status %i', async (_, status, ask) => {
    const answer = await ask();
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^urn:reveille:problem:/) as string,
      title: expect.any(String) as string,
      status,
      detail: expect.any(String) as string,
    });
  });

  it('of JSON say where it breaks', async () => {
    const answer = await inventory.ask('POST', MACHINES, '{"hostname": "a", }');
    expect(answer.body).toMatchObject({ detail: expect.stringMatching(/not valid JSON: .*position 18/) as string });
  });

  it('of the disk say so, change nothing, and the appliance is not ready until a write succeeds', async () => {
    await added(NETWORKS, LAB);
    const database = inventory.app.get(Database).dataSource;
    const [pages] = await database.query<{ page_count: number }[]>('PRAGMA page_count');
    await database.query(`PRAGMA max_page_count = ${pages?.page_count ?? 0}`);
    const large = { ...ULTRA, description: randomBytes(4900).toString('hex') };
    const answer = await post(MACHINES, large);
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('the disk is full; free some space')]);
    expect(inventory.directory.machineCount).toBe(0);
    expect((await inventory.ask('GET', MACHINES)).body).toEqual({ items: [], nextCursor: null });
    const health = await inventory.ask('GET', '/health/ready');
    expect([health.status, health.body]).toEqual([
      503,
      {
        status: 'not ready',
        parts: { directory: 'ready', database: expect.stringContaining('the disk is full') as string },
        remarks: [],
      },
    ]);
    await database.query('PRAGMA max_page_count = 1000000');
    await added(MACHINES, large);
    expect((await inventory.ask('GET', '/health/ready')).status).toBe(200);
  });
});

describe('/api/docs', () => {
  interface Operation {
    summary?: string;
    requestBody?: { content: { [type: string]: { schema: object } } };
    responses: object;
    security: object[];
  }

  it('describes every route with its body, its answers and its token in OpenAPI 3.1', async () => {
    const document = (await inventory.ask('GET', '/api/docs/openapi.json')).body as {
      openapi: string;
      paths: { [path: string]: { [method: string]: Operation } };
      components: { schemas: { [name: string]: { properties?: object; required?: string[] } } };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(
      Object.entries(document.paths)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
        .sort(),
    ).toEqual(
      expect.arrayContaining([
        'delete /api/v1/machines/{id}',
        'delete /api/v1/networks/{id}',
        'delete /api/v1/tokens/{id}',
        'get /api/v1/audit',
        'get /api/v1/machines',
        'get /api/v1/machines/by-mac/{mac}',
        'get /api/v1/machines/{id}',
        'get /api/v1/networks',
        'get /api/v1/networks/{id}',
        'get /api/v1/tokens',
        'get /health/live',
        'get /health/ready',
        'patch /api/v1/machines/{id}',
        'patch /api/v1/networks/{id}',
        'post /api/v1/machines',
        'post /api/v1/networks',
        'post /api/v1/tokens',
        'put /api/v1/machines/by-mac/{mac}',
      ]),
    );
    const create = document.paths['/api/v1/machines']?.['post'];
    expect(create?.summary).toBe('Add a machine');
    expect(create?.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/MachineInput',
    });
    const { properties, required } = document.components.schemas['MachineInput'] ?? {};
    expect(Object.keys(properties ?? {})).toEqual(expect.arrayContaining(['hostname', 'nics', 'labels', 'boot']));
    expect(required).toEqual(['hostname']);
    expect(Object.keys(create?.responses ?? {})).toEqual(['201', '400', '401', '403', '409', '422']);
    expect(create?.security).toEqual([{ token: [] }]);
    const patch = document.paths['/api/v1/networks/{id}']?.['patch'];
    expect(Object.keys(patch?.requestBody?.content ?? {})).toEqual([
      'application/merge-patch+json',
      'application/json',
    ]);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'Machine',
        'MachineInput',
        'MachinePage',
        'MachinePatch',
        'Network',
        'NetworkInput',
        'NetworkPage',
        'NetworkPatch',
        'Problem',
      ]),
    );
  });

  it('has no reference in the document that leads nowhere', async () => {
    const { text, body } = await inventory.ask('GET', '/api/docs/openapi.json');
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references).not.toEqual([]);
    for (const reference of references) {
      const target = reference
        .split('/')
        .reduce<unknown>((at, step) => (at as { [step: string]: unknown } | undefined)?.[step], body);
      expect([reference, target]).toEqual([reference, expect.any(Object)]);
    }
  });

  it('is a page whose script and style are served from here', async () => {
    const page = await inventory.ask('GET', '/api/docs');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toHaveLength(4);
    for (const file of files) expect([file, (await inventory.ask('GET', file)).status]).toEqual([file, 200]);
    expect((await inventory.ask('GET', '/api/docs/assets/package.json')).status).toBe(404);
    expect((await inventory.ask('GET', '/api/docs/assets/..%2fpackage.json')).status).toBe(404);
  });
});
