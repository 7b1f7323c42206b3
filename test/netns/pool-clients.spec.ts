import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DhcpClient, type LeaseFacts } from '../clients/dhcp-clients.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools, type ToolName } from '../clients/required-tools.js';

const POOL = { mode: 'pool', pools: [{ from: '10.79.0.100', to: '10.79.0.119' }] } as const;
/** T1 and T2 that a test can wait for. */
const SHORT = { leaseSeconds: 120, t1Seconds: 4, t2Seconds: 8 } as const;

const addressIn = (facts: LeaseFacts): string => facts['ip'] ?? facts['new_ip_address'] ?? '';

interface KindOfClient {
  readonly name: string;
  readonly tool: ToolName;
  readonly mac: string;
  readonly start: (lab: Lab, leaseFile: string) => Promise<DhcpClient>;
  /** Waits until it has renewed by unicast; then, with the way to the server blocked, by broadcast. */
  readonly renewed: (client: DhcpClient) => Promise<LeaseFacts>;
  readonly rebound: (client: DhcpClient) => Promise<LeaseFacts>;
}

const CLIENTS: readonly KindOfClient[] = [
  {
    name: 'udhcpc',
    tool: 'busybox',
    mac: '02:79:00:00:01:01',
    start: ({ rig }) => DhcpClient.udhcpc(rig),
    // It goes by half of its lease, whatever T1 says, so it is told when.
    renewed: async (client) => {
      await client.renewNow();
      return client.renewed('renew');
    },
    rebound: async (client) => {
      await client.renewNow();
      return client.renewed('renew', 2);
    },
  },
  {
    name: 'dhclient',
    tool: 'dhclient',
    mac: '02:79:00:00:01:02',
    start: ({ rig }, leaseFile) => DhcpClient.dhclient(rig, { leaseFile }),
    renewed: (client) => client.renewed('RENEW'),
    // It calls both of them RENEW.
    rebound: async (client) => {
      await client.program.waitFor(/bound to[\s\S]*DHCPREQUEST for \S+ on pc0 to 255\.255\.255\.255/, 30_000);
      return client.renewed('RENEW', 2);
    },
  },
  {
    name: 'dhcpcd',
    tool: 'dhcpcd',
    mac: '02:79:00:00:01:03',
    start: ({ rig }) => DhcpClient.dhcpcd(rig),
    renewed: (client) => client.renewed('RENEW'),
    rebound: (client) => client.renewed('REBIND'),
  },
];

describe('real clients of a pool', () => {
  let lab: Lab;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reveille-leases-'));
    lab = await Lab.start({ label: 'pool' });
    await lab.changeNetwork({ ...POOL, ...SHORT });
  });
  afterAll(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const leaseAt = async (address: string): Promise<unknown> =>
    (await lab.appliance.rest.get(`/api/v1/leases/${address}`)).body;

  /** What the client's real script sees to: it owns its address, answers ARP for it and sends from it. */
  const own = (address: string): Promise<string> =>
    lab.rig.ip(lab.rig.client, 'addr', 'replace', `${address}/24`, 'dev', 'pc0');

  /** Another client that comes while the first one's address is free. */
  async function passingClient(mac: string): Promise<string> {
    await lab.rig.becomeMachine(mac);
    const client = await DhcpClient.udhcpc(lab.rig);
    try {
      return addressIn(await client.lease());
    } finally {
      await client.stop();
    }
  }

  for (const { name, tool, mac, start, renewed, rebound } of CLIENTS) {
    it(`${name} renews, rebinds, lives through a crash of ours, gives its address back and gets it again`, async (context) => {
      needTools(context, 'busybox', tool);
      const { rig } = lab;
      const leaseFile = join(folder, name);
      await rig.becomeMachine(mac);
      const client = await start(lab, leaseFile);
      let address: string;
      try {
        address = addressIn(await client.lease());
        expect(address).toMatch(/^10\.79\.0\.1[01]\d$/);
        await own(address);
        expect(addressIn(await renewed(client))).toBe(address);
        // Only broadcasts get through from here: it is REBINDING (RFC 2131 §4.4.5).
        await rig.ip(rig.client, 'route', 'add', 'blackhole', SERVER_ADDRESS);
        expect(addressIn(await rebound(client))).toBe(address);
      } finally {
        await rig.ip(rig.client, 'route', 'del', 'blackhole', SERVER_ADDRESS).catch(() => undefined);
      }
      // Both kinds are answered to the address that the client has.
      await expect
        .poll(async () => (await lab.appliance.journalOf(mac)).filter(({ detail }) => detail['to'] === 'client').length)
        .toBeGreaterThanOrEqual(2);
      await lab.crashAndStartAgain();
      expect(await leaseAt(address)).toMatchObject({ state: 'leased', mac });

      await client.release();
      await expect.poll(() => leaseAt(address), { timeout: 10_000 }).toMatchObject({ state: 'released' });
      await client.stop();
      expect(await passingClient(`${mac.slice(0, -2)}5${mac.slice(-1)}`)).not.toBe(address);

      await rig.becomeMachine(mac);
      const again = await start(lab, leaseFile);
      try {
        expect(addressIn(await again.lease())).toBe(address);
      } finally {
        await again.stop();
      }
    });
  }

  it('dhclient that was off during a crash of ours asks for its address of before and keeps it', async (context) => {
    needTools(context, 'dhclient');
    const mac = '02:79:00:00:01:09';
    const leaseFile = join(folder, 'init-reboot');
    await lab.rig.becomeMachine(mac);
    const before = await DhcpClient.dhclient(lab.rig, { leaseFile });
    const address = addressIn(await before.lease());
    await expect.poll(() => readFile(leaseFile, 'utf8'), { timeout: 10_000 }).toContain(address);
    await before.stop();
    await lab.crashAndStartAgain();
    const after = await DhcpClient.dhclient(lab.rig, { leaseFile });
    try {
      expect(await after.lease()).toMatchObject({ event: 'REBOOT', new_ip_address: address });
    } finally {
      await after.stop();
    }
  });
});

describe('real clients that find their address in use', () => {
  let lab: Lab;
  let squatter: string;

  beforeAll(async () => {
    // Without a probe of ours it is left to the client (RFC 2131 §4.4.1).
    lab = await Lab.start({ label: 'decline', env: { REVEILLE_PROBE_MS: '0' } });
    await lab.changeNetwork(POOL);
    squatter = await lab.rig.addHost('squatter', '02:79:00:00:01:66');
  });
  afterAll(() => lab.stop());

  for (const [name, tool, mac, start] of [
    ['udhcpc', 'busybox', '02:79:00:00:02:01', () => DhcpClient.udhcpc(lab.rig, { args: ['-a'] })],
    ['dhclient', 'dhclient', '02:79:00:00:02:02', (used: string) => DhcpClient.dhclient(lab.rig, { declines: used })],
    ['dhcpcd', 'dhcpcd', '02:79:00:00:02:03', () => DhcpClient.dhcpcd(lab.rig)],
  ] as const) {
    it(`${name} declines it and gets another one; nobody gets that one for now`, async (context) => {
      needTools(context, 'busybox', tool);
      const { rig, appliance } = lab;
      const used = await nextFree();
      await rig.ip(squatter, 'addr', 'add', `${used}/24`, 'dev', 'eth0');
      await rig.becomeMachine(mac);
      const client = await start(used);
      try {
        expect(addressIn(await client.lease())).not.toBe(used);
      } finally {
        await client.stop();
      }
      expect((await appliance.rest.get(`/api/v1/leases/${used}`)).body).toMatchObject({
        state: 'quarantined',
        reason: `declined by ${mac}: it found another host using the address`,
      });
      expect((await appliance.journalOf(mac)).map(({ reason }) => reason)).toContain('declined');
    });
  }

  /** The address that the pool gives next, in its order. */
  async function nextFree(): Promise<string> {
    const { body } = await lab.appliance.rest.get('/api/v1/leases');
    const taken = (body as { readonly items: readonly { readonly ip: string }[] }).items.map(({ ip }) => ip);
    const next = Array.from({ length: 20 }, (_, index) => `10.79.0.${100 + index}`).find((ip) => !taken.includes(ip));
    if (next === undefined) throw new Error('the pool has no address that nobody had');
    return next;
  }
});

describe('the conflict probe on a wire', () => {
  const SQUATTER = '02:79:00:00:01:67';
  let lab: Lab;

  beforeAll(async () => {
    // So long that what must not wait for it is seen not to.
    lab = await Lab.start({ label: 'probe', env: { REVEILLE_PROBE_MS: '3000' } });
    await lab.changeNetwork(POOL);
    await lab.rig.addCard('pc9', '02:79:00:00:03:09');
  });
  afterAll(() => lab.stop());

  it('finds the silent host that has an address of the pool: it rests, and the client gets another one', async (context) => {
    needTools(context, 'busybox');
    const { rig, appliance } = lab;
    const host = await rig.addHost('squatter', SQUATTER);
    await rig.ip(host, 'addr', 'add', '10.79.0.100/24', 'dev', 'eth0');
    await rig.becomeMachine('02:79:00:00:03:01');
    const client = await DhcpClient.udhcpc(rig);
    try {
      expect(addressIn(await client.lease())).toBe('10.79.0.101');
    } finally {
      await client.stop();
    }
    expect((await appliance.rest.get('/api/v1/leases/10.79.0.100')).body).toMatchObject({
      state: 'quarantined',
      reason: `in use by ${SQUATTER}, which answered when the wire was asked`,
    });
    expect(await appliance.journalOf(SQUATTER)).toMatchObject([{ reason: 'address-conflict', ip: '10.79.0.100' }]);
  });

  it('keeps no other client waiting', async (context) => {
    needTools(context, 'busybox');
    const { rig, appliance } = lab;
    const machine = '02:79:00:00:03:09';
    await appliance.addMachine({ hostname: 'known', nics: [{ mac: machine, ip: '10.79.0.21' }] });
    const waiting = '02:79:00:00:03:02';
    await rig.becomeMachine(waiting);
    const stranger = await DhcpClient.udhcpc(rig);
    await stranger.program.waitFor(/broadcasting discover/, 10_000);
    const known = await DhcpClient.udhcpc(rig, { device: 'pc9' });
    try {
      await known.lease();
      await stranger.lease();
    } finally {
      await known.stop();
      await stranger.stop();
    }
    const order = [...(await appliance.journalOf(waiting)), ...(await appliance.journalOf(machine))]
      .filter(({ what }) => what === 'DHCPREQUEST -> DHCPACK')
      .sort((a, b) => a.at.localeCompare(b.at));
    expect(order.map(({ ip }) => ip)).toEqual(['10.79.0.21', '10.79.0.102']);
  });
});
