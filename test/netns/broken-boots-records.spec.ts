import { afterAll, beforeAll, describe, it, expect } from 'vitest';
import { askAsBootRom, fetchByHttp } from '../clients/boot-rom.js';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';
import { needTools } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';
import { fetchByTftp, TFTP_HPA } from '../clients/tftp-clients.js';
import { bootsOf, expectVerdict } from '../clients/verdicts.js';

/** What the inventory says, or does not say, about who asks. */
describe('boots that fail because of a record', () => {
  let lab: Lab;
  let office: number;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'broken-r', moreWires: ['10.80.0.1/24', '10.81.0.1/24'] });
    office = await lab.appliance.addNetwork({ name: 'office', cidr: '10.80.0.0/24', mode: 'known' });
    await lab.appliance.addBootFile('pxelinux.0', 'a loader');
  });
  afterAll(() => lab.stop());

  const add = (hostname: string, mac: string, ip: string | undefined, boot: Readonly<Record<string, unknown>> = {}) =>
    lab.appliance.addMachine({
      hostname,
      nics: [{ mac, ...(ip !== undefined && { ip }) }],
      boot: { files: { default: 'pxelinux.0' }, ...boot },
    });

  it('one digit of the MAC is wrong: the machine that was meant is named', async (context) => {
    needTools(context, 'busybox');
    await add('web1', 'b4:2e:99:10:00:21', '10.79.0.21');
    const asked = 'b4:2e:99:18:00:21';
    expect(await askAsBootRom(lab.rig, { mac: asked })).toBeUndefined();
    await expectVerdict(lab.appliance, asked, {
      rule: 'mac-wrong',
      says: /no machine .* b4:2e:99:18:00:21, but b4:2e:99:10:00:21 is in the inventory as web1: one digit differs/,
      cure: /If this is web1, correct the mac of its NIC to b4:2e:99:18:00:21/,
      proof: /DHCPDISCOVER from b4:2e:99:18:00:21: no answer, no machine in the inventory/,
    });
  });

  it('a machine that nobody knows', async (context) => {
    needTools(context, 'busybox');
    const mac = '7c:d3:0a:51:77:e0';
    expect(await askAsBootRom(lab.rig, { mac })).toBeUndefined();
    await expectVerdict(lab.appliance, mac, {
      rule: 'mac-missing',
      says: /no machine in the inventory has the hardware address 7c:d3:0a:51:77:e0/,
      cure: /sightings\/7c:d3:0a:51:77:e0\/adopt/,
      proof: /DHCPDISCOVER from 7c:d3:0a:51:77:e0/,
    });
    expect((await lab.appliance.rest.get('/api/v1/sightings')).text).toContain(mac);
  });

  it('a machine without an address', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:00:31:01';
    await add('no-address', mac, undefined);
    expect(await askAsBootRom(lab.rig, { mac })).toBeUndefined();
    await expectVerdict(lab.appliance, mac, {
      rule: 'address-missing',
      says: /no-address is in the inventory but has no address/,
      cure: /Give its NIC an ip/,
      proof: /DHCPDISCOVER from no-address: no answer/,
    });
  });

  it('the cable is in another network’s wire', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:00:32:01';
    await add('moved-desk', mac, '10.80.0.32');
    expect(await askAsBootRom(lab.rig, { mac })).toBeUndefined();
    await expectVerdict(lab.appliance, mac, {
      rule: 'wrong-wire',
      says: /moved-desk asks on wire0.*10\.80\.0\.32/,
      cure: /Move its cable/,
      proof: /DHCPDISCOVER from moved-desk: no answer/,
    });
  });

  it('nobody made a network for this wire', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:00:33:01';
    await add('new-wire', mac, '10.79.0.33');
    expect(await askAsBootRom(lab.rig, { mac, device: 'pc2' })).toBeUndefined();
    await expectVerdict(lab.appliance, mac, {
      rule: 'not-serving',
      says: /new-wire (is not served: no network of the inventory is on wire2|asks on wire2, where none of its addresses lies)/,
      cure: /Add the network of this wire|Move its cable/,
      proof: /DHCPDISCOVER from new-wire: no answer/,
    });
  });

  for (const [mode, says] of [
    ['off', /is in mode off/],
    ['shadow', /is in mode shadow/],
  ] as const) {
    it(`the network is in mode ${mode}`, async (context) => {
      needTools(context, 'busybox');
      const { rest } = lab.appliance;
      const mac = `3c:ec:ef:00:34:${mode === 'off' ? '01' : '02'}`;
      await add(`in-${mode}`, mac, `10.79.0.${mode === 'off' ? 134 : 135}`);
      await rest.patch(`/api/v1/networks/${lab.networkId}`, { mode });
      try {
        expect(await askAsBootRom(lab.rig, { mac, tries: 1 })).toBeUndefined();
      } finally {
        await rest.patch(`/api/v1/networks/${lab.networkId}`, { mode: 'known' });
      }
      await expectVerdict(lab.appliance, mac, {
        rule: 'not-serving',
        says,
        cure: /mode to known/,
        proof: /DHCPDISCOVER from in-/,
      });
    });
  }

  it('the machine is paused: its firmware hears nothing, TFTP and HTTP refuse its system', async (context) => {
    needTools(context, 'busybox', 'tftp', 'curl');
    const mac = '3c:ec:ef:00:35:01';
    await add('resting', mac, '10.79.0.35', { mode: 'paused' });
    expect(await askAsBootRom(lab.rig, { mac })).toBeUndefined();
    const verdict = { rule: 'paused', says: /resting is paused/, cure: /boot\.mode to always/ } as const;
    await expectVerdict(lab.appliance, mac, { ...verdict, proof: /DHCPDISCOVER from resting: no answer/ });
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.35/24', 'dev', 'pc0');
    expect((await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'pxelinux.0')).output).toMatch(/paused/);
    expect(await fetchByHttp(lab.rig, SERVER_ADDRESS, 'pxelinux.0')).toBe(403);
    await expectVerdict(lab.appliance, mac, { ...verdict, proof: /RRQ -> ERROR \d: pxelinux\.0 .*\nGET -> 403/ });
  });

  it('every address of the pool is taken', async (context) => {
    needTools(context, 'busybox');
    const { appliance } = lab;
    await appliance.rest.patch(`/api/v1/networks/${lab.networkId}`, {
      mode: 'pool',
      pools: [{ from: '10.79.0.200', to: '10.79.0.200' }],
    });
    try {
      expect(await askAsBootRom(lab.rig, { mac: 'de:ad:00:00:36:01' })).toMatchObject({ ip: '10.79.0.200' });
      const late = '5e:ed:11:22:36:02';
      expect(await askAsBootRom(lab.rig, { mac: late })).toBeUndefined();
      await expectVerdict(appliance, late, {
        rule: 'pool-exhausted',
        says: /no address is free for 5e:ed:11:22:36:02/,
        cure: /pools .* larger|leases/,
        proof: /DHCPDISCOVER from 5e:ed:11:22:36:02: no answer, every address of the pools is taken/,
      });
    } finally {
      await appliance.rest.patch(`/api/v1/networks/${lab.networkId}`, { mode: 'known' });
    }
  });

  it('its firmware and its system call themselves by different client ids', async (context) => {
    needTools(context, 'busybox');
    const { appliance, rig } = lab;
    const mac = 'de:ad:00:00:37:01';
    await appliance.rest.patch(`/api/v1/networks/${lab.networkId}`, {
      mode: 'pool',
      pools: [{ from: '10.79.0.210', to: '10.79.0.219' }],
      boot: { files: { default: 'pxelinux.0' } },
    });
    try {
      const firmware = await askAsBootRom(rig, { mac, args: ['-x', '0x3d:00aa01'] });
      const system = await DhcpClient.udhcpc(rig, { args: ['-q', '-x', '0x3d:ff0102030405'] });
      try {
        await system.program.waitForEnd(30_000);
        expect((await system.lease())['ip']).not.toBe(firmware?.['ip']);
      } finally {
        await system.stop();
      }
      await expectVerdict(appliance, mac, {
        rule: 'two-identities',
        state: 'on-its-way',
        says: /^de:ad:00:00:37:01 got 2 addresses in one boot \(10\.79\.0\.21\d, 10\.79\.0\.21\d\)/,
        cure: /Add the machine to the inventory.* or set matchClientId of the network to false/,
        proof: /DHCPREQUEST -> DHCPACK.*\nDHCPREQUEST -> DHCPACK/,
      });
    } finally {
      await appliance.rest.patch(`/api/v1/networks/${lab.networkId}`, { mode: 'known', boot: { files: {} } });
    }
  });

  describe('by RARP, the five reasons of in.rarpd', () => {
    const silence = async (mac: string, device = 'pc0'): Promise<void> => {
      await lab.rig.becomeMachine(mac, device);
      expect((await askByRarp(lab.rig, mac, 2, device)).frame).toBeUndefined();
    };

    it('the MAC is wrong in the inventory: a zero on the wrong side', async () => {
      await add('systema', '80:00:20:8e:48:de', '10.79.0.41');
      await silence('08:00:20:8e:48:de');
      await expectVerdict(lab.appliance, '08:00:20:8e:48:de', {
        rule: 'mac-wrong',
        says: /80:00:20:8e:48:de is in the inventory as systema: a leading zero stands on the wrong side/,
        cure: /If this is systema, correct the mac/,
        proof: /RARP request from 08:00:20:8e:48:de: no answer/,
      });
    });

    it('the MAC is missing', async () => {
      await silence('08:00:20:b3:41:1b');
      await expectVerdict(lab.appliance, '08:00:20:b3:41:1b', {
        rule: 'mac-missing',
        says: /no machine in the inventory has the hardware address 08:00:20:b3:41:1b/,
        cure: /Add the machine/,
        proof: /RARP request from 08:00:20:b3:41:1b: no answer/,
      });
    });

    it('the address is wrong: it is one of another network', async () => {
      const mac = '08:00:20:11:43:01';
      const nowhere = { hostname: 'systemb', nics: [{ mac, ip: '10.97.0.43' }] };
      expect((await lab.appliance.rest.post('/api/v1/machines', nowhere)).text).toMatch(
        /10\.97\.0\.43 lies in no network/,
      );
      await add('systemb', mac, '10.80.0.43');
      await silence(mac);
      await expectVerdict(lab.appliance, mac, {
        rule: 'wrong-wire',
        says: /systemb asks on wire0, where none of its addresses lies \(it has 10\.80\.0\.43\)/,
        cure: /give it an address on this one/,
        proof: /RARP request from systemb: no answer/,
      });
    });

    it('the address is missing', async () => {
      const mac = '08:00:20:11:44:01';
      await add('systemc', mac, undefined);
      await silence(mac);
      await expectVerdict(lab.appliance, mac, {
        rule: 'address-missing',
        says: /systemc is in the inventory but has no address/,
        cure: /Give its NIC an ip/,
        proof: /RARP request from systemc: no answer/,
      });
    });

    it('the daemon does not answer on this wire: its network is in mode off', async () => {
      const mac = '08:00:20:11:45:01';
      await add('systemd', mac, '10.80.0.45');
      await lab.appliance.rest.patch(`/api/v1/networks/${office}`, { mode: 'off' });
      await silence(mac, 'pc1');
      await expectVerdict(lab.appliance, mac, {
        rule: 'not-serving',
        says: /systemd is not served: its network is in mode off/,
        cure: /mode to known/,
        proof: /RARP request from systemd: no answer/,
      });
    });
  });

  it('a Sun whose record has no bootparams for what it asks', async (context) => {
    needTools(context, 'tftp');
    const { rig, appliance } = lab;
    const mac = '08:00:20:22:46:01';
    await appliance.addBootFile('boot.sun4m', 'a boot block');
    await add('sparky', mac, '10.79.0.46', {
      files: { 'rarp-sun4m': 'boot.sun4m' },
      bootparams: { swap: `${SERVER_ADDRESS}:/export/swap/sparky` },
    });
    await rig.becomeMachine(mac);
    expect((await askByRarp(rig, mac)).frame).toContain('0800202246010a4f002e');
    await rig.ip(rig.client, 'addr', 'add', '10.79.0.46/24', 'brd', '+', 'dev', 'pc0');
    expect((await fetchByTftp(rig, TFTP_HPA, SERVER_ADDRESS, '0A4F002E.SUN4M')).content?.toString()).toBe(
      'a boot block',
    );
    const script = `${REPOSITORY}/dist/test/clients/ask-bootparams.js`;
    const sun = rig.inClient(process.execPath, [script, '10.79.0.46', '10.79.0.255', SERVER_ADDRESS]);
    expect((await sun.waitForEnd(30_000)).output).toMatch(
      /WHOAMI sparky .*\nGETPORT 10026\nGETFILE root {2}0\.0\.0\.0/,
    );
    await expectVerdict(appliance, mac, {
      rule: 'no-bootparams',
      says: /sparky asked for its bootparams \(GETFILE root\) and its record has no root/,
      cure: /boot\.bootparams/,
      proof: /GETFILE root/,
    });
    expect(await bootsOf(appliance, mac)).toHaveLength(1);
  });
});
