import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';

const SERVER_MAC = '02:79:00:00:00:fe';
const CLIENT_MAC = '02:79:00:00:00:98';

describe('a DHCP server on our wire that is not ours (dnsmasq)', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'others' });
    const { rig } = lab;
    await rig.becomeMachine(SERVER_MAC);
    await rig.ip(rig.client, 'addr', 'add', '10.79.0.254/24', 'dev', 'pc0');
    // The client has a card of its own on the same switch.
    await rig.addCard('pc8', CLIENT_MAC);
  });
  afterAll(() => lab.stop());

  it('is named in the journal, in health and by REST with what it offers', async (context) => {
    needTools(context, 'dnsmasq', 'busybox');
    const stranger = lab.rig.inClient('dnsmasq', [
      ...['--no-daemon', '--log-facility=-', '--conf-file=/dev/null', '--port=0', '--user=root', '--leasefile-ro'],
      ...['--interface=pc0', '--bind-interfaces', '--dhcp-range=10.79.0.120,10.79.0.130,1h'],
      '--dhcp-boot=pxelinux.0,,10.79.0.250',
    ]);
    try {
      await stranger.waitFor(/DHCP, IP range/, 10_000);
      // -B asks for broadcast answers: others' unicast a switch keeps from us.
      const client = await DhcpClient.udhcpc(lab.rig, { device: 'pc8', args: ['-B'] });
      try {
        expect((await client.lease())['serverid']).toBe('10.79.0.254');
      } finally {
        await client.stop();
      }
    } finally {
      await stranger.stop();
    }
    const { body } = await lab.appliance.rest.get('/api/v1/other-servers');
    expect(body).toMatchObject({
      items: [
        {
          server: '10.79.0.254',
          mac: SERVER_MAC,
          interface: 'wire0',
          lastAnswer: 'DHCPACK',
          lastClient: CLIENT_MAC,
          expected: false,
        },
      ],
    });
    expect(JSON.stringify(body)).toContain('boot file pxelinux.0 from 10.79.0.250');
    const told = await lab.appliance.journalOf(CLIENT_MAC);
    expect(told.map(({ what }) => what)).toContain('DHCPOFFER of another server');
    expect((await lab.appliance.rest.get('/health/ready')).text).toContain('another DHCP server answers here');
  });
});
