import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARCHITECTURE, askAsBootRom } from '../clients/boot-rom.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import type { RunningProgram } from '../clients/running-program.js';
import { fetchByTftp, TFTP_HPA } from '../clients/tftp-clients.js';
import { expectHealthyBoot, expectVerdict } from '../clients/verdicts.js';
import { VirtualMachine } from '../clients/virtual-machine.js';
import { addCard, losePackets, lostPackets, OUR_OFFERS } from '../clients/wire-faults.js';

const ROUTER = '10.79.0.254';
const ROUTER_MAC = '02:79:00:00:00:fe';
/** A machine's own firmware takes its time before it asks at all. */
const MACHINE_MILLISECONDS = 120_000;
const SHIMMED = '3c:ec:ef:30:87:01';
const UEFI = ARCHITECTURE['x64-uefi'];
/** A firmware that has its address is given so long to ask for its file. */
const ASKS_NEXT_MILLISECONDS = 40_000;

/** Network in mode proxy: another server (dnsmasq) gives the addresses, we tell what to boot. */
describe('boots that fail beside another DHCP server', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'broken-p' });
    const { rig, appliance, networkId } = lab;
    await appliance.rest.patch(`/api/v1/networks/${networkId}`, { mode: 'proxy' });
    await addCard(rig, 'pc8', 'port8', ROUTER_MAC);
    // Without a route of its own: what pc0 fetches leaves by pc0.
    await rig.ip(rig.client, 'addr', 'add', `${ROUTER}/24`, 'dev', 'pc8', 'noprefixroute');
    await appliance.addBootFile('snponly.efi', 'a loader');
    await appliance.addBootFile('boot.ipxe', '#!ipxe\n');
    await appliance.addBootFile('vmlinuz', 'a kernel');
  });
  afterAll(() => lab.stop());

  const add = (hostname: string, mac: string, ip: string, files: Readonly<Record<string, string>>): Promise<number> =>
    lab.appliance.addMachine({ hostname, nics: [{ mac, ip }], boot: { files } });

  async function withRouter<T>(args: readonly string[], work: () => Promise<T>): Promise<T> {
    const router: RunningProgram = lab.rig.inClient('dnsmasq', [
      ...['--no-daemon', '--log-facility=-', '--conf-file=/dev/null', '--port=0', '--user=root', '--leasefile-ro'],
      ...['--no-ping', '--interface=pc8', '--bind-interfaces', '--dhcp-range=10.79.0.120,10.79.0.130,1h', ...args],
    ]);
    try {
      await router.waitFor(/DHCP, IP range/, 10_000);
      return await work();
    } finally {
      await router.stop();
    }
  }

  /** The firmware of a client that takes what the router offers and does not know what a proxy offer is. */
  async function askRouterOnly(mac: string, architecture: string): Promise<void> {
    const mend = await losePackets(lab.rig, 'to-client', OUR_OFFERS);
    try {
      expect(await askAsBootRom(lab.rig, { mac, architecture, args: ['-B'] })).toMatchObject({ serverid: ROUTER });
    } finally {
      await mend();
    }
  }

  it('nobody gives the address', async (context) => {
    needTools(context, 'busybox');
    const mac = '3c:ec:ef:30:81:01';
    await add('lonely', mac, '10.79.0.81', { 'x64-uefi': 'snponly.efi' });
    expect(await askAsBootRom(lab.rig, { mac, architecture: UEFI, tries: 4 })).toBeUndefined();
    await expectVerdict(lab.appliance, mac, {
      rule: 'no-address-server',
      says: /lonely was told its boot file, and asked \d times in vain for an address: in mode proxy another DHCP server/,
      cure: /mode to known or pool/,
      proof: /DHCPDISCOVER -> proxy DHCPOFFER: lonely/,
    });
  });

  it('shim asks the server that gave the address for its second stage', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft', 'tftp');
    await lab.appliance.addBootFile('shimx64.efi', 'a loader that is signed');
    await add('secured', SHIMMED, '10.79.0.87', { 'x64-uefi': 'shimx64.efi' });
    await withRouter([], async () => {
      await askRouterOnly(SHIMMED, UEFI);
      await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'shimx64.efi');
      const asked = await fetchByTftp(lab.rig, TFTP_HPA, ROUTER, 'grubx64.efi');
      expect(asked.content ?? Buffer.alloc(0)).toHaveLength(0);
    });
    // Its verdict is waited for at the end, when the others have had theirs.
  });

  it('neither server has a boot file for it: the second answer does not come', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft');
    const mac = '3c:ec:ef:30:82:01';
    await add('fileless', mac, '10.79.0.82', { 'x64-uefi': 'snponly.efi' });
    await withRouter([], () => askRouterOnly(mac, ARCHITECTURE['arm64-uefi']));
    await expectVerdict(lab.appliance, mac, {
      rule: 'no-file-for-architecture',
      says: /there is no boot file for fileless, which is ARM 64-bit UEFI/,
      cure: /boot\.files/,
      proof: /DHCPDISCOVER from fileless: no answer, there is no boot file for this client/,
    });
  });

  it('the firmware takes its address, and does not know what a proxy offer is', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft');
    const mac = '3c:ec:ef:30:83:01';
    await add('simple', mac, '10.79.0.83', { 'x64-uefi': 'snponly.efi' });
    await withRouter([], () => askRouterOnly(mac, UEFI));
    await expectVerdict(
      lab.appliance,
      mac,
      {
        rule: 'binl-4011',
        says: /simple took its address from 10\.79\.0\.254 and then asked this appliance for nothing/,
        cure: /UDP 4011 and 69/,
        proof: /DHCPREQUEST from simple: no answer, the client chose another DHCP server/,
      },
      ASKS_NEXT_MILLISECONDS,
    );
  });

  it('the firmware takes neither of two offers', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft');
    const mac = '3c:ec:ef:30:84:01';
    await add('picky', mac, '10.79.0.84', { 'x64-uefi': 'snponly.efi' });
    await withRouter([], async () => {
      // The wire carries both offers to everybody; this card hears none.
      const mend = await losePackets(lab.rig, 'to-client', 'udp dport 68');
      try {
        expect(await askAsBootRom(lab.rig, { mac, architecture: UEFI, tries: 5, args: ['-B'] })).toBeUndefined();
      } finally {
        await mend();
      }
    });
    await expectVerdict(lab.appliance, mac, {
      rule: 'dual-offer',
      says: /the firmware of picky does not merge two offers/,
      cure: /options 66 and 67/,
      proof: /DHCPDISCOVER -> proxy DHCPOFFER: picky/,
    });
  });

  it('the other server says PXEClient without option 43, so the firmware goes to its port 4011', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft');
    const mac = '3c:ec:ef:30:85:01';
    await add('misled', mac, '10.79.0.85', { 'x64-uefi': 'snponly.efi' });
    await withRouter(['--dhcp-option-force=60,PXEClient'], () => askRouterOnly(mac, UEFI));
    await expectVerdict(
      lab.appliance,
      mac,
      {
        rule: 'binl-4011',
        says: /10\.79\.0\.254 sends misled option 60 "PXEClient" without option 43, so the firmware asks that server/,
        cure: /Remove option 60 from what 10\.79\.0\.254 sends/,
        proof: /DHCPREQUEST from misled/,
      },
      ASKS_NEXT_MILLISECONDS,
    );
  });

  it('a firewall keeps UDP 4011 from us, and the firmware of a whole machine asks there', async (context) => {
    needTools(context, 'dnsmasq', 'nft', 'qemu', 'ovmf');
    const mac = '52:54:00:79:40:88';
    await add('walled', mac, '10.79.0.88', { 'x64-uefi': 'snponly.efi' });
    await withRouter([], async () => {
      const mend = await losePackets(lab.rig, 'to-server', 'udp dport 4011');
      const machine = await VirtualMachine.start(lab.rig, { mac, firmware: 'uefi' });
      try {
        await expectVerdict(
          lab.appliance,
          mac,
          {
            rule: 'binl-4011',
            says: /walled took its address from 10\.79\.0\.254 and then asked this appliance for nothing/,
            cure: /Let UDP 4011 and 69 pass to this appliance/,
            proof: /proxy DHCPOFFER: walled[\s\S]*the client chose another DHCP server/,
          },
          MACHINE_MILLISECONDS,
        );
        expect(await lostPackets(lab.rig, 'to-server')).toBeGreaterThan(0);
      } finally {
        await machine.stop();
        await mend();
      }
    });
  });

  it('a client that gets its address there and its files here is healthy', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft', 'tftp');
    const mac = '3c:ec:ef:30:86:01';
    await add('content', mac, '10.79.0.86', { bios: 'snponly.efi', 'x64-uefi': 'snponly.efi' });
    await withRouter([], async () => {
      await askRouterOnly(mac, UEFI);
      for (const file of ['snponly.efi', 'vmlinuz']) await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, file);
    });
    const stages = [
      'asked',
      'offered',
      'requested',
      'acknowledged',
      'loader-opened',
      'loader-fetched',
      'kernel',
    ] as const;
    await expectHealthyBoot(lab.appliance, mac, stages);
  });

  it('shim asked the server that gave the address for its second stage, and not us', async (context) => {
    needTools(context, 'busybox', 'dnsmasq', 'nft', 'tftp');
    await expectVerdict(
      lab.appliance,
      SHIMMED,
      {
        rule: 'shim-beside-dhcp',
        says: /secured has shim and never asked this appliance for its second stage: shim asks the DHCP server/,
        cure: /mode known.*next-server/,
        proof: /transfer complete: shimx64\.efi to secured/,
      },
      ASKS_NEXT_MILLISECONDS,
    );
  });
});
