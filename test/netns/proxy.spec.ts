import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSnponly } from '../clients/boot-tree.js';
import { Lab } from '../clients/lab.js';
import { startOtherServer } from '../clients/other-dhcp-server.js';
import { needTools } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 150_000;

describe('beside a DHCP server that is not ours (dnsmasq)', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'proxy' });
    await lab.appliance.rest.patch(`/api/v1/networks/${lab.networkId}`, { mode: 'proxy' });
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.254/24', 'dev', 'pc0');
  }, 60_000);
  afterAll(() => lab.stop());

  for (const [name, firmware, mac, ip, file] of [
    ['a BIOS with iPXE', 'bios', '52:54:00:79:00:91', '10.79.0.91', 'boot.ipxe'],
    ['UEFI (OVMF)', 'uefi', '52:54:00:79:00:92', '10.79.0.92', 'snponly.efi'],
  ] as const) {
    it(
      `${name} gets its address from there and its file from us`,
      async (context) => {
        needTools(context, 'qemu', 'ipxeRom', 'ovmf', 'snponly', 'dnsmasq');
        await lab.appliance.addBootFile('boot.ipxe', '#!ipxe\nsleep 600\n');
        await addSnponly(lab.appliance);
        const id = await lab.appliance.addMachine({
          hostname: `proxied-${firmware}`,
          nics: [{ mac, ip }],
          boot: { files: { ipxe: 'boot.ipxe', 'x64-uefi': 'snponly.efi' } },
        });
        const router = startOtherServer(lab.rig, { mac, ip });
        const machine = await VirtualMachine.start(lab.rig, { mac, firmware });
        try {
          const fetched = async (): Promise<string> =>
            JSON.stringify((await lab.appliance.timeline(id)).filter(({ protocol }) => protocol === 'tftp'));
          await expect.poll(fetched, { timeout: BOOT_MILLISECONDS, interval: 500 }).toContain(file);
          const told = (await lab.appliance.timeline(id)).map(({ what }) => what);
          expect(told).toContain('DHCPDISCOVER -> proxy DHCPOFFER');
          expect(told.filter((what) => what === 'DHCPREQUEST -> DHCPACK')).toEqual([]);
        } finally {
          await machine.stop();
          await router.stop();
        }
      },
      BOOT_MILLISECONDS + 30_000,
    );
  }
});
