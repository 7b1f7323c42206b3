import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Appliance } from '../clients/appliance.js';
import { LAB_NETWORK } from '../clients/lab.js';
import { NetworkRig } from '../clients/network-rig.js';
import { askByRarp } from '../clients/rarp-client.js';

const MAC = '02:79:00:00:00:11';

describe('the appliance on a host', () => {
  let rig: NetworkRig;
  let folder: string;

  beforeEach(async () => {
    rig = await NetworkRig.create({ label: 'host', serverAddresses: ['10.79.0.1/24'] });
    folder = await mkdtemp(join(tmpdir(), 'reveille-host-'));
  });
  afterEach(async () => {
    await rig.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('stops on SIGTERM with exit status 0, and knows its machines when it starts again', async () => {
    const first = await Appliance.start(rig, { folder });
    await first.addNetwork(LAB_NETWORK);
    await first.addMachine({ hostname: 'kept', nics: [{ mac: MAC, ip: '10.79.0.11' }] });
    expect(await first.stop()).toMatchObject({ code: 0, signal: undefined });

    const second = await Appliance.start(rig, { folder });
    await rig.becomeMachine(MAC);
    expect((await askByRarp(rig, MAC)).output).toContain('address 10.79.0.11 from 10.79.0.1');
    await second.stop();
  });

  it('knows its machines after it was killed in the middle of its work', async () => {
    const first = await Appliance.start(rig, { folder });
    await first.addNetwork(LAB_NETWORK);
    await first.addMachine({ hostname: 'kept', nics: [{ mac: MAC, ip: '10.79.0.11' }] });
    process.kill(first.program.pid ?? 0, 'SIGKILL');
    expect(await first.program.ended).toMatchObject({ signal: 'SIGKILL' });
    await first.rest.close();

    const second = await Appliance.start(rig, { folder });
    await rig.becomeMachine(MAC);
    expect((await askByRarp(rig, MAC)).output).toContain('address 10.79.0.11 from 10.79.0.1');
    await second.stop();
  });

  it('names every responder, its port and its interface when it starts', async () => {
    const appliance = await Appliance.start(rig, { folder });
    const screen = appliance.program.output;
    expect(screen).toMatch(/RARP\s+EtherType 0x8035\s+on wire0/);
    expect(screen).toMatch(/DHCP.*UDP 67\s+on wire0/);
    expect(screen).toMatch(/TFTP\s+UDP 69\s+on wire0/);
    expect(screen).toMatch(/wire0\s+[0-9a-f:]{17}\s+10\.79\.0\.1\/24/);
    await appliance.stop();
  });

  it('follows an interface that vanishes and comes back, and one that changes its address', async () => {
    const appliance = await Appliance.start(rig, { folder });
    await appliance.addNetwork(LAB_NETWORK);
    await appliance.addMachine({ hostname: 'follower', nics: [{ mac: MAC, ip: '10.79.0.11' }] });
    await rig.ip(rig.server, 'addr', 'flush', 'dev', 'wire0');
    await rig.ip(rig.server, 'addr', 'add', '10.79.0.7/24', 'dev', 'wire0');
    await rig.becomeMachine(MAC);
    expect((await askByRarp(rig, MAC, 10)).output).toContain('address 10.79.0.11 from 10.79.0.7');

    await rig.unplugWire(0);
    await rig.plugWire(0, '10.79.0.1/24');
    await rig.becomeMachine(MAC);
    expect((await askByRarp(rig, MAC, 10)).output).toContain('address 10.79.0.11 from 10.79.0.1 ');
    await appliance.stop();
  });

  it('without privilege says which capability is missing and how to give it, and serves REST all the same', async () => {
    const appliance = await Appliance.start(rig, { folder, withoutCapabilities: true });
    const screen = appliance.program.output;
    for (const words of ['CAP_NET_RAW', 'CAP_NET_BIND_SERVICE', 'setcap', 'AmbientCapabilities', 'cap_add'])
      expect(screen).toContain(words);
    await appliance.addNetwork(LAB_NETWORK);
    expect(await appliance.stop()).toMatchObject({ code: 0 });
  });
});
