import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuestSystem, HTTP_ONLY } from '../clients/boot-tree.js';
import { findGuestKernel, GUEST_CONSOLE, GUEST_MARKER } from '../clients/guest-system.js';
import { Lab } from '../clients/lab.js';
import { needTools, skipOutLoud, type ToolName } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 200_000;

interface Row {
  readonly name: string;
  readonly hostname: string;
  readonly last: number;
  readonly firmware: 'bios' | 'uefi';
  readonly extra?: readonly string[];
  readonly tools: readonly ToolName[];
  /** `boot.files` of the record: which loader, and nothing of what it shall load. */
  readonly files?: Readonly<Record<string, string>>;
  /** `protocol file` of what is fetched, in this order, others in between. */
  readonly fetched: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    name: 'PXELINUX on a BIOS, by its configuration',
    hostname: 'by-pxelinux',
    last: 51,
    firmware: 'bios',
    tools: ['ipxeRom', 'pxelinux', 'ldlinux'],
    files: { bios: 'pxelinux.0' },
    fetched: ['tftp pxelinux.0', 'tftp pxelinux.cfg/01-52-54-00-79-00-51', 'tftp vmlinuz', 'tftp initrd.img'],
  },
  {
    name: 'the iPXE of a network card on a BIOS, by its script',
    hostname: 'by-ipxe-rom',
    last: 52,
    firmware: 'bios',
    tools: ['ipxeRom'],
    fetched: ['tftp boot.ipxe', 'http vmlinuz', 'http initrd.img'],
  },
  {
    name: 'GRUB on UEFI, by its configuration',
    hostname: 'by-grub',
    last: 53,
    firmware: 'uefi',
    tools: ['ovmf', 'grub'],
    files: { 'x64-uefi': 'grubnetx64.efi' },
    fetched: ['tftp grubnetx64.efi', 'tftp grub/grub.cfg', 'tftp vmlinuz', 'tftp initrd.img'],
  },
  {
    name: 'snponly.efi on UEFI, by its script',
    hostname: 'by-snponly',
    last: 54,
    firmware: 'uefi',
    tools: ['ovmf', 'snponly'],
    files: { 'x64-uefi': 'snponly.efi' },
    fetched: ['tftp snponly.efi', 'tftp boot.ipxe', 'http vmlinuz', 'http initrd.img'],
  },
  {
    name: 'UEFI that boots by HTTP, by iPXE and its script',
    hostname: 'by-http',
    last: 55,
    firmware: 'uefi',
    extra: HTTP_ONLY,
    tools: ['ovmf', 'snponly'],
    fetched: ['http snponly.efi', 'tftp boot.ipxe', 'http vmlinuz', 'http initrd.img'],
  },
];

/** Nothing lies in the boot file root but kernel and initrd; loaders come from the host's packages. */
describe('one profile boots a machine to its kernel', () => {
  let lab: Lab;
  let kernel: Awaited<ReturnType<typeof findGuestKernel>>;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'chains', env: { REVEILLE_SYSTEM_LOADERS: 'on' } });
    kernel = await findGuestKernel();
    if (kernel === undefined) return;
    await addGuestSystem(lab.appliance, kernel.image);
    const profile = {
      name: 'guest',
      kernel: 'vmlinuz',
      initrds: ['initrd.img'],
      commandLine: `${GUEST_CONSOLE} reveille.test={{ machine.hostname }}`,
    };
    expect((await lab.appliance.rest.post('/api/v1/profiles', profile)).status).toBe(201);
  }, 400_000);
  afterAll(() => lab.stop());

  it.for(ROWS)('by $name', { timeout: BOOT_MILLISECONDS + 30_000 }, async (row, context) => {
    needTools(context, 'qemu', 'busybox', ...row.tools);
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    const { firmware, extra = [] } = row;
    const mac = `52:54:00:79:00:${row.last}`;
    const id = await lab.appliance.addMachine({
      hostname: row.hostname,
      nics: [{ mac, ip: `10.79.0.${row.last}` }],
      boot: { profile: 'guest', ...(row.files && { files: row.files }) },
    });
    const machine = await VirtualMachine.start(lab.rig, { mac, firmware, extra });
    try {
      const line = await machine.waitFor(new RegExp(`${GUEST_MARKER} [^\\r\\n]*\\r?\\n`), BOOT_MILLISECONDS);
      expect(line[0]).toContain(`reveille.test=${row.hostname}`);
    } finally {
      await machine.stop();
    }
    const events = (await lab.appliance.timeline(id)).filter(({ what }) => what === 'transfer complete').reverse();
    const fetched = events.map(({ protocol, detail }) => `${protocol} ${String(detail['file']).replace(/^\/+/, '')}`);
    expect(fetched.filter((file, at) => row.fetched.includes(file) && fetched.indexOf(file) === at)).toEqual(
      row.fetched,
    );
  });
});
