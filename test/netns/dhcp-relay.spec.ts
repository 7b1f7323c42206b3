import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askByBootp, DhcpClient } from '../clients/dhcp-clients.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';

const RELAY = '10.80.0.1';
const MAC = '02:80:00:00:00:21';
const device = 'pc9';
/** The switch of the far wire; the relay's address is its own. */
const LAN = 'switch9';
const OLD_MAC = '02:80:00:00:00:25';

/** The two relays that Linux sites have: what they are told, and what they say when they listen. */
const RELAYS = [
  {
    tool: 'dnsmasq',
    args: [
      ...['--no-daemon', '--port=0', '--conf-file=/dev/null', '--log-facility=-', '--user=root'],
      `--dhcp-relay=${RELAY},${SERVER_ADDRESS}`,
    ],
    ready: /DHCP relay from/,
    relayAgent: undefined,
  },
  {
    tool: 'dhcrelay',
    args: ['-4', '-d', '-a', '-id', LAN, '-iu', 'switch0', SERVER_ADDRESS],
    ready: /Sending on\s+LPF\/switch9/,
    relayAgent: `1 circuit id "${LAN}"`,
  },
] as const;

/**
 * The relay stands in the client namespace: `switch0` is its leg towards the server, `switch9` the one towards its
 * clients, whose cards are `pc9` and `eth0` of a host of its own.
 */
describe('a network behind a real relay, of which nothing but its CIDR is known', () => {
  let lab: Lab;
  let network: number;
  let machine: number;
  let oldMachine: number;
  let oldHost: string;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'relay' });
    const { rig, appliance } = lab;
    await rig.ip(rig.client, 'link', 'add', LAN, 'type', 'bridge', 'mcast_snooping', '0');
    await rig.ip(rig.client, 'addr', 'add', `${RELAY}/24`, 'dev', LAN);
    await rig.ip(rig.client, 'addr', 'add', '10.79.0.9/24', 'dev', 'switch0');
    await rig.ip(rig.client, 'link', 'set', LAN, 'up');
    await rig.addCard(device, MAC, 9);
    oldHost = await rig.addHost('old', OLD_MAC, 9);
    await rig.ip(rig.server, 'route', 'add', '10.80.0.0/24', 'via', '10.79.0.9');
    network = await appliance.addNetwork({ name: 'far', cidr: '10.80.0.0/24' });
    machine = await appliance.addMachine({ hostname: 'far-pc', nics: [{ mac: MAC, ip: '10.80.0.21' }] });
    oldMachine = await appliance.addMachine({
      hostname: 'far-sun',
      nics: [{ mac: OLD_MAC, ip: '10.80.0.25' }],
      boot: { files: { bootp: 'boot/bootp-image' } },
    });
  });
  afterAll(() => lab.stop());

  for (const { tool, args, ready, relayAgent } of RELAYS) {
    const behindRelay = async (work: () => Promise<void>): Promise<void> => {
      const relay = lab.rig.inClient(tool, args);
      try {
        await relay.waitFor(ready, 10_000);
        await work();
      } catch (error) {
        throw error instanceof Error ? new Error(`${error.message}\n${relay.output}`) : error;
      } finally {
        await relay.stop();
      }
    };

    it(`${tool} carries what udhcpc and dhclient ask for a known machine`, async (context) => {
      needTools(context, tool, 'busybox', 'dhclient');
      await lab.rig.becomeMachine(MAC, device);
      await behindRelay(async () => {
        const udhcpc = await DhcpClient.udhcpc(lab.rig, { device });
        try {
          expect(await udhcpc.lease()).toMatchObject({
            ip: '10.80.0.21',
            hostname: 'far-pc',
            subnet: '255.255.255.0',
            serverid: SERVER_ADDRESS,
          });
        } finally {
          await udhcpc.stop();
        }
        const dhclient = await DhcpClient.dhclient(lab.rig, { device });
        try {
          expect(await dhclient.lease()).toMatchObject({
            new_ip_address: '10.80.0.21',
            new_host_name: 'far-pc',
            new_dhcp_server_identifier: SERVER_ADDRESS,
          });
        } finally {
          await dhclient.stop();
        }
      });
      const [event] = await lab.appliance.timeline(machine);
      expect(event).toMatchObject({ what: 'DHCPREQUEST -> DHCPACK', detail: { relay: RELAY, to: 'relay' } });
      if (relayAgent !== undefined) expect(event?.detail['relayAgent']).toContain(relayAgent);
    });

    it(`${tool} carries what dhcpcd asks for a known machine`, async (context) => {
      needTools(context, tool, 'dhcpcd');
      await lab.rig.becomeMachine(MAC, device);
      await behindRelay(async () => {
        const dhcpcd = await DhcpClient.dhcpcd(lab.rig, device);
        try {
          expect(await dhcpcd.lease()).toMatchObject({
            new_ip_address: '10.80.0.21',
            new_host_name: 'far-pc',
            new_dhcp_server_identifier: SERVER_ADDRESS,
          });
        } finally {
          await dhcpcd.stop();
        }
      });
      const [event] = await lab.appliance.timeline(machine);
      expect(event).toMatchObject({ what: 'DHCPREQUEST -> DHCPACK', detail: { relay: RELAY, to: 'relay' } });
    });

    it(`${tool} carries what bootpc asks by BOOTP`, async (context) => {
      needTools(context, tool, 'bootpc');
      await behindRelay(async () => {
        expect(await askByBootp(lab.rig, oldHost)).toMatchObject({
          IPADDR: '10.80.0.25',
          NETMASK: '255.255.255.0',
          SERVER: SERVER_ADDRESS,
          BOOTFILE: 'boot/bootp-image',
          HOSTNAME: 'far-sun',
        });
      });
      const [event] = await lab.appliance.timeline(oldMachine);
      expect(event).toMatchObject({
        protocol: 'bootp',
        outcome: 'answered',
        ip: '10.80.0.25',
        detail: { relay: RELAY, to: 'relay' },
      });
      // dhcrelay puts option 82 into DHCP messages only.
      expect(event?.detail['relayAgent']).toBeUndefined();
    });

    it(`${tool} carries what udhcpc and dhclient ask of a pool`, async (context) => {
      needTools(context, tool, 'busybox', 'dhclient');
      const mac = tool === 'dnsmasq' ? '02:80:00:00:00:91' : '02:80:00:00:00:92';
      const changed = await lab.appliance.rest.patch(`/api/v1/networks/${network}`, {
        mode: 'pool',
        pools: [{ from: '10.80.0.100', to: '10.80.0.199' }],
      });
      expect(changed.status, changed.text).toBe(200);
      await lab.rig.becomeMachine(mac, device);
      await behindRelay(async () => {
        const udhcpc = await DhcpClient.udhcpc(lab.rig, { device });
        try {
          expect((await udhcpc.lease())['ip']).toMatch(/^10\.80\.0\.1\d\d$/);
        } finally {
          await udhcpc.stop();
        }
        const dhclient = await DhcpClient.dhclient(lab.rig, { device });
        try {
          expect((await dhclient.lease())['new_ip_address']).toMatch(/^10\.80\.0\.1\d\d$/);
        } finally {
          await dhclient.stop();
        }
      });
      const { body } = await lab.appliance.rest.get(`/api/v1/leases?mac=${mac}&state=leased`);
      const kept = { state: 'leased', mac, network: { id: network, name: 'far' } };
      // udhcpc says a client id and dhclient none, which makes them two clients (RFC 2131 §4.2).
      expect(body).toMatchObject({ items: [kept, kept] });
    });
  }
});
