import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuestSystem, addIpxeScript, addPxelinux, guestCommandLine } from '../clients/boot-tree.js';
import { findGuestKernel, GUEST_MARKER } from '../clients/guest-system.js';
import { Lab } from '../clients/lab.js';
import { needTools, skipOutLoud } from '../clients/required-tools.js';
import { expectHealthyBoot } from '../clients/verdicts.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 180_000;
const ADDRESS = ['asked', 'offered', 'requested', 'acknowledged'] as const;

describe('a PC with a BIOS and an iPXE ROM', () => {
  let lab: Lab;
  let kernel: Awaited<ReturnType<typeof findGuestKernel>>;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'bios' });
    kernel = await findGuestKernel();
    if (kernel !== undefined) await addGuestSystem(lab.appliance, kernel.image);
  }, 400_000);
  afterAll(() => lab.stop());

  async function bootUntilMarker(mac: string): Promise<string> {
    const machine = await VirtualMachine.start(lab.rig, { mac, firmware: 'bios' });
    try {
      const match = await machine.waitFor(new RegExp(`${GUEST_MARKER} ([^\\r\\n]*)\\r?\\n`), BOOT_MILLISECONDS);
      return match[1] ?? '';
    } finally {
      await machine.stop();
    }
  }

  async function fetchedFiles(machineId: number): Promise<string> {
    return JSON.stringify((await lab.appliance.timeline(machineId)).filter((event) => event.protocol === 'tftp'));
  }

  it('boots kernel and initrd by an iPXE script', async (context) => {
    needTools(context, 'qemu', 'ipxeRom', 'busybox');
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    const mac = '52:54:00:79:00:71';
    await addIpxeScript(lab.appliance, guestCommandLine('bios-ipxe'));
    const id = await lab.appliance.addMachine({
      hostname: 'ipxe-pc',
      nics: [{ mac, ip: '10.79.0.71' }],
      boot: { files: { default: 'pxelinux.0', ipxe: 'boot.ipxe' } },
    });
    expect(await bootUntilMarker(mac)).toContain('reveille.test=bios-ipxe');
    const files = await fetchedFiles(id);
    for (const file of ['boot.ipxe', 'vmlinuz', 'initrd.img']) expect(files).toContain(file);
    await expectHealthyBoot(lab.appliance, mac, [...ADDRESS, 'script', 'kernel', 'initrd']);
  });

  it('boots by PXELINUX, with the configuration that is named after its hardware address', async (context) => {
    needTools(context, 'qemu', 'ipxeRom', 'pxelinux', 'ldlinux', 'busybox');
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    const mac = '52:54:00:79:00:72';
    await addPxelinux(lab.appliance, mac, guestCommandLine('bios-pxelinux'));
    const id = await lab.appliance.addMachine({
      hostname: 'pxelinux-pc',
      nics: [{ mac, ip: '10.79.0.72' }],
      boot: { files: { default: 'pxelinux.0' } },
    });
    expect(await bootUntilMarker(mac)).toContain('reveille.test=bios-pxelinux');
    const files = await fetchedFiles(id);
    for (const file of ['pxelinux.0', 'ldlinux.c32', 'pxelinux.cfg/01-52-54-00-79-00-72', 'vmlinuz', 'initrd.img'])
      expect(files).toContain(file);
    await expectHealthyBoot(lab.appliance, mac, [
      ...ADDRESS,
      'loader-opened',
      'loader-fetched',
      'script',
      'kernel',
      'initrd',
    ]);
  });
});
