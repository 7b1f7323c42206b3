import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IPV4_ONLY } from '../clients/boot-tree.js';
import { Lab } from '../clients/lab.js';
import { DISK_MARKER, MarkedDisk } from '../clients/marked-disk.js';
import { needTools } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const NETBOOT = '/usr/lib/debian-installer/images/12/amd64/text';
const GRUB = 'grubnetx64.efi';
const SIGNED_GRUB = '/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed';
const INSTALLER_MILLISECONDS = 420_000;
const LOCAL_MILLISECONDS = 250_000;

/** With less than about a gigabyte the installer stops at a question about low memory. */
const ENOUGH_MEMORY = ['-m', '1536'];

/** Reports and switches off, before the installer asks for anything. */
const PRESEED = `d-i preseed/early_command string wget -q -O /dev/null --post-data="hello from the installer" {{ install.progressUrl }}; wget -q -O /dev/null --post-data="{{ machine.hostname }}" {{ install.doneUrl }}; echo REPORTED > /dev/console; poweroff -f
`;
const COMMAND_LINE =
  'console=ttyS0,115200 DEBIAN_FRONTEND=text auto=true priority=critical locale=en_US hostname={{ machine.hostname }} url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg';

const ROWS = [
  { name: 'a BIOS, by iPXE', firmware: 'bios', hostname: 'web1', last: 91, tools: ['ipxeRom'], loader: 'boot.ipxe' },
  { name: 'UEFI, by GRUB', firmware: 'uefi', hostname: 'web2', last: 92, tools: ['ovmf', 'grub'], loader: GRUB },
] as const;

describe('the Debian installer', () => {
  let lab: Lab;
  let disk: MarkedDisk;

  beforeAll(async () => {
    disk = await MarkedDisk.make();
    lab = await Lab.start({ label: 'debian' });
  }, 120_000);
  afterAll(async () => {
    await lab.stop();
    await disk.remove();
  });

  it.for(ROWS)(
    'boots from the recipe on $name, reports by its preseed, and the machine then boots from its disk',
    { timeout: INSTALLER_MILLISECONDS + 2 * LOCAL_MILLISECONDS },
    async ({ firmware, hostname, last, tools, loader }, context) => {
      needTools(context, 'qemu', 'debianInstaller', ...tools);
      const { appliance } = lab;
      const recipe = await appliance.rest.post('/api/v1/recipes/debian-12', { from: NETBOOT });
      expect([recipe.status, recipe.text]).toEqual([201, expect.any(String)]);
      const profile = { commandLine: COMMAND_LINE, files: { 'preseed.cfg': PRESEED } };
      expect((await appliance.rest.patch('/api/v1/profiles/debian-12', profile)).status).toBe(200);
      if (firmware === 'uefi') await appliance.addBootFile(GRUB, await readFile(SIGNED_GRUB));
      const mac = `52:54:00:79:00:${last}`;
      const id = await appliance.addMachine({
        hostname,
        nics: [{ mac, ip: `10.79.0.${last}` }],
        boot: { mode: 'once', profile: 'debian-12' },
      });
      const install = async () => (await appliance.rest.get(`/api/v1/machines/${id}/install`)).body;

      const installer = await VirtualMachine.start(lab.rig, { mac, firmware, extra: ENOUGH_MEMORY });
      try {
        await installer.waitFor(/REPORTED/, INSTALLER_MILLISECONDS);
      } finally {
        await installer.stop();
      }
      expect(await install()).toMatchObject({ state: 'done', starts: 1, message: hostname });
      const timeline = await appliance.timeline(id);
      expect(timeline.map(({ what }) => what)).toContain('installer: hello from the installer');
      expect(timeline.map(({ detail }) => detail['file'])).toContain(loader);
      const fetched = (events: typeof timeline) => events.filter(({ what }) => what === 'transfer complete').length;

      const again = await VirtualMachine.start(lab.rig, {
        mac,
        firmware,
        extra: [...disk.argumentsFor(firmware), ...IPV4_ONLY],
      });
      try {
        await again.waitFor(new RegExp(DISK_MARKER), LOCAL_MILLISECONDS);
      } finally {
        await again.stop();
      }
      const after = await appliance.timeline(id);
      expect(fetched(after)).toBe(fetched(timeline));
      const offers = after.filter(({ protocol }) => protocol === 'dhcp');
      expect(offers[0]?.detail).toMatchObject({ noFile: 'installed' });
      expect(await install()).toMatchObject({ state: 'done', starts: 1 });
    },
  );
});
