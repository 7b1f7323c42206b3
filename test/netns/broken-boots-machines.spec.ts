import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { addSnponly } from '../clients/boot-tree.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { expectVerdict, type ExpectedVerdict } from '../clients/verdicts.js';
import { VirtualMachine, type MachineOptions } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 120_000;

/** Whole machines: their own firmware and loaders, emulated. */
describe('boots of virtual machines that fail', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'broken-m' });
  });
  afterAll(() => lab.stop());

  async function bootUntil(
    expected: ExpectedVerdict,
    { hostname, ip, files, ...machine }: MachineOptions & Named,
  ): Promise<void> {
    await lab.appliance.addMachine({ hostname, nics: [{ mac: machine.mac, ip }], boot: { files } });
    const running = await VirtualMachine.start(lab.rig, machine);
    try {
      await expectVerdict(lab.appliance, machine.mac, expected, BOOT_MILLISECONDS);
    } finally {
      await running.stop();
    }
  }

  it('iPXE is the boot file for everybody and has no script: it is never told to boot itself', async (context) => {
    needTools(context, 'qemu', 'ipxeRom');
    await bootUntil(
      {
        rule: 'no-file-for-architecture',
        says: /there is no boot file for no-script, which is iPXE/,
        cure: /Set boot\.files\.ipxe of the machine or its network to the script/,
        proof: /DHCPDISCOVER -> DHCPOFFER: no-script gets/,
      },
      {
        hostname: 'no-script',
        mac: '52:54:00:79:40:04',
        ip: '10.79.0.104',
        files: { default: 'undionly.kpxe' },
        firmware: 'bios',
      },
    );
  });

  it('UEFI firmware is told a loader for a BIOS', async (context) => {
    needTools(context, 'qemu', 'ovmf', 'pxelinux');
    await lab.appliance.addBootFile('pxelinux.0', await readFile('/usr/lib/PXELINUX/pxelinux.0'));
    await bootUntil(
      {
        rule: 'wrong-architecture',
        says: /wrong-loader is (x64 UEFI|EBC).* and was told pxelinux\.0, which is a loader for a BIOS/,
        cure: /boot\.files for this kind of client/,
        proof: /file pxelinux\.0/,
      },
      {
        hostname: 'wrong-loader',
        mac: '52:54:00:79:40:02',
        ip: '10.79.0.102',
        files: { default: 'pxelinux.0' },
        firmware: 'uefi',
      },
    );
  });

  it('iPXE finds its script, and in it a kernel that is not there', async (context) => {
    needTools(context, 'qemu', 'ipxeRom');
    await lab.appliance.addBootFile('boot.ipxe', '#!ipxe\nkernel debian/vmlinuz\nboot\n');
    await addSnponly(lab.appliance);
    await bootUntil(
      {
        rule: 'missing-file',
        says: /no-such-kernel asked for debian\/vmlinuz, which is not there/,
        cure: /correct the name in the record, profile or configuration/,
        proof: /debian\/vmlinuz/,
      },
      {
        hostname: 'no-such-kernel',
        mac: '52:54:00:79:40:03',
        ip: '10.79.0.103',
        files: { default: 'snponly.efi', ipxe: 'boot.ipxe' },
        firmware: 'bios',
      },
    );
  });
});

interface Named {
  readonly hostname: string;
  readonly ip: string;
  readonly files: Readonly<Record<string, string>>;
}
