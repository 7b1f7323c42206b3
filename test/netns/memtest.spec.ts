import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../clients/lab.js';
import { needTools, type ToolName } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 150_000;

interface Row {
  readonly name: string;
  readonly hostname: string;
  readonly last: number;
  readonly firmware: 'bios' | 'uefi';
  readonly files?: Readonly<Record<string, string>>;
  readonly tools: readonly ToolName[];
}

const ROWS: readonly Row[] = [
  { name: 'a BIOS by iPXE', hostname: 'memtest-ipxe', last: 61, firmware: 'bios', tools: ['ipxeRom'] },
  {
    name: 'a BIOS by PXELINUX',
    hostname: 'memtest-pxelinux',
    last: 62,
    firmware: 'bios',
    files: { bios: 'pxelinux.0' },
    tools: ['ipxeRom', 'pxelinux', 'ldlinux'],
  },
];

describe('memtest86+ by its recipe', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'memtest', env: { REVEILLE_SYSTEM_LOADERS: 'on' } });
  }, 60_000);
  afterAll(() => lab.stop());

  async function addProfile(): Promise<void> {
    const recipe = await lab.appliance.rest.post('/api/v1/recipes/memtest', {});
    expect([recipe.status, recipe.text]).toEqual([201, expect.any(String)]);
    const profile = { commandLine: 'console=ttyS0,115200' };
    expect((await lab.appliance.rest.patch('/api/v1/profiles/memtest', profile)).status).toBe(200);
  }

  it.for(ROWS)('runs on $name', { timeout: BOOT_MILLISECONDS + 30_000 }, async (row, context) => {
    needTools(context, 'qemu', 'memtest', ...row.tools);
    await addProfile();
    const mac = `52:54:00:79:00:${row.last}`;
    await lab.appliance.addMachine({
      hostname: row.hostname,
      nics: [{ mac, ip: `10.79.0.${row.last}` }],
      boot: { profile: 'memtest', ...(row.files && { files: row.files }) },
    });
    const machine = await VirtualMachine.start(lab.rig, { mac, firmware: row.firmware });
    try {
      await machine.waitFor(/Memtest86/i, BOOT_MILLISECONDS);
    } finally {
      await machine.stop();
    }
  });

  it(
    'is what UEFI fetches and starts: nothing is asked for after it',
    { timeout: BOOT_MILLISECONDS },
    async (context) => {
      needTools(context, 'qemu', 'memtest', 'ovmf');
      await addProfile();
      const mac = '52:54:00:79:00:63';
      const id = await lab.appliance.addMachine({
        hostname: 'memtest-uefi',
        nics: [{ mac, ip: '10.79.0.63' }],
        boot: { profile: 'memtest' },
      });
      const extra = ['-device', 'VGA'];
      const machine = await VirtualMachine.start(lab.rig, { mac, firmware: 'uefi', extra });
      try {
        const fetched = async () =>
          (await lab.appliance.timeline(id))
            .filter(({ what }) => what === 'transfer complete')
            .map(({ detail }) => detail['file']);
        await expect
          .poll(fetched, { timeout: BOOT_MILLISECONDS, interval: 500 })
          .toEqual(['memtest/memtest86+x64.efi']);
        // Its screen has a blue background; the firmware's has none.
        await expect.poll(() => machine.shareOfBlue(), { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(0.5);
      } finally {
        await machine.stop();
      }
    },
  );
});
