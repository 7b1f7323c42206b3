import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGrub, addGuestSystem, addIpxeScript, addSnponly, guestCommandLine } from '../clients/boot-tree.js';
import { findGuestKernel, GUEST_MARKER } from '../clients/guest-system.js';
import { Lab } from '../clients/lab.js';
import { needTools, skipOutLoud } from '../clients/required-tools.js';
import { expectHealthyBoot } from '../clients/verdicts.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 200_000;
/** OVMF asks for the size of its loader before it fetches it. */
const LOADED = [
  'asked',
  'offered',
  'requested',
  'acknowledged',
  'size-probe',
  'loader-opened',
  'loader-fetched',
] as const;

describe('a PC with UEFI firmware (OVMF)', () => {
  let lab: Lab;
  let kernel: Awaited<ReturnType<typeof findGuestKernel>>;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'uefi' });
    kernel = await findGuestKernel();
    if (kernel !== undefined) await addGuestSystem(lab.appliance, kernel.image);
  }, 400_000);
  afterAll(() => lab.stop());

  async function bootUntilMarker(mac: string): Promise<string> {
    const machine = await VirtualMachine.start(lab.rig, { mac, firmware: 'uefi' });
    try {
      const match = await machine.waitFor(new RegExp(`${GUEST_MARKER} ([^\\r\\n]*)\\r?\\n`), BOOT_MILLISECONDS);
      return match[1] ?? '';
    } finally {
      await machine.stop();
    }
  }

  it('gets snponly.efi, which as iPXE gets its script, and boots kernel and initrd', async (context) => {
    needTools(context, 'qemu', 'ovmf', 'snponly', 'busybox');
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    const mac = '52:54:00:79:00:81';
    await addSnponly(lab.appliance);
    await addIpxeScript(lab.appliance, guestCommandLine('uefi-ipxe'));
    const id = await lab.appliance.addMachine({
      hostname: 'snponly-pc',
      nics: [{ mac, ip: '10.79.0.81' }],
      boot: { files: { bios: 'pxelinux.0', 'x64-uefi': 'snponly.efi', ipxe: 'boot.ipxe' } },
    });
    expect(await bootUntilMarker(mac)).toContain('reveille.test=uefi-ipxe');
    const addresses = (await lab.appliance.timeline(id))
      .filter((event) => event.protocol === 'dhcp')
      .map((event) => event.ip);
    expect(addresses.length).toBeGreaterThanOrEqual(4);
    expect(new Set(addresses)).toEqual(new Set(['10.79.0.81']));
    await expectHealthyBoot(lab.appliance, mac, [...LOADED, 'second-dhcp', 'script', 'kernel', 'initrd']);
  });

  it('gets GRUB, which reads its configuration and boots kernel and initrd', async (context) => {
    needTools(context, 'qemu', 'ovmf', 'grub', 'busybox');
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    const mac = '52:54:00:79:00:82';
    await addGrub(lab.appliance, guestCommandLine('uefi-grub'));
    await lab.appliance.addMachine({
      hostname: 'grub-pc',
      nics: [{ mac, ip: '10.79.0.82' }],
      boot: { files: { default: 'pxelinux.0', 'x64-uefi': 'grubnetx64.efi' } },
    });
    expect(await bootUntilMarker(mac)).toContain('reveille.test=uefi-grub');
    await expectHealthyBoot(lab.appliance, mac, [...LOADED, 'script', 'kernel', 'initrd']);
  });
});
