import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAsBootRom } from '../clients/boot-rom.js';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';
import { needTools } from '../clients/required-tools.js';
import { fetchByTftp, TFTP_CLIENTS, TFTP_HPA } from '../clients/tftp-clients.js';
import { bootsOf, expectVerdict } from '../clients/verdicts.js';
import { addCard, losePackets, OUR_OFFERS } from '../clients/wire-faults.js';

const SQUATTER = '02:79:00:00:00:66';
const STRANGER = '02:79:00:00:00:fe';
/** The bridge is a switch with spanning tree: two times so many hundredths of a second until a port lets through. */
const FORWARD_DELAY = 900;

const clientNamed = (part: string) => TFTP_CLIENTS.find(({ name }) => name.includes(part)) ?? TFTP_HPA;

/** What lies between a machine and us: losses, other servers, other hosts, switches. */
describe('boots that fail because of the wire', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'broken-w' });
    await addCard(lab.rig, 'pc8', 'port8', STRANGER);
    await addCard(lab.rig, 'pc9', 'port9', SQUATTER);
    await lab.appliance.addBootFile('pxelinux.0', 'a loader');
    await lab.appliance.addBootFile('vmlinuz', Buffer.alloc(600_000, 1));
  });
  afterAll(() => lab.stop());

  const add = (hostname: string, mac: string, ip: string): Promise<number> =>
    lab.appliance.addMachine({ hostname, nics: [{ mac, ip }], boot: { files: { default: 'pxelinux.0' } } });
  const ask = (mac: string, tries = 3) => askAsBootRom(lab.rig, { mac, tries });

  it('packets are lost on the way', async (context) => {
    needTools(context, 'busybox', 'tftp', 'atftp', 'nft');
    const mac = '3c:ec:ef:20:61:01';
    await add('lossy', mac, '10.79.0.61');
    await ask(mac);
    await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'pxelinux.0');
    const mend = await losePackets(lab.rig, 'from-server', 'meta length > 1000 numgen inc mod 12 5');
    try {
      const { content } = await fetchByTftp(lab.rig, clientNamed('windowsize'), SERVER_ADDRESS, 'vmlinuz');
      expect(content).toHaveLength(600_000);
    } finally {
      await mend();
    }
    await expectVerdict(lab.appliance, mac, {
      rule: 'lossy-path',
      state: 'booted',
      says: /packets are lost on the way to lossy: \d+ blocks of vmlinuz had to be sent again/,
      cure: /cable, duplex and errors of the switch port/,
      proof: /transfer complete: vmlinuz to lossy/,
    });
  });

  it('packets of full size do not get through', async (context) => {
    needTools(context, 'busybox', 'curl', 'nft');
    const mac = '3c:ec:ef:20:62:01';
    await add('tunnelled', mac, '10.79.0.62');
    await ask(mac);
    const mend = await losePackets(lab.rig, 'from-server', 'meta length > 1400');
    const url = `tftp://${SERVER_ADDRESS}/vmlinuz`;
    const client = lab.rig.inClient('curl', [
      '-sS',
      '--max-time',
      '90',
      '--tftp-blksize',
      '1468',
      '-o',
      '/dev/null',
      url,
    ]);
    try {
      await expectVerdict(
        lab.appliance,
        mac,
        {
          rule: 'mtu-stall',
          says: /the transfer of vmlinuz to tunnelled stopped at its first block of 1468 octets/,
          cure: /MTU/,
          proof: /transfer timed out before its first block: vmlinuz to tunnelled/,
        },
        60_000,
      );
    } finally {
      await client.stop();
      await mend();
    }
  });

  it('our offers do not reach the machine', async (context) => {
    needTools(context, 'busybox', 'nft');
    const mac = '3c:ec:ef:20:63:01';
    await add('snooped', mac, '10.79.0.63');
    const mend = await losePackets(lab.rig, 'to-client', 'udp dport 68');
    try {
      expect(await ask(mac, 5)).toBeUndefined();
    } finally {
      await mend();
    }
    await expectVerdict(lab.appliance, mac, {
      rule: 'offer-not-taken',
      says: /snooped was offered its address \d times and did not take it/,
      cure: /DHCP snooping/,
      proof: /DHCPDISCOVER -> DHCPOFFER: snooped gets 10\.79\.0\.63/,
    });
  });

  it('our RARP replies do not reach the machine', async (context) => {
    needTools(context, 'nft');
    const mac = '08:00:20:22:64:01';
    await add('deaf-sun', mac, '10.79.0.64');
    await lab.rig.becomeMachine(mac);
    const mend = await losePackets(lab.rig, 'to-client', 'ether type 0x8035');
    try {
      expect((await askByRarp(lab.rig, mac, 6)).frame).toBeUndefined();
    } finally {
      await mend();
    }
    await expectVerdict(lab.appliance, mac, {
      rule: 'rarp-reply-lost',
      says: /deaf-sun was told its address \d times by RARP and never asked for a boot file/,
      cure: /the switch lets our unicast replies through/,
      proof: /RARP request -> RARP reply: deaf-sun gets 10\.79\.0\.64/,
    });
  });

  it('the switch port waits for spanning tree', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:20:65:01';
    await add('patient', mac, '10.79.0.65');
    const { rig } = lab;
    const setStp = (on: '0' | '1') =>
      rig.ip(
        rig.client,
        'link',
        'set',
        'switch0',
        'type',
        'bridge',
        'stp_state',
        on,
        'forward_delay',
        String(FORWARD_DELAY),
      );
    await setStp('1');
    try {
      // Plugging in the cable begins the port's wait.
      await rig.ip(rig.client, 'link', 'set', 'port0', 'down');
      await rig.ip(rig.client, 'link', 'set', 'port0', 'up');
      expect(await ask(mac, 40)).toMatchObject({ ip: '10.79.0.65' });
    } finally {
      await setStp('0');
    }
    await expectVerdict(lab.appliance, mac, {
      rule: 'spanning-tree',
      state: 'on-its-way',
      says: /patient had been asking for \d\d s when its first packet arrived: its switch port held it back \(spanning tree\)/,
      cure: /portfast/,
      proof: /DHCPDISCOVER -> DHCPOFFER: patient gets/,
    });
  });

  it('another host uses the address', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:20:66:01';
    await add('displaced', mac, '10.79.0.66');
    const { rig } = lab;
    await rig.ip(rig.client, 'addr', 'add', '10.79.0.66/24', 'dev', 'pc9');
    await rig.becomeMachine(mac);
    // -a asks the wire by ARP before the address is taken, and declines it.
    const client = await DhcpClient.udhcpc(rig, { args: ['-q', '-t', '3', '-T', '1', '-a'] });
    try {
      await client.program.waitFor(/in use .*declining/, 30_000);
    } finally {
      await client.stop();
      await rig.ip(rig.client, 'addr', 'flush', 'dev', 'pc9');
    }
    await expectVerdict(lab.appliance, mac, {
      rule: 'address-conflict',
      state: 'on-its-way',
      says: /another host uses the address 10\.79\.0\.66 of displaced/,
      cure: /[Ff]ind the other host/,
      proof: /DHCPDECLINE|ARP/,
    });
  });

  it('a link that comes and goes', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:20:67:01';
    await add('shaky', mac, '10.79.0.67');
    await lab.rig.becomeMachine(mac);
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.67/24', 'dev', 'pc0');
    await lab.rig.inClient('busybox', ['arping', '-U', '-c', '9', '-I', 'pc0', '10.79.0.67']).waitForEnd(30_000);
    await expect
      .poll(async () => (await bootsOf(lab.appliance, mac))[0]?.verdict.sentence)
      .toEqual(expect.stringMatching(/shaky announces itself over and over/));
  });

  it('another DHCP server is the first to answer, and is chosen', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft');
    const mac = '3c:ec:ef:20:68:01';
    await add('hijacked', mac, '10.79.0.68');
    const { rig, appliance } = lab;
    await rig.ip(rig.client, 'addr', 'add', '10.79.0.254/24', 'dev', 'pc8');
    const stranger = rig.inClient('dnsmasq', [
      ...['--no-daemon', '--log-facility=-', '--conf-file=/dev/null', '--port=0', '--user=root', '--leasefile-ro'],
      ...['--no-ping', '--interface=pc8', '--bind-interfaces', '--dhcp-range=10.79.0.120,10.79.0.130,1h'],
    ]);
    // Our first answer is late, as after a busy moment.
    const mend = await losePackets(rig, 'to-client', OUR_OFFERS);
    try {
      await stranger.waitFor(/DHCP, IP range/, 10_000);
      expect(await askAsBootRom(rig, { mac, args: ['-B'] })).toMatchObject({ serverid: '10.79.0.254' });
    } finally {
      await mend();
      await stranger.stop();
    }
    await expectVerdict(appliance, mac, {
      rule: 'foreign-server',
      state: 'on-its-way',
      says: /another DHCP server, 10\.79\.0\.254 \(hardware address 02:79:00:00:00:fe\), answers on this network, and hijacked chose it/,
      cure: /switch it off, or set the network’s mode to proxy/,
      proof: /DHCPREQUEST from hijacked: no answer, the client chose another DHCP server/,
    });
  });
});

describe('boots that fail behind a relay', () => {
  const mac = '3c:ec:ef:20:70:01';
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'broken-v' });
    const { rig, appliance } = lab;
    await rig.ip(rig.client, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'pc9');
    await rig.ip(rig.client, 'addr', 'add', '10.80.0.1/24', 'dev', 'lan0');
    await rig.ip(rig.client, 'addr', 'add', '10.79.0.9/24', 'dev', 'switch0');
    await rig.ip(rig.client, 'link', 'set', 'lan0', 'up');
    await appliance.addBootFile('pxelinux.0', 'a loader');
  });
  afterAll(() => lab.stop());

  async function askThroughRelay(asking: string): Promise<void> {
    const relay = lab.rig.inClient('dnsmasq', [
      ...['--no-daemon', '--port=0', '--conf-file=/dev/null', '--log-facility=-', '--user=root'],
      `--dhcp-relay=10.80.0.1,${SERVER_ADDRESS}`,
    ]);
    try {
      await relay.waitFor(/DHCP relay from/, 10_000);
      expect(await askAsBootRom(lab.rig, { mac: asking, device: 'pc9', tries: 4 })).toBeUndefined();
    } finally {
      await relay.stop();
    }
  }

  it('no network lists the relay', async (context) => {
    needTools(context, 'busybox', 'dnsmasq');
    await lab.appliance.addMachine({ hostname: 'far', nics: [{ mac, ip: '10.79.0.70' }] });
    await askThroughRelay(mac);
    await expectVerdict(lab.appliance, mac, {
      rule: 'not-serving',
      says: /far is not served: no network of the inventory lists the relay 10\.80\.0\.1/,
      cure: /Add the network behind that relay/,
      proof: /DHCPDISCOVER from far: no answer/,
    });
  });

  it('our answers do not reach the relay: there is no route to it', async (context) => {
    needTools(context, 'busybox', 'dnsmasq');
    const { rig, appliance } = lab;
    const behind = '3c:ec:ef:20:71:01';
    await appliance.addNetwork({ name: 'far', cidr: '10.80.0.0/24', mode: 'known' });
    await appliance.addMachine({
      hostname: 'farther',
      nics: [{ mac: behind, ip: '10.80.0.71' }],
      boot: { files: { default: 'pxelinux.0' } },
    });
    // A route that leads nowhere, as a wrong gateway does.
    await rig.ip(rig.server, 'route', 'add', '10.80.0.0/24', 'via', '10.79.0.99');
    await askThroughRelay(behind);
    await expectVerdict(appliance, behind, {
      rule: 'relay-path',
      says: /our offers to farther by the relay 10\.80\.0\.1 do not arrive/,
      cure: /route, firewall, UDP 67 both ways/,
      proof: /DHCPDISCOVER -> DHCPOFFER: farther gets 10\.80\.0\.71/,
    });
  });
});

describe('boots that fail in a container of a bridge network, with a client that cannot count on', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({
      label: 'broken-c',
      env: { REVEILLE_TFTP_ROLLOVER: 'refuse' },
      // As Docker makes it: 02:42, and the address.
      beforeAppliance: async (rig) => {
        await rig.ip(rig.server, 'link', 'set', 'wire0', 'address', '02:42:0a:4f:00:01');
      },
    });
    await lab.appliance.addBootFile('huge.img', Buffer.alloc(65_536 * 512));
  });
  afterAll(() => lab.stop());

  it('our answers do not leave the network of the container engine', async (context) => {
    needTools(context, 'busybox', 'nft');
    const mac = '3c:ec:ef:20:72:01';
    await lab.appliance.addMachine({
      hostname: 'outside',
      nics: [{ mac, ip: '10.79.0.72' }],
      boot: { files: { default: 'huge.img' } },
    });
    const mend = await losePackets(lab.rig, 'to-client', 'udp dport 68');
    try {
      expect(await askAsBootRom(lab.rig, { mac, tries: 2 })).toBeUndefined();
    } finally {
      await mend();
    }
    await expectVerdict(lab.appliance, mac, {
      rule: 'container-network',
      says: /runs on the private network of a container engine: its answers do not reach outside/,
      cure: /network_mode: host/,
      proof: /DHCPDISCOVER -> DHCPOFFER: outside gets 10\.79\.0\.72/,
    });
  });

  it('a file has more blocks than the client can count', async (context) => {
    needTools(context, 'busybox', 'tftp');
    const mac = '3c:ec:ef:20:73:01';
    await lab.appliance.addMachine({
      hostname: 'counting',
      nics: [{ mac, ip: '10.79.0.73' }],
      boot: { files: { default: 'huge.img' } },
    });
    await askAsBootRom(lab.rig, { mac });
    expect((await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'huge.img')).content ?? Buffer.alloc(0)).toHaveLength(
      0,
    );
    await expectVerdict(lab.appliance, mac, {
      rule: 'block-rollover',
      says: /huge\.img has more blocks than counting can count/,
      cure: /serve it by HTTP; REVEILLE_TFTP_ROLLOVER/,
      proof: /RRQ -> ERROR \d: huge\.img to counting/,
    });
  });
});
