import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';

/*
 * A Sun that prints "Timeout waiting for ARP/RARP packet" for ever. Its causes, and a cable in the wrong
 * network, each as an operator reads it at a terminal.
 */
describe('reveille explain, to somebody whose Sun waits for RARP', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ label: 'explain', moreWires: ['10.80.0.1/24'] });
    await lab.appliance.addNetwork({ name: 'far', cidr: '10.80.0.0/24', mode: 'known' });
  });
  afterAll(() => lab.stop());

  /** Asks as that machine, in vain, and gives what explain prints of the reasons, without the date of the boot. */
  async function explain(mac: string, named = mac): Promise<string[]> {
    await lab.rig.becomeMachine(mac);
    expect((await askByRarp(lab.rig, mac, 1)).frame).toBeUndefined();
    await expect.poll(async () => (await lab.appliance.journalOf(mac)).length).toBeGreaterThan(0);
    const { status, output } = await lab.appliance.command('explain', named);
    expect(status, output).toBe(0);
    const [reasons = ''] = output.split('\n\nIt would be answered:');
    expect(output.length).toBeGreaterThan(reasons.length);
    return reasons.split('\n').filter((line) => line !== '' && !/^Its boot of .*: failed$/.test(line));
  }

  it('its MAC is wrong in the inventory: the nearest one is shown', async () => {
    await lab.appliance.addMachine({ hostname: 'ultra5', nics: [{ mac: '8:0:20:8e:48:dd', ip: '10.79.0.5' }] });
    expect(await explain('8:0:20:8e:48:de')).toEqual([
      '8:0:20:8e:48:de (no machine of the inventory)',
      'likely: no machine in the inventory has the hardware address 08:00:20:8e:48:de, but 08:00:20:8e:48:dd is in the inventory as ultra5: one digit differs',
      '  what to do: If this is ultra5, correct the mac of its NIC to 08:00:20:8e:48:de; else add the machine.',
    ]);
  });

  it('its MAC is missing', async () => {
    expect(await explain('08:00:69:02:03:04')).toEqual([
      '08:00:69:02:03:04 (no machine of the inventory)',
      'certain: no machine in the inventory has the hardware address 08:00:69:02:03:04, and none has one that is nearly the same',
      '  what to do: Add the machine (reveille machines add NAME 08:00:69:02:03:04 ADDRESS), or make one of what was seen: reveille sightings adopt 08:00:69:02:03:04 NAME ip=ADDRESS.',
    ]);
    const adopted = await lab.appliance.command('sightings', 'adopt', '08:00:69:02:03:04', 'indy', 'ip=10.79.0.44');
    expect(adopted.status, adopted.output).toBe(0);
    expect((await askByRarp(lab.rig, '08:00:69:02:03:04', 1)).output).toContain('address 10.79.0.44 from 10.79.0.1 ');
  });

  it('its address is missing', async () => {
    await lab.appliance.addMachine({ hostname: 'systema', nics: [{ mac: '8:0:20:8e:50:1' }] });
    expect(await explain('08:00:20:8e:50:01', 'systema')).toEqual([
      expect.stringMatching(/^systema \(machine \d+\)$/),
      'certain: systema is in the inventory but has no address',
      '  what to do: Give its NIC an ip that lies in one of the networks.',
    ]);
  });

  it('its address is wrong, or its cable: the address lies in another network', async () => {
    await lab.appliance.addMachine({ hostname: 'systemc', nics: [{ mac: '8:0:20:8e:50:3', ip: '10.80.0.7' }] });
    expect(await explain('08:00:20:8e:50:03', 'systemc')).toEqual([
      expect.stringMatching(/^systemc \(machine \d+\)$/),
      'certain: systemc asks on wire0, where none of its addresses lies (it has 10.80.0.7)',
      '  what to do: Move its cable (or the VLAN of its switch port) to the right network, or give it an address on this one.',
      'What else stands in its way:',
      'certain: systemc asks on wire0 (lab 10.79.0.0/24), but its address 10.80.0.7 (far) lies elsewhere',
      '  what to do: Move its cable (or the VLAN of its switch port) to the right network, or give it an address on this one.',
      'likely: systemc boots by RARP and there is no boot file for it',
      '  what to do: Set boot.files.rarp, or put the file named after its address in hexadecimal (192.168.0.21 asks for C0A80015) below the boot file root.',
    ]);
  });

  it('its address is wrong and lies in no network at all: it is refused when it is written', async () => {
    const { status, output } = await lab.appliance.command('machines', 'add', 'systemb', '8:0:20:8e:50:2', '10.99.0.7');
    expect(status).toBe(1);
    expect(output).toContain('10.99.0.7 lies in no network: the networks are lab 10.79.0.0/24, far 10.80.0.0/24');
  });

  it('it was never heard', async () => {
    await lab.appliance.addMachine({ hostname: 'systemd', nics: [{ mac: '8:0:20:8e:50:4', ip: '10.79.0.8' }] });
    const { output } = await lab.appliance.command('explain', 'systemd');
    expect(output).toContain('possible: nothing has been heard from systemd\n  what to do: Is it switched on');
    expect(output).toContain('It was never heard.');
  });
});

describe('reveille explain, where RARP is not served', () => {
  it('says that it is switched off', async () => {
    const lab = await Lab.start({ label: 'explain-off', env: { REVEILLE_RARP: 'off' } });
    try {
      await lab.addMachineAtPc0({ hostname: 'systema', mac: '08:00:20:8e:48:de', ip: '10.79.0.21' });
      expect((await askByRarp(lab.rig, '08:00:20:8e:48:de', 1)).frame).toBeUndefined();
      const { output } = await lab.appliance.command('explain', 'systema');
      expect(output).toContain(
        'likely: RARP is not served: REVEILLE_RARP=off\n  what to do: If the machine needs it, switch it on',
      );
    } finally {
      await lab.stop();
    }
  });
});
