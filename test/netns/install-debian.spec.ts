import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const NETBOOT = '/usr/lib/debian-installer/images/12/amd64/text';
const MAC = '52:54:00:79:00:91';
const INSTALLER_MILLISECONDS = 420_000;
const LOCAL_MILLISECONDS = 120_000;

/** With less than about a gigabyte the installer stops at a question about low memory. */
const ENOUGH_MEMORY = ['-m', '1536'];

/** Reports and switches off, before the installer asks for anything. */
const PRESEED = `d-i preseed/early_command string wget -q -O /dev/null --post-data="hello from the installer" {{ install.progressUrl }}; wget -q -O /dev/null --post-data="{{ machine.hostname }}" {{ install.doneUrl }}; echo REPORTED > /dev/console; poweroff -f
`;
const COMMAND_LINE =
  'console=ttyS0,115200 DEBIAN_FRONTEND=text auto=true priority=critical locale=en_US hostname={{ machine.hostname }} url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg';

describe('the Debian installer', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'debian' });
  }, 120_000);
  afterAll(() => lab.stop());

  it(
    'boots from the recipe, reports by its preseed, and the machine then boots from its disk',
    async (context) => {
      needTools(context, 'qemu', 'ipxeRom', 'debianInstaller');
      const { appliance } = lab;
      const recipe = await appliance.rest.post('/api/v1/recipes/debian-12', { from: NETBOOT });
      expect([recipe.status, recipe.text]).toEqual([201, expect.any(String)]);
      const profile = { commandLine: COMMAND_LINE, files: { 'preseed.cfg': PRESEED } };
      expect((await appliance.rest.patch('/api/v1/profiles/debian-12', profile)).status).toBe(200);
      const id = await appliance.addMachine({
        hostname: 'web1',
        nics: [{ mac: MAC, ip: '10.79.0.91' }],
        boot: { mode: 'once', profile: 'debian-12' },
      });
      const install = async () => (await appliance.rest.get(`/api/v1/machines/${id}/install`)).body;

      const installer = await VirtualMachine.start(lab.rig, { mac: MAC, firmware: 'bios', extra: ENOUGH_MEMORY });
      try {
        await installer.waitFor(/REPORTED/, INSTALLER_MILLISECONDS);
      } finally {
        await installer.stop();
      }
      expect(await install()).toMatchObject({ state: 'done', starts: 1, message: 'web1' });
      const told = (await appliance.timeline(id)).map(({ what }) => what);
      expect(told).toContain('installer: hello from the installer');

      const again = await VirtualMachine.start(lab.rig, { mac: MAC, firmware: 'bios' });
      try {
        await again.waitFor(/Booting from Hard Disk|No bootable device|Nothing to boot/i, LOCAL_MILLISECONDS);
      } finally {
        await again.stop();
      }
      const offers = (await appliance.timeline(id)).filter(({ protocol }) => protocol === 'dhcp');
      expect(offers[0]?.detail).toMatchObject({ noFile: 'installed' });
      expect(await install()).toMatchObject({ state: 'done', starts: 1 });
    },
    INSTALLER_MILLISECONDS + 2 * LOCAL_MILLISECONDS,
  );
});
