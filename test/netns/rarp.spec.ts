import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';
import { needTools } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';
import { rarpKernel } from '../clients/rarp-kernel.js';

/** Both wires of the server, in hexadecimal as they stand in a frame. */
const SERVER_ON_WIRE0 = '0a4f0001';
const SERVER_ON_WIRE1 = '0a500001';

/** The second card of a virtual machine. */
const TAP_OF_WIRE1 = 'tap,id=wire1,ifname=tap1,script=no,downscript=no';

describe('RARP on a wire', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'rarp', moreWires: ['10.80.0.1/24'] });
    await lab.appliance.addNetwork({ name: 'second', cidr: '10.80.0.0/24', mode: 'known' });
  });
  afterAll(() => lab.stop());

  async function macOf(device: string): Promise<string> {
    const link = await lab.rig.ip(lab.rig.server, '-o', 'link', 'show', 'dev', device);
    return (/link\/ether (\S+)/.exec(link)?.[1] ?? '').replaceAll(':', '');
  }

  it('gives a known machine its address, unicast, in a padded frame, and writes that on its timeline', async () => {
    const id = await lab.addMachineAtPc0({ hostname: 'ultra10', mac: '08:00:20:8e:48:de', ip: '10.79.0.21' });
    const { frame } = await askByRarp(lab.rig, '08:00:20:8e:48:de');
    const server = await macOf('wire0');
    expect(frame).toBe(
      `0800208e48de${server}80350001080006040004${server}${SERVER_ON_WIRE0}0800208e48de0a4f0015${'00'.repeat(18)}`,
    );
    const [event] = await lab.appliance.timeline(id);
    expect(event).toMatchObject({ protocol: 'rarp', outcome: 'answered', ip: '10.79.0.21', interface: 'wire0' });
    // What we send it next needs no ARP question.
    const neighbours = (): Promise<string> => lab.rig.ip(lab.rig.server, 'neigh', 'show', 'dev', 'wire0');
    await expect.poll(neighbours).toMatch(/10\.79\.0\.21 lladdr 08:00:20:8e:48:de/);
  });

  it('sends what tcpdump reads as a reply, field by field', async (context) => {
    needTools(context, 'tcpdump');
    await lab.rig.becomeMachine('08:00:20:8e:48:de');
    const dump = lab.rig.inClient('tcpdump', ['-i', 'pc0', '-lenvv', '-c', '2', 'rarp']);
    await dump.waitFor(/listening on pc0/, 10_000);
    await askByRarp(lab.rig, '08:00:20:8e:48:de');
    const { output } = await dump.waitForEnd(20_000);
    const server = (await macOf('wire0')).replace(/..(?=.)/g, '$&:');
    const kind = 'ethertype Reverse ARP (0x8035), length 60: Ethernet (len 6), IPv4 (len 4)';
    expect(output).toContain(
      `08:00:20:8e:48:de > ff:ff:ff:ff:ff:ff, ${kind}, Reverse Request who-is 08:00:20:8e:48:de tell 08:00:20:8e:48:de, length 46`,
    );
    expect(output).toContain(
      `${server} > 08:00:20:8e:48:de, ${kind}, Reverse Reply 08:00:20:8e:48:de at 10.79.0.21, length 46`,
    );
  });

  it('gives a Linux kernel that boots with ip=rarp its address and ours', async (context) => {
    needTools(context, 'qemu');
    const kernel = rarpKernel();
    if (kernel === undefined) {
      // Not a failure in CI either: building a kernel takes longer than all the other tests together.
      const why = 'there is no kernel with CONFIG_IP_PNP_RARP: run test/netns/build-rarp-kernel.sh';
      console.warn(`skipped: ${why}`);
      return context.skip(why);
    }
    const mac = '52:54:00:79:00:61';
    const id = await lab.appliance.addMachine({ hostname: 'diskless', nics: [{ mac, ip: '10.79.0.61' }] });
    const machine = await VirtualMachine.start(lab.rig, {
      mac,
      firmware: 'none',
      card: 'e1000',
      extra: ['-kernel', kernel, '-append', 'console=ttyS0 panic=-1 ip=rarp'],
    });
    try {
      await machine.waitFor(/IP-Config: Complete:/, 120_000);
      await machine.waitFor(/ipaddr=10\.79\.0\.61/, 10_000);
      await machine.waitFor(/(bootserver|rootserver)=10\.79\.0\.1\b/, 10_000);
    } finally {
      await machine.stop();
    }
    await expect
      .poll(async () => (await lab.appliance.timeline(id)).map(({ outcome, ip }) => `${outcome} ${ip}`))
      .toContain('answered 10.79.0.61');
  });

  it('is silent to a machine that it does not know, and says why in the journal', async () => {
    await lab.rig.becomeMachine('02:00:00:00:00:99');
    const { frame } = await askByRarp(lab.rig, '02:00:00:00:00:99', 2);
    expect(frame).toBeUndefined();
    const [event] = await lab.appliance.journalOf('02:00:00:00:00:99');
    expect(event).toMatchObject({ protocol: 'rarp', outcome: 'silent', reason: 'unknown-machine', interface: 'wire0' });
  });

  it('answers the machine of the very next packet after it was added', async () => {
    await lab.rig.becomeMachine('02:00:00:00:00:31');
    expect((await askByRarp(lab.rig, '02:00:00:00:00:31', 1)).frame).toBeUndefined();
    await lab.addMachineAtPc0({ hostname: 'just-added', mac: '02:00:00:00:00:31', ip: '10.79.0.31' });
    expect((await askByRarp(lab.rig, '02:00:00:00:00:31', 1)).frame).toMatch(/0200000000310a4f001f/);
  });

  it('chooses the address that lies on the wire which the request came from', async () => {
    const mac = '08:00:20:00:00:42';
    await lab.appliance.addMachine({
      hostname: 'two-wires',
      nics: [{ mac, ip: '10.79.0.42' }, { ip: '10.80.0.42' }],
    });
    await lab.rig.becomeMachine(mac, 'pc0');
    expect((await askByRarp(lab.rig, mac)).frame).toContain(`${SERVER_ON_WIRE0}0800200000420a4f002a`);
    // A Sun uses one hardware address on all of its ports.
    await lab.rig.becomeMachine(mac, 'pc1');
    expect((await askByRarp(lab.rig, mac, 5, 'pc1')).frame).toContain(`${SERVER_ON_WIRE1}0800200000420a50002a`);
  });

  it('names what QEMU announces, and answers the same machine that boots by RARP at once', async (context) => {
    needTools(context, 'qemu');
    const mac = '52:54:00:79:00:51';
    const id = await lab.appliance.addMachine({ hostname: 'migrated', nics: [{ mac, ip: '10.79.0.51' }] });
    const stranger = '52:54:00:79:00:52';
    const machine = await VirtualMachine.start(lab.rig, {
      mac,
      firmware: 'none',
      extra: ['-device', `virtio-net-pci,netdev=wire1,mac=${stranger},romfile=`, '-netdev', TAP_OF_WIRE1],
    });
    const told = async (): Promise<string[]> => (await lab.appliance.timeline(id)).map(({ sentence }) => sentence);
    const moved = /^RARP announcement, moved or resumed: migrated has 10\.79\.0\.51, sure: QEMU hardware address/;
    try {
      await machine.waitFor(/SeaBIOS/, 60_000);
      await machine.command('announce_self');
      await expect.poll(told, { timeout: 20_000 }).toEqual([expect.stringMatching(moved)]);
      // The second card is nobody's: no unknown machine, no alarm.
      const unknown = async () => (await lab.appliance.journalOf(stranger)).map(({ reason }) => reason);
      await expect.poll(unknown, { timeout: 20_000 }).toEqual(['moved-or-resumed']);
      const sightings = await lab.appliance.rest.get('/api/v1/sightings');
      expect(sightings.text).not.toContain(stranger);
    } finally {
      await machine.stop();
    }
    await lab.rig.becomeMachine(mac);
    expect((await askByRarp(lab.rig, mac, 1)).output).toContain('address 10.79.0.51 from 10.79.0.1 ');
    await expect.poll(told).toContain('RARP request -> RARP reply: migrated gets 10.79.0.51');
  });
});
