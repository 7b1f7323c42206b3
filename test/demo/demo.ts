import { addGuestSystem, addIpxeScript } from '../clients/boot-tree.js';
import { Appliance } from '../clients/appliance.js';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { findGuestKernel, GUEST_MARKER } from '../clients/guest-system.js';
import { NetworkRig } from '../clients/network-rig.js';
import { askByRarp } from '../clients/rarp-client.js';
import { missingPackages, type ToolName } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

/*
 * npm run demo: one record boots a machine three times, in network namespaces that exist only while this runs:
 * by RARP as a Sun of 1988 does, by DHCP as an operating system does, and by PXE into a Linux kernel. Everything is
 * real but the cable.
 */

const SERVER_ADDRESS = '10.79.0.1';
const NETWORK = {
  name: 'demo',
  cidr: '10.79.0.0/24',
  gateway: SERVER_ADDRESS,
  dns: [SERVER_ADDRESS],
  domain: 'demo.example',
};
const MAC = '52:54:00:de:30:01';
const MACHINE = {
  hostname: 'sleepyhead',
  nics: [{ mac: MAC, ip: '10.79.0.21' }],
  boot: { files: { default: 'pxelinux.0', ipxe: 'boot.ipxe' } },
};

const BOOT_MILLISECONDS = 180_000;

/** What on the machine's console tells how far it is. */
const MILESTONES = [/iPXE \d[\w.+-]*/, /Filename: \S+/, /tftp:\S+ ok/, /Linux version \S+/];

function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** What cannot be shown here, and what to install; true when all is there. */
function have(what: string, ...tools: ToolName[]): boolean {
  const packages = missingPackages(tools);
  if (packages.length > 0) say(`   ${what} is left out; to see it: apt-get install ${packages.join(' ')}`);
  return packages.length === 0;
}

async function showRarp(rig: NetworkRig): Promise<void> {
  say('1. RARP: the machine shouts its hardware address and asks who it is');
  await rig.becomeMachine(MAC);
  const { output } = await askByRarp(rig, MAC);
  say(`   ${output.trim().split('\n').at(-1) ?? ''}`);
}

async function showDhcp(rig: NetworkRig): Promise<void> {
  say('2. DHCP: an operating system on the same machine asks');
  await rig.becomeMachine(MAC);
  const udhcpc = missingPackages(['busybox']).length === 0;
  if (!udhcpc && !have('This client', 'dhclient')) return;
  const client = udhcpc ? await DhcpClient.udhcpc(rig) : await DhcpClient.dhclient(rig);
  try {
    const lease = await client.lease();
    const address = lease['ip'] ?? lease['new_ip_address'] ?? '';
    const name = lease['hostname'] ?? lease['new_host_name'] ?? '';
    const router = lease['router'] ?? lease['new_routers'] ?? '';
    say(`   ${udhcpc ? 'udhcpc' : 'dhclient'}: address ${address}, host name ${name}, router ${router}`);
  } finally {
    await client.stop();
  }
}

async function showBoot(rig: NetworkRig, appliance: Appliance): Promise<void> {
  say('3. PXE: a virtual PC with an iPXE ROM boots a kernel over TFTP (half a minute, its processor is emulated)');
  if (!have('The virtual PC', 'qemu', 'ipxeRom', 'busybox')) return;
  const kernel = await findGuestKernel();
  if (kernel === undefined) {
    say('   The boot is left out, because there is no kernel; to see it: apt-get install linux-image-amd64');
    return;
  }
  await addGuestSystem(appliance, kernel.image);
  await addIpxeScript(appliance, 'console=ttyS0,115200');
  // The machine's own card must be silent while its twin is switched on.
  await rig.ip(rig.client, 'link', 'set', 'pc0', 'down');
  const machine = await VirtualMachine.start(rig, { mac: MAC, firmware: 'bios', onOutput: milestones() });
  try {
    await machine.waitFor(new RegExp(GUEST_MARKER), BOOT_MILLISECONDS);
    say('   … the kernel is up and its first program runs');
  } finally {
    await machine.stop();
  }
}

/** Prints each milestone once, when its line is complete. */
function milestones(): (text: string) => void {
  const ahead = new Set(MILESTONES);
  let line = '';
  return (text) => {
    const lines = `${line}${text}`.split('\n');
    line = lines.pop() ?? '';
    for (const complete of lines) {
      for (const milestone of ahead) {
        const match = milestone.exec(complete);
        if (match === null) continue;
        say(`   … ${match[0]}`);
        ahead.delete(milestone);
      }
    }
  };
}

async function showTimeline(appliance: Appliance, machineId: number): Promise<void> {
  say();
  say(`What happened to ${MACHINE.hostname} (GET /api/v1/machines/${machineId}/timeline):`);
  for (const event of [...(await appliance.timeline(machineId))].reverse()) {
    say(`   ${event.at.slice(11, 23)}  ${event.protocol.padEnd(5)} ${event.sentence}`);
    if (event.outcome === 'silent' && event.cure !== null) say(`                 → ${event.cure}`);
  }
}

async function show(rig: NetworkRig): Promise<void> {
  const before = Date.now();
  const appliance = await Appliance.start(rig);
  try {
    say(`The appliance is up after ${Date.now() - before} ms, on its own little network ${NETWORK.cidr}.`);
    await appliance.addNetwork(NETWORK);
    const machineId = await appliance.addMachine(MACHINE);
    say(`One record: ${MACHINE.hostname}, ${MAC}, ${MACHINE.nics[0]?.ip ?? ''}, iPXE gets ${MACHINE.boot.files.ipxe}.`);
    say();
    await showRarp(rig);
    await showDhcp(rig);
    await showBoot(rig, appliance);
    await showTimeline(appliance, machineId);
  } finally {
    await appliance.stop();
  }
}

async function main(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    say('The demo makes its own network namespaces, which needs Linux and root: sudo npm run demo');
    process.exitCode = 1;
    return;
  }
  if (!have('The whole demo', 'ip')) {
    process.exitCode = 1;
    return;
  }
  const rig = await NetworkRig.create({ label: 'demo', serverAddresses: [`${SERVER_ADDRESS}/24`] });
  const removed = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
  });
  try {
    await Promise.race([show(rig), removed]);
    say();
    say('That was all; the namespaces and every file of the demo are gone.');
  } catch (error) {
    say(`The demo broke off: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await rig.remove();
  }
}

await main();
