import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSnponly, HTTP_ONLY } from '../clients/boot-tree.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { expectHealthyBoot } from '../clients/verdicts.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 200_000;
const MAC = '52:54:00:79:00:95';

describe('a PC with UEFI firmware that boots by HTTP (OVMF)', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'uefi-http' });
  }, 60_000);
  afterAll(() => lab.stop());

  it(
    'gets a URL by DHCP and its loader by HTTP; that is iPXE and gets its script',
    async (context) => {
      needTools(context, 'qemu', 'ovmf', 'snponly');
      const { appliance } = lab;
      await addSnponly(appliance);
      await appliance.addBootFile('boot.ipxe', '#!ipxe\nsleep 600\n');
      const id = await appliance.addMachine({
        hostname: 'http-pc',
        nics: [{ mac: MAC, ip: '10.79.0.95' }],
        boot: { files: { 'x64-uefi-http': 'snponly.efi', ipxe: 'boot.ipxe' } },
      });
      const machine = await VirtualMachine.start(lab.rig, { mac: MAC, firmware: 'uefi', extra: HTTP_ONLY });
      try {
        const files = async (): Promise<unknown[]> =>
          (await appliance.timeline(id)).map(({ protocol, detail }) => `${protocol} ${String(detail['file'])}`);
        await expect
          .poll(files, { timeout: BOOT_MILLISECONDS, interval: 500 })
          .toEqual(expect.arrayContaining(['http snponly.efi', expect.stringMatching(/^(http|tftp) boot\.ipxe$/)]));
        const loaded = ['size-probe', 'loader-opened', 'loader-fetched'] as const;
        await expectHealthyBoot(
          appliance,
          MAC,
          ['asked', 'offered', 'requested', 'acknowledged', ...loaded, 'second-dhcp', 'script'],
          { state: 'on-its-way' },
        );
      } finally {
        await machine.stop();
      }
    },
    BOOT_MILLISECONDS + 30_000,
  );
});
