import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuestSystem, guestCommandLine, IPV4_ONLY } from '../clients/boot-tree.js';
import { findGuestKernel, GUEST_MARKER } from '../clients/guest-system.js';
import { Lab } from '../clients/lab.js';
import { DISK_MARKER, MarkedDisk } from '../clients/marked-disk.js';
import { needTools, skipOutLoud } from '../clients/required-tools.js';
import { VirtualMachine, type MachineOptions } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 200_000;

/** Nothing lies in the boot file root but what the operator's own system is made of. */
describe('loaders that packages have installed on the server', () => {
  let lab: Lab;
  let kernel: Awaited<ReturnType<typeof findGuestKernel>>;
  let disk: MarkedDisk;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'loaders', env: { REVEILLE_SYSTEM_LOADERS: 'on' } });
    disk = await MarkedDisk.make();
    kernel = await findGuestKernel();
    if (kernel !== undefined) await addGuestSystem(lab.appliance, kernel.image);
  }, 400_000);
  afterAll(async () => {
    await lab.stop();
    await disk.remove();
  });

  async function boot(options: MachineOptions, until: RegExp): Promise<string> {
    const machine = await VirtualMachine.start(lab.rig, options);
    try {
      return (await machine.waitFor(until, BOOT_MILLISECONDS))[0];
    } finally {
      await machine.stop();
    }
  }

  async function fetched(machineId: number): Promise<string[]> {
    const complete = (await lab.appliance.timeline(machineId)).filter(({ what }) => what === 'transfer complete');
    return complete.map(({ detail }) => String(detail['file'])).reverse();
  }

  it('boot a PC with a BIOS by PXELINUX to its kernel', async (context) => {
    needTools(context, 'qemu', 'ipxeRom', 'pxelinux', 'ldlinux', 'busybox');
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    const mac = '52:54:00:79:00:73';
    await lab.appliance.addBootFile(
      `pxelinux.cfg/01-${mac.replaceAll(':', '-')}`,
      `SERIAL 0 115200\nDEFAULT guest\nLABEL guest\n  KERNEL vmlinuz\n  INITRD initrd.img\n  APPEND ${guestCommandLine('packages')}\n`,
    );
    const id = await lab.appliance.addMachine({
      hostname: 'packages-pc',
      nics: [{ mac, ip: '10.79.0.73' }],
      boot: { files: { default: 'pxelinux.0' } },
    });
    const line = await boot({ mac, firmware: 'bios' }, new RegExp(`${GUEST_MARKER} [^\\r\\n]*\\r?\\n`));
    expect(line).toContain('reveille.test=packages');
    expect((await fetched(id)).slice(0, 3)).toEqual(['pxelinux.0', 'ldlinux.c32', 'pxelinux.cfg/01-52-54-00-79-00-73']);
  });

  it.for([
    { loader: 'PXELINUX', file: 'pxelinux.0', last: 'pxelinux.cfg/default', id: 74, tools: ['pxelinux', 'ldlinux'] },
    { loader: 'iPXE', file: 'boot.ipxe', last: 'boot.ipxe', id: 75, tools: [] },
  ] as const)('by a configuration that nobody wrote send it to its disk: $loader', async (row, context) => {
    needTools(context, 'qemu', 'ipxeRom', ...row.tools);
    const mac = `52:54:00:79:00:${row.id}`;
    const id = await lab.appliance.addMachine({
      hostname: `disk-${row.id}`,
      nics: [{ mac, ip: `10.79.0.${row.id}` }],
      boot: { files: { default: row.file } },
    });
    await boot({ mac, firmware: 'bios', extra: disk.argumentsFor('bios') }, new RegExp(DISK_MARKER));
    await expect.poll(async () => (await fetched(id)).at(-1)).toBe(row.last);
  });

  it('by a configuration that nobody wrote send it to the firmware’s next device: GRUB', async (context) => {
    needTools(context, 'qemu', 'ovmf', 'grub');
    const mac = '52:54:00:79:00:76';
    const id = await lab.appliance.addMachine({
      hostname: 'disk-76',
      nics: [{ mac, ip: '10.79.0.76' }],
      boot: { files: { 'x64-uefi': 'grubnetx64.efi' } },
    });
    await boot({ mac, firmware: 'uefi', extra: [...disk.argumentsFor('uefi'), ...IPV4_ONLY] }, new RegExp(DISK_MARKER));
    await expect.poll(async () => (await fetched(id)).at(-1)).toMatch(/grub\.cfg$/);
  });
});
