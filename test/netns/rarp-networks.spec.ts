import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';
import { exchangeFrames, rarpRequest } from '../clients/raw-frames.js';
import { needTools } from '../clients/required-tools.js';
import { fetchByTftp, TFTP_HPA } from '../clients/tftp-clients.js';

/** `address 10.81.0.21 from 10.81.0.1 (02:…)` of a reply. */
const told = async (lab: Lab, mac: string): Promise<string> => (await askByRarp(lab.rig, mac)).output;

describe('RARP with several networks on one wire', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'rarp-networks' });
    await lab.rig.ip(lab.rig.server, 'addr', 'add', '10.81.0.1/24', 'dev', 'wire0');
    const { server } = lab.rig;
    await lab.rig.ip(server, 'link', 'add', 'link', 'wire0', 'name', 'hall', 'type', 'macvlan', 'mode', 'bridge');
    await lab.rig.ip(server, 'addr', 'add', '10.83.0.1/24', 'dev', 'hall');
    await lab.rig.ip(server, 'link', 'set', 'hall', 'up');
    await lab.appliance.addNetwork({ name: 'second', cidr: '10.81.0.0/24', mode: 'known' });
    await lab.appliance.addNetwork({ name: 'off-link', cidr: '10.82.0.0/24', mode: 'known', interface: 'wire0' });
    await lab.appliance.addNetwork({ name: 'hall', cidr: '10.83.0.0/24', mode: 'known' });
  });
  afterAll(() => lab.stop());

  const becomes = async (hostname: string, mac: string, ip: string): Promise<void> => {
    await lab.addMachineAtPc0({ hostname, mac, ip, boot: { files: { rarp: 'boot.sun' } } });
  };

  it('a secondary address of ours: the answer lies on its network, and so does the boot file', async (context) => {
    needTools(context, 'tftp');
    const mac = '08:00:20:00:81:15';
    await becomes('second', mac, '10.81.0.21');
    // The interface of the appliance changed after it had started.
    await expect.poll(() => told(lab, mac), { timeout: 20_000 }).toContain('address 10.81.0.21 from 10.81.0.1 ');
    await lab.appliance.addBootFile('boot.sun', 'a boot block');
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.81.0.21/24', 'dev', 'pc0');
    expect((await fetchByTftp(lab.rig, TFTP_HPA, '10.81.0.1', '0A510015')).content?.toString()).toBe('a boot block');
  });

  it('a network of this wire where we have no address: we are our first one', async (context) => {
    needTools(context, 'tftp');
    const mac = '08:00:20:00:82:15';
    await becomes('off-link', mac, '10.82.0.21');
    expect(await told(lab, mac)).toContain('address 10.82.0.21 from 10.79.0.1 ');
    // It sends to the hardware address of the reply, as a PROM does, without a route.
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.82.0.21/24', 'dev', 'pc0');
    await lab.rig.ip(lab.rig.client, 'route', 'add', '10.79.0.1', 'dev', 'pc0', 'src', '10.82.0.21');
    expect((await fetchByTftp(lab.rig, TFTP_HPA, '10.79.0.1', '0A520015')).content?.toString()).toBe('a boot block');
  });

  it('an interface of its own on the same cable: only that one answers, with its hardware address', async () => {
    const mac = '08:00:20:00:83:15';
    await becomes('in-the-hall', mac, '10.83.0.21');
    const link = await lab.rig.ip(lab.rig.server, '-o', 'link', 'show', 'dev', 'hall');
    const hall = (/link\/ether (\S+)/.exec(link)?.[1] ?? '').replaceAll(':', '');
    const heard = async (): Promise<string[]> => exchangeFrames(lab.rig, '8035', [rarpRequest(mac)]);
    await expect.poll(heard, { timeout: 20_000 }).toHaveLength(1);
    expect((await heard()).map((frame) => frame.slice(0, 84))).toEqual([
      `080020008315${hall}80350001080006040004${hall}0a530001080020008315` + '0a530015',
    ]);
  });

  it('a frame of a VLAN that this host has no device for is nobody’s; a priority tag is no VLAN', async () => {
    const mac = '08:00:20:00:79:16';
    await becomes('tagged', mac, '10.79.0.22');
    expect(await exchangeFrames(lab.rig, '8035', [rarpRequest(mac, 79)])).toEqual([]);
    expect(await lab.appliance.journalOf(mac)).toEqual([]);
    expect(await exchangeFrames(lab.rig, '8035', [rarpRequest(mac, 0)])).toHaveLength(1);
    expect(await exchangeFrames(lab.rig, '8035', [rarpRequest(mac)])).toHaveLength(1);
  });
});
