import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualAppliance } from './virtual-appliance.js';
import {
  ACK,
  addressOf,
  addressOption,
  DECLINE,
  DISCOVER,
  NAK,
  RELEASE,
  REQUEST,
  SERVER,
  typeOf,
  VirtualClient,
} from './virtual-client.js';

const POOL = { from: '10.79.0.200', to: '10.79.0.202' };

let appliance: VirtualAppliance;
let network: { readonly id: number };
beforeEach(async () => {
  appliance = await VirtualAppliance.start({ REVEILLE_LOG: 'debug' });
  network = await appliance.post('/api/v1/networks', {
    name: 'lab',
    cidr: '10.79.0.0/24',
    mode: 'pool',
    pools: [POOL],
  });
});
afterEach(() => appliance.stop());

const client = (last: number, clientId?: string) => new VirtualClient(appliance, `02:00:00:00:00:0${last}`, clientId);

describe('a pool', () => {
  it('gives an address to a client that nobody knows, and the same one again', async () => {
    expect(await client(1).bind()).toBe('10.79.0.200');
    expect(await client(2).bind()).toBe('10.79.0.201');
    expect(await client(1).bind()).toBe('10.79.0.200');
  });

  it('confirms with Rapid Commit in one step, and only what is on the disk', async () => {
    const ack = await client(1).say(DISCOVER, [[80, Buffer.alloc(0)]]);
    expect([typeOf(ack), addressOf(ack), ack?.options.has(80)]).toEqual([ACK, '10.79.0.200', true]);
    await appliance.restart();
    expect(typeOf(await client(1).say(REQUEST, [], '10.79.0.200'))).toBe(ACK);
    expect(addressOf(await client(2).say(DISCOVER))).toBe('10.79.0.201');
  });

  it('knows every confirmed lease after a restart', async () => {
    await client(1).bind();
    await client(2).bind();
    await appliance.restart();
    expect(addressOf(await client(3).say(DISCOVER))).toBe('10.79.0.202');
    expect(addressOf(await client(2).say(DISCOVER))).toBe('10.79.0.201');
    expect(typeOf(await client(1).say(REQUEST, [], '10.79.0.200'))).toBe(ACK);
  });

  it('gives a released address to its client again, and to others when nothing else is free', async () => {
    for (const last of [1, 2, 3]) await client(last).bind();
    expect(await client(4).say(DISCOVER)).toBeUndefined();
    expect(await client(2).say(RELEASE, [], '10.79.0.201')).toBeUndefined();
    expect(addressOf(await client(2).say(DISCOVER))).toBe('10.79.0.201');
    await client(2).say(REQUEST, [addressOption(54, '10.79.0.99')]);
    expect(await client(4).bind()).toBe('10.79.0.201');
  });

  it('keeps a declined address from everybody', async () => {
    await client(1).bind();
    await client(1).say(DECLINE, [addressOption(50, '10.79.0.200'), addressOption(54, SERVER)]);
    expect(await client(1).bind()).toBe('10.79.0.201');
    expect(await client(2).bind()).toBe('10.79.0.202');
    expect(await client(3).say(DISCOVER)).toBeUndefined();
    expect((await appliance.journalOf('02:00:00:00:00:03')).at(-1)?.reason).toBe('pool-exhausted');
  });

  it("takes no notice of a stranger's DECLINE and RELEASE", async () => {
    await client(1).bind();
    await client(2).say(DECLINE, [addressOption(50, '10.79.0.200')]);
    await client(2).say(RELEASE, [], '10.79.0.200');
    expect(await client(3).bind()).toBe('10.79.0.201');
    expect(typeOf(await client(1).say(REQUEST, [], '10.79.0.200'))).toBe(ACK);
  });

  it('tells a client that asks for the address of another so, and leaves one that it does not know alone', async () => {
    await client(1).bind();
    await client(2).bind();
    expect(typeOf(await client(2).say(REQUEST, [addressOption(50, '10.79.0.200')]))).toBe(NAK);
    expect(await client(3).say(REQUEST, [addressOption(50, '10.79.0.202')])).toBeUndefined();
    expect((await appliance.journalOf('02:00:00:00:00:03')).at(-1)?.reason).toBe('no-lease');
    expect(typeOf(await client(3).say(REQUEST, [addressOption(50, '10.80.0.7')]))).toBe(NAK);
  });

  it('keeps the addresses of machines for them, and gives machines without one an address of the pool', async () => {
    await appliance.post('/api/v1/machines', {
      hostname: 'kept',
      nics: [{ mac: '02:00:00:00:00:09', ip: '10.79.0.200' }],
    });
    const { id } = await appliance.post('/api/v1/machines', { hostname: 'bare', nics: [{ mac: '02:00:00:00:00:08' }] });
    expect(await client(1).bind()).toBe('10.79.0.201');
    expect(await client(8, 'rom').bind()).toBe('10.79.0.202');
    // coreos/bugs#1432: the loader and the system come with ids of their own, and stay the same machine.
    expect(await client(8, 'system').bind()).toBe('10.79.0.202');
    expect(await client(8).bind()).toBe('10.79.0.202');
    expect(await client(2).say(DISCOVER)).toBeUndefined();
    expect(await client(9).bind()).toBe('10.79.0.200');
    expect((await appliance.timeline(id)).map(({ what }) => what)).toContain('DHCPREQUEST -> DHCPACK');
  });

  it('lets a lease run out whose address became a machine’s, and says so', async () => {
    await client(1).bind();
    await appliance.post('/api/v1/machines', {
      hostname: 'late',
      nics: [{ mac: '02:00:00:00:00:09', ip: '10.79.0.200' }],
    });
    expect(await client(9).bind()).toBe('10.79.0.201');
    const refused = await client(1).say(REQUEST, [], '10.79.0.200');
    expect(typeOf(refused)).toBe(NAK);
    expect(refused?.options.get(56)?.toString()).toBe('10.79.0.200 belongs to late now');
    expect(await client(1).bind()).toBe('10.79.0.202');
  });

  it('gives lease times within the bounds of the network', async () => {
    await appliance.patch(`/api/v1/networks/${network.id}`, { minLeaseSeconds: 600, maxLeaseSeconds: 7200 });
    const seconds = async (asked: number): Promise<number | undefined> => {
      const value = Buffer.alloc(4);
      value.writeUInt32BE(asked);
      return (await client(1).say(DISCOVER, [[51, value]]))?.options.get(51)?.readUInt32BE();
    };
    expect([await seconds(60), await seconds(1200), await seconds(86_400)]).toEqual([600, 1200, 7200]);
  });

  it('shows its leases, and frees what the operator ends', async () => {
    await client(1, 'one').bind();
    await client(2).bind();
    await client(2).say(DECLINE, [addressOption(50, '10.79.0.201'), addressOption(54, SERVER)]);
    const { body } = await appliance.ask('GET', '/api/v1/leases?network=LAB');
    expect(body).toMatchObject({
      items: [
        {
          ip: '10.79.0.200',
          network: { name: 'lab' },
          state: 'leased',
          mac: '02:00:00:00:00:01',
          clientId: Buffer.from('one').toString('hex'),
        },
        { ip: '10.79.0.201', state: 'quarantined', reason: expect.stringContaining('declined by') as string },
      ],
      nextCursor: null,
    });
    expect((await appliance.ask('GET', '/api/v1/leases?mac=2:0:0:0:0:1')).body).toMatchObject({
      items: [{ ip: '10.79.0.200' }],
    });
    for (const ended of ['10.79.0.200', '10.79.0.201']) {
      expect((await appliance.ask('DELETE', `/api/v1/leases/${ended}`)).status).toBe(204);
    }
    expect((await appliance.ask('GET', '/api/v1/leases/10.79.0.200')).body).toMatchObject({
      state: 'released',
      reason: 'ended by the operator',
    });
    expect((await appliance.ask('GET', '/api/v1/leases/10.79.0.9')).status).toBe(404);
    expect(await client(3).bind()).toBe('10.79.0.202');
    expect(await client(4).bind()).toMatch(/^10\.79\.0\.20[01]$/);
  });

  it('boots no stranger by itself: only with files of the network, or with built-in loaders where it says so', async () => {
    appliance.addBootFile('pxelinux.0', Buffer.from('loader'));
    const bootFileOf = async (last: number): Promise<string | undefined> =>
      (
        await client(last).say(DISCOVER, [
          [60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')],
          [93, Buffer.from([0, 0])],
        ])
      )?.bootFile;
    await appliance.post('/api/v1/machines', { hostname: 'ours', nics: [{ mac: '02:00:00:00:00:07' }] });
    expect(await bootFileOf(1)).toBe('');
    expect(await bootFileOf(7)).toBe('pxelinux.0');
    await appliance.patch(`/api/v1/networks/${network.id}`, { boot: { unknownClients: true } });
    expect(await bootFileOf(1)).toBe('pxelinux.0');
    await appliance.patch(`/api/v1/networks/${network.id}`, {
      boot: { unknownClients: false, files: { bios: 'strangers.0' } },
    });
    expect(await bootFileOf(1)).toBe('strangers.0');
    await appliance.post('/api/v1/profiles', { name: 'live', kernel: 'vmlinuz' });
    await appliance.patch(`/api/v1/networks/${network.id}`, { boot: { files: null, profile: 'live' } });
    expect(await bootFileOf(1)).toBe('');
    await appliance.patch(`/api/v1/networks/${network.id}`, { boot: { unknownProfile: 'live' } });
    expect(await bootFileOf(1)).toBe('pxelinux.0');
  });

  it('takes a network back as it is shown, and shows no pool use where there is no pool', async () => {
    const path = `/api/v1/networks/${network.id}`;
    const shown = (await appliance.ask('GET', path)).body;
    await appliance.patch(path, shown);
    expect((await appliance.ask('GET', path)).body).toEqual(shown);
    await appliance.patch(path, { mode: 'known', pools: [] });
    expect((await appliance.ask('GET', path)).body).toMatchObject({ poolUse: null });
  });

  it('shows where a client is plugged in, as its switch says (option 82): in words, as text and in hexadecimal', async () => {
    const agent = Buffer.concat([
      Buffer.from([1, 5]),
      Buffer.from('Gi0/3'),
      Buffer.from([2, 6, 0x52, 0x54, 0, 0x79, 0, 0x21]),
    ]);
    const stranger = client(1);
    const offer = await stranger.say(DISCOVER, [[82, agent]]);
    const ack = await stranger.say(REQUEST, [
      addressOption(50, addressOf(offer) ?? ''),
      addressOption(54, SERVER),
      [82, agent],
    ]);
    expect(ack?.options.codes().at(-1)).toBe(82);
    expect(ack?.options.get(82)).toEqual(agent);
    expect((await appliance.ask('GET', '/api/v1/leases')).body).toMatchObject({
      items: [
        {
          relayAgent: agent.toString('hex'),
          relayAgentParts: [
            { code: 1, name: 'circuit id', text: 'Gi0/3', hex: '4769302f33' },
            { code: 2, name: 'remote id', text: null, hex: '525400790021' },
          ],
        },
      ],
    });
  });

  it('sends an answer without the relay agent information that no frame could carry, counts it and says so (RFC 3046)', async () => {
    const stranger = client(1);
    // The request carries type and agent; the answer also server and lease time.
    const agent = Buffer.alloc(1212, 0x41);
    const offer = await stranger.say(DISCOVER, [[82, agent]]);
    expect(addressOf(offer)).toBe('10.79.0.200');
    expect(offer?.options.has(82)).toBe(false);
    expect(JSON.stringify(await appliance.journalOf('02:00:00:00:00:01'))).toContain(
      '"noRoomFor":"option 82 (Relay Agent Information)"',
    );
    expect((await appliance.ask('GET', '/metrics')).text).toContain(
      'reveille_dhcp_options_dropped_total{option="82"} 1',
    );
  });

  it('shows how full its pools are, and says in health when they have no free address left', async () => {
    const use = async () => (await appliance.ask('GET', `/api/v1/networks/${network.id}/pool-use`)).body;
    const remarks = async () =>
      ((await appliance.ask('GET', '/health/ready')).body as { readonly remarks: readonly string[] }).remarks.join();
    expect(await use()).toEqual({ size: 3, leased: 0, offered: 0, quarantined: 0, free: 3 });
    const first = await client(1).bind();
    await client(2).say(DISCOVER);
    const some = { size: 3, leased: 1, offered: 1, quarantined: 0, free: 1 };
    expect(await use()).toEqual(some);
    expect((await appliance.ask('GET', `/api/v1/networks/${network.id}`)).body).toMatchObject({ poolUse: some });
    expect((await appliance.ask('GET', '/api/v1/networks')).body).toMatchObject({ items: [{ poolUse: some }] });
    expect(await remarks()).not.toContain('no free address');
    await client(1).say(DECLINE, [addressOption(50, first), addressOption(54, SERVER)]);
    await client(3).bind();
    expect(await use()).toEqual({ size: 3, leased: 1, offered: 1, quarantined: 1, free: 0 });
    expect(await remarks()).toContain('the pools have no free address left on lab');
    expect((await appliance.ask('GET', '/api/v1/networks/99/pool-use')).status).toBe(404);
  });
});
