import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askByBootp, DhcpClient } from '../clients/dhcp-clients.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { expectHealthyBoot } from '../clients/verdicts.js';

const ADDRESS = ['asked', 'offered', 'requested', 'acknowledged'] as const;

describe('real DHCP and BOOTP clients', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'dhcp' });
  });
  afterAll(() => lab.stop());

  it('udhcpc gets the address of the record and what its network says', async (context) => {
    needTools(context, 'busybox');
    const id = await lab.addMachineAtPc0({ hostname: 'udhcpc-pc', mac: '02:79:00:00:00:21', ip: '10.79.0.21' });
    const client = await DhcpClient.udhcpc(lab.rig);
    try {
      expect(await client.lease()).toMatchObject({
        ip: '10.79.0.21',
        subnet: '255.255.255.0',
        router: '10.79.0.2',
        dns: '10.79.0.1 10.79.0.3',
        hostname: 'udhcpc-pc',
        domain: 'lab.example',
        lease: '3600',
        serverid: SERVER_ADDRESS,
      });
    } finally {
      await client.stop();
    }
    const whats = (await lab.appliance.timeline(id)).map((event) => `${event.what}: ${event.outcome}`);
    expect(whats.reverse()).toEqual(['DHCPDISCOVER -> DHCPOFFER: answered', 'DHCPREQUEST -> DHCPACK: answered']);
    await expectHealthyBoot(lab.appliance, '02:79:00:00:00:21', ADDRESS);
  });

  it('udhcpc is heard when it releases its address', async (context) => {
    needTools(context, 'busybox');
    const id = await lab.addMachineAtPc0({ hostname: 'releasing', mac: '02:79:00:00:00:22', ip: '10.79.0.22' });
    const client = await DhcpClient.udhcpc(lab.rig, { args: ['-R'] });
    try {
      await client.lease();
      // The release goes out as ordinary UDP, so the client must own its address by now, as its real script sees to.
      await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.22/24', 'dev', 'pc0');
    } finally {
      await client.stop();
    }
    await expect
      .poll(async () => (await lab.appliance.timeline(id))[0]?.what, { timeout: 10_000 })
      .toMatch(/^DHCPRELEASE/);
  });

  it('dhclient gets the address of the record and what its network says', async (context) => {
    needTools(context, 'dhclient');
    await lab.addMachineAtPc0({ hostname: 'dhclient-pc', mac: '02:79:00:00:00:23', ip: '10.79.0.23' });
    const client = await DhcpClient.dhclient(lab.rig);
    try {
      expect(await client.lease()).toMatchObject({
        new_ip_address: '10.79.0.23',
        new_subnet_mask: '255.255.255.0',
        new_routers: '10.79.0.2',
        new_domain_name_servers: '10.79.0.1 10.79.0.3',
        new_host_name: 'dhclient-pc',
        new_domain_name: 'lab.example',
        new_dhcp_lease_time: '3600',
        new_dhcp_server_identifier: SERVER_ADDRESS,
      });
    } finally {
      await client.stop();
    }
    await expectHealthyBoot(lab.appliance, '02:79:00:00:00:23', ADDRESS);
  });

  it('dhcpcd gets the address of the record, probes it by ARP and keeps it', async (context) => {
    needTools(context, 'dhcpcd');
    await lab.addMachineAtPc0({ hostname: 'dhcpcd-pc', mac: '02:79:00:00:00:24', ip: '10.79.0.24' });
    const client = await DhcpClient.dhcpcd(lab.rig);
    try {
      expect(await client.lease()).toMatchObject({
        new_ip_address: '10.79.0.24',
        new_subnet_mask: '255.255.255.0',
        new_routers: '10.79.0.2',
        new_host_name: 'dhcpcd-pc',
        new_domain_name: 'lab.example',
        new_dhcp_lease_time: '3600',
        new_dhcp_server_identifier: SERVER_ADDRESS,
      });
    } finally {
      await client.stop();
    }
    await expectHealthyBoot(lab.appliance, '02:79:00:00:00:24', ADDRESS);
  });

  it('bootpc, which knows only BOOTP, gets address, boot file and the vendor extensions', async (context) => {
    needTools(context, 'bootpc');
    const id = await lab.addMachineAtPc0({
      hostname: 'bootp-pc',
      mac: '02:79:00:00:00:25',
      ip: '10.79.0.25',
      boot: { files: { bootp: 'boot/bootp-image' } },
    });
    expect(await askByBootp(lab.rig)).toMatchObject({
      IPADDR: '10.79.0.25',
      NETMASK: '255.255.255.0',
      SERVER: SERVER_ADDRESS,
      BOOTFILE: 'boot/bootp-image',
      GATEWAYS_1: '10.79.0.2',
      DNSSRVS_1: '10.79.0.1',
      HOSTNAME: 'bootp-pc',
      DOMAIN: 'lab.example',
    });
    expect((await lab.appliance.timeline(id))[0]).toMatchObject({
      protocol: 'bootp',
      outcome: 'answered',
      ip: '10.79.0.25',
    });
    // It was told a boot file, which bootpc does not fetch.
    await expectHealthyBoot(lab.appliance, '02:79:00:00:00:25', ['asked', 'offered', 'acknowledged'], {
      state: 'on-its-way',
    });
  });

  it('one machine has one address, whichever of its clients asks', async (context) => {
    needTools(context, 'busybox', 'dhclient', 'bootpc');
    const mac = '02:79:00:00:00:26';
    await lab.addMachineAtPc0({ hostname: 'one-record', mac, ip: '10.79.0.26' });
    const udhcpc = await DhcpClient.udhcpc(lab.rig, { args: ['-x', '61:0102030405'] });
    const first = (await udhcpc.lease())['ip'];
    await udhcpc.stop();
    await lab.rig.becomeMachine(mac);
    const dhclient = await DhcpClient.dhclient(lab.rig);
    const second = (await dhclient.lease())['new_ip_address'];
    await dhclient.stop();
    await lab.rig.becomeMachine(mac);
    expect([first, second, (await askByBootp(lab.rig))['IPADDR']]).toEqual(['10.79.0.26', '10.79.0.26', '10.79.0.26']);
  });

  it('a machine that comes back with its old address gets a NAK, and then the new one', async (context) => {
    needTools(context, 'dhclient');
    const mac = '02:79:00:00:00:27';
    const folder = await mkdtemp(join(tmpdir(), 'reveille-leases-'));
    const leaseFile = join(folder, 'leases');
    try {
      const id = await lab.addMachineAtPc0({ hostname: 'moved', mac, ip: '10.79.0.27' });
      const before = await DhcpClient.dhclient(lab.rig, { leaseFile });
      expect(await before.lease()).toMatchObject({ new_ip_address: '10.79.0.27' });
      // dhclient runs its script, which tells us, before it writes the lease that it comes back with.
      await expect.poll(() => readFile(leaseFile, 'utf8'), { timeout: 10_000 }).toContain('10.79.0.27');
      await before.stop();

      const answer = await lab.appliance.rest.patch(`/api/v1/machines/${id}`, { nics: [{ mac, ip: '10.79.0.127' }] });
      expect(answer.status, answer.text).toBe(200);
      await lab.rig.becomeMachine(mac);
      const after = await DhcpClient.dhclient(lab.rig, { leaseFile });
      expect(await after.lease()).toMatchObject({ new_ip_address: '10.79.0.127' });
      expect(after.program.output).toContain('DHCPNAK');
      await after.stop();

      const whats = (await lab.appliance.timeline(id)).map((event) => event.what).reverse();
      expect(whats.filter((what) => what.startsWith('DHCP')).slice(2)).toEqual([
        'DHCPREQUEST -> DHCPNAK',
        'DHCPDISCOVER -> DHCPOFFER',
        'DHCPREQUEST -> DHCPACK',
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('a machine that nobody knows gets nothing, and the journal says so', async (context) => {
    needTools(context, 'busybox');
    await lab.rig.becomeMachine('02:79:00:00:00:99');
    const client = await DhcpClient.udhcpc(lab.rig, { args: ['-t', '2', '-T', '1'] });
    const end = await client.program.waitForEnd(30_000);
    await client.stop();
    expect(end.output).not.toContain('lease begins');
    expect(end.output).toContain('no lease');
    const [event] = await lab.appliance.journalOf('02:79:00:00:00:99');
    expect(event).toMatchObject({ protocol: 'dhcp', outcome: 'silent', reason: 'unknown-machine', interface: 'wire0' });
  });
});
