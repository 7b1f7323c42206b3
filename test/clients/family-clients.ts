import { createRequire } from 'node:module';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientFamily } from '../golden/client-families.js';
import { addSnponly } from './boot-tree.js';
import { askByBootp, DhcpClient } from './dhcp-clients.js';
import type { Lab } from './lab.js';
import { rarpKernel } from './rarp-kernel.js';
import type { ToolName } from './required-tools.js';
import { VirtualMachine } from './virtual-machine.js';

/** Ends what was started. */
type Stop = () => Promise<unknown>;

/** How a client of a family is run. */
export interface FamilyClient {
  readonly needs: readonly ToolName[];
  /** Why it cannot be run here, beside missing tools. */
  readonly unless?: () => string | undefined;
  /** Starts it on `pc0`, which is the machine's card already, or as a virtual machine on the same wire. */
  readonly start: (lab: Lab, family: ClientFamily) => Promise<Stop>;
}

const DONE = (): Promise<void> => Promise.resolve();
const NO_KERNEL = 'there is no kernel with CONFIG_IP_PNP_DHCP: run test/netns/build-rarp-kernel.sh';
const END_MILLISECONDS = 60_000;

/** OVMF tries what is not switched off in turn, and gives up on each after minutes only. */
const switchedOff = (...names: readonly string[]): string[] =>
  names.flatMap((name) => ['-fw_cfg', `name=opt/org.tianocore/${name},string=n`]);

const NO_IPV6 = switchedOff('IPv6Support', 'IPv6PXESupport');

async function systemdNetworkd({ rig }: Lab): Promise<Stop> {
  const folder = await mkdtemp(join(tmpdir(), 'reveille-networkd-'));
  await writeFile(join(folder, '10-pc0.network'), '[Match]\nName=pc0\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=no\n');
  // `ip netns exec` gives each program a mount namespace of its own. Without udev, networkd waits for no device where
  // /sys cannot be written.
  const own = [
    'mount -t tmpfs none /run',
    `mkdir -p /run/systemd/network /run/systemd/netif && cp '${folder}/10-pc0.network' /run/systemd/network/`,
    'chmod -R a+rwX /run/systemd && mount -o remount,ro,bind /sys',
  ].join(' && ');
  const program = rig.inClient('sh', ['-c', `${own} && exec /lib/systemd/systemd-networkd`]);
  return async () => {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** klibc's ipconfig, which initramfs-tools runs for the kernel parameter `ip=`. It writes into /run. */
async function klibcIpconfig({ rig }: Lab): Promise<Stop> {
  const program = rig.inClient('sh', [
    '-c',
    'mount -t tmpfs none /run && exec /usr/lib/klibc/bin/ipconfig -t 30 -c dhcp -d pc0',
  ]);
  return () => program.stop();
}

/** The client of the package `dhcp`. Its socket hears what is sent to an address that the card has already. */
async function npmDhcp({ rig }: Lab, { mac, ip }: ClientFamily): Promise<Stop> {
  await rig.ip(rig.client, 'addr', 'add', `${ip}/24`, 'dev', 'pc0');
  await rig.ip(rig.client, 'route', 'replace', 'default', 'dev', 'pc0');
  const path = createRequire(import.meta.url).resolve('dhcp');
  const code = `const client = require(${JSON.stringify(path)}).createClient({ mac: ${JSON.stringify(mac)} });
    client.on('listening', () => client.sendDiscover()); client.listen();`;
  const program = rig.inClient(process.execPath, ['-e', code]);
  return () => program.stop();
}

/** perfdhcp asks as a relay does: unicast, with its own address in giaddr. */
async function perfdhcp({ rig }: Lab, { mac }: ClientFamily): Promise<Stop> {
  await rig.ip(rig.client, 'addr', 'add', '10.79.0.2/24', 'dev', 'pc0');
  const program = rig.inClient('perfdhcp', [
    ...['-4', '-l', '10.79.0.2', '-b', `mac=${mac}`, '-R', '1', '-r', '1', '-n', '1', '-W', '500000', '10.79.0.1'],
  ]);
  return () => program.stop();
}

async function nmap({ rig }: Lab, { mac }: ClientFamily): Promise<Stop> {
  await rig.ip(rig.client, 'addr', 'add', '10.79.0.9/24', 'dev', 'pc0');
  const program = rig.inClient('nmap', [
    ...['-e', 'pc0', '--script', 'broadcast-dhcp-discover'],
    ...['--script-args', `broadcast-dhcp-discover.mac=${mac},broadcast-dhcp-discover.timeout=2`],
  ]);
  return () => program.stop();
}

/** A kernel that configures itself before there is any program (Documentation/admin-guide/nfs/nfsroot.rst). */
async function linuxKernel({ rig }: Lab, { mac }: ClientFamily, how: 'dhcp' | 'bootp'): Promise<Stop> {
  const machine = await VirtualMachine.start(rig, {
    mac,
    firmware: 'none',
    card: 'e1000',
    extra: ['-kernel', rarpKernel() ?? '', '-append', `console=ttyS0 panic=-1 ip=${how}`],
  });
  return () => machine.stop();
}

async function uBoot({ rig, appliance }: Lab, { mac }: ClientFamily): Promise<Stop> {
  await appliance.addBootFile('kernel.img', 'no kernel');
  const machine = await VirtualMachine.start(rig, {
    mac,
    firmware: 'none',
    card: 'e1000',
    extra: ['-bios', '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'],
  });
  await machine.waitFor(/stop autoboot/, END_MILLISECONDS);
  machine.program.write('\n');
  await machine.waitFor(/=> /, END_MILLISECONDS);
  machine.program.write('dhcp\n');
  return () => machine.stop();
}

async function firmware(lab: Lab, { mac }: ClientFamily, kind: 'bios' | 'uefi', extra: string[]): Promise<Stop> {
  await lab.appliance.addBootFile('boot.ipxe', '#!ipxe\nsleep 600\n');
  await addSnponly(lab.appliance);
  const machine = await VirtualMachine.start(lab.rig, { mac, firmware: kind, extra });
  return () => machine.stop();
}

const ofClient =
  (client: DhcpClient): Stop =>
  () =>
    client.stop();
const withKernel = (how: 'dhcp' | 'bootp'): FamilyClient => ({
  needs: ['qemu'],
  unless: () => (rarpKernel() === undefined ? NO_KERNEL : undefined),
  start: (lab, family) => linuxKernel(lab, family, how),
});

/** By the families' names. */
export const FAMILY_CLIENTS: Readonly<Record<string, FamilyClient>> = {
  udhcpc: { needs: ['busybox'], start: async ({ rig }) => ofClient(await DhcpClient.udhcpc(rig)) },
  dhclient: { needs: ['dhclient'], start: async ({ rig }) => ofClient(await DhcpClient.dhclient(rig)) },
  dhcpcd: { needs: ['dhcpcd'], start: async ({ rig }) => ofClient(await DhcpClient.dhcpcd(rig)) },
  bootpc: { needs: ['bootpc'], start: async ({ rig }) => askByBootp(rig).then(() => DONE) },
  'systemd-networkd': { needs: ['networkd'], start: systemdNetworkd },
  'klibc-ipconfig': { needs: ['ipconfig'], start: klibcIpconfig },
  'npm-dhcp': { needs: [], start: npmDhcp },
  perfdhcp: { needs: ['perfdhcp'], start: perfdhcp },
  nmap: { needs: ['nmap'], start: nmap },
  'linux-ip-dhcp': withKernel('dhcp'),
  'linux-ip-bootp': withKernel('bootp'),
  'u-boot': { needs: ['qemu', 'uBoot'], start: uBoot },
  'ipxe-bios-rom': { needs: ['qemu', 'ipxeRom', 'snponly'], start: (lab, family) => firmware(lab, family, 'bios', []) },
  'ovmf-pxe': {
    needs: ['qemu', 'ovmf', 'snponly'],
    start: (lab, family) => firmware(lab, family, 'uefi', NO_IPV6),
  },
  'ipxe-snponly': {
    needs: ['qemu', 'ovmf', 'snponly'],
    start: (lab, family) => firmware(lab, family, 'uefi', NO_IPV6),
  },
  'ovmf-http': {
    needs: ['qemu', 'ovmf', 'snponly'],
    start: (lab, family) => firmware(lab, family, 'uefi', [...NO_IPV6, ...switchedOff('IPv4PXESupport')]),
  },
};
