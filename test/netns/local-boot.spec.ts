import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IPV4_ONLY } from '../clients/boot-tree.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { DISK_MARKER, MarkedDisk } from '../clients/marked-disk.js';
import { startOtherServer } from '../clients/other-dhcp-server.js';
import { needTools, type ToolName } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 250_000;

interface Row {
  readonly name: string;
  readonly last: number;
  readonly firmware: 'bios' | 'uefi';
  readonly tools: readonly ToolName[];
  /** What another DHCP server makes it load. */
  readonly loader: string;
  /** The file that sends it to its disk. */
  readonly configuration: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'LOCALBOOT, in PXELINUX on a BIOS',
    last: 43,
    firmware: 'bios',
    tools: ['ipxeRom', 'pxelinux', 'ldlinux', 'dnsmasq'],
    loader: 'pxelinux.0',
    configuration: 'pxelinux.cfg/default',
  },
  {
    name: 'exit, in iPXE on a BIOS',
    last: 44,
    firmware: 'bios',
    tools: ['ipxeRom', 'dnsmasq'],
    loader: 'boot.ipxe',
    configuration: 'boot.ipxe',
  },
  {
    name: 'its own loader, by GRUB on UEFI',
    last: 45,
    firmware: 'uefi',
    tools: ['ovmf', 'grub', 'dnsmasq'],
    loader: 'grubnetx64.efi',
    configuration: 'grub/grub.cfg',
  },
  {
    name: 'exit, in iPXE on UEFI',
    last: 46,
    firmware: 'uefi',
    tools: ['ovmf', 'snponly', 'dnsmasq'],
    loader: 'snponly.efi',
    configuration: 'boot.ipxe',
  },
];

/** The card's iPXE takes any loader; the one that was loaded is not to load itself. */
const forIpxe = (loader: string): string => (loader === 'snponly.efi' ? 'boot.ipxe' : loader);

/** Whoever named the loader, what its configuration says is ours. Where we name it: install-debian.spec.ts. */
describe('a machine whose installer has reported starts from its disk', () => {
  let lab: Lab;
  let disk: MarkedDisk;

  beforeAll(async () => {
    disk = await MarkedDisk.make();
    lab = await Lab.start({ label: 'local', env: { REVEILLE_SYSTEM_LOADERS: 'on' } });
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.254/24', 'dev', 'pc0');
    await lab.changeNetwork({ mode: 'proxy' });
    const profile = { name: 'installer', kernel: 'linux', files: { token: '{{ install.token }}' } };
    expect((await lab.appliance.rest.post('/api/v1/profiles', profile)).status).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await lab.stop();
    await disk.remove();
  });

  async function addInstalledMachine(hostname: string, mac: string, ip: string): Promise<number> {
    const { appliance } = lab;
    const boot = { mode: 'once', profile: 'installer' };
    const id = await appliance.addMachine({ hostname, nics: [{ mac, ip }], boot });
    const { body } = await appliance.rest.get(`/api/v1/machines/${id}/render?path=profiles/installer/token`);
    const report = await appliance.rest.post(`/boot/done/${(body as { text: string }).text}`, {});
    expect(report.status).toBe(200);
    return id;
  }

  it.for(ROWS)('by $name', { timeout: BOOT_MILLISECONDS + 30_000 }, async (row, context) => {
    needTools(context, 'qemu', ...row.tools);
    const { rig, appliance } = lab;
    const { firmware, loader, last } = row;
    const [mac, ip] = [`52:54:00:79:00:${last}`, `10.79.0.${last}`];
    const id = await addInstalledMachine(`installed-${last}`, mac, ip);
    const bootFile = { name: loader, forIpxe: forIpxe(loader), server: SERVER_ADDRESS };
    const other = startOtherServer(rig, { mac, ip, bootFile });
    const machine = await VirtualMachine.start(rig, {
      mac,
      firmware,
      extra: [...disk.argumentsFor(firmware), ...IPV4_ONLY],
    });
    try {
      await machine.waitFor(new RegExp(DISK_MARKER), BOOT_MILLISECONDS);
    } finally {
      await machine.stop();
      await other.stop();
    }
    const timeline = await appliance.timeline(id);
    const fetched = timeline
      .filter(({ what }) => what === 'transfer complete')
      .map(({ detail }) => String(detail['file']).replace(/^\/+/, ''));
    expect(fetched[0]).toBe(row.configuration);
    expect(fetched).toContain(loader);
  });
});
