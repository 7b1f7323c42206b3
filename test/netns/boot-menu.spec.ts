import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSnponly } from '../clients/boot-tree.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 150_000;
/** ANSI for the cursor's way down, and Enter, as a serial console sends them. */
const [DOWN, ENTER] = ['\u001b[B', '\r'] as const;

/** OVMF's own PXE is the ROM here that shows menus: every PXE ROM in Debian's packages is iPXE, which has its own. */
describe('a PXE menu in firmware (OVMF)', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'menu' });
    await addSnponly(lab.appliance);
    for (const copy of ['first.efi', 'second.efi'])
      await copyFile(join(lab.appliance.tftpRoot, 'snponly.efi'), join(lab.appliance.tftpRoot, copy));
  }, 60_000);
  afterAll(() => lab.stop());

  const menu = (timeoutSeconds: number): object => ({
    prompt: 'Reveille: press F8 to choose',
    timeoutSeconds,
    items: [
      { label: 'The usual system', files: { 'x64-uefi': 'first.efi' } },
      { label: 'The other system', files: { 'x64-uefi': 'second.efi' } },
    ],
  });

  async function fetchedBy(machineId: number): Promise<string[]> {
    const events = await lab.appliance.timeline(machineId);
    return events.flatMap(({ protocol, sentence }) =>
      protocol === 'tftp' ? [/\w+\.efi/.exec(sentence)?.[0] ?? ''] : [],
    );
  }

  it(
    'is shown with its prompt and labels, and what a person chooses is fetched from us',
    async (context) => {
      needTools(context, 'qemu', 'ovmf', 'snponly');
      const mac = '52:54:00:79:00:96';
      const id = await lab.appliance.addMachine({
        hostname: 'menu-pc',
        nics: [{ mac, ip: '10.79.0.96' }],
        boot: { menu: menu(60) },
      });
      const machine = await VirtualMachine.start(lab.rig, { mac, firmware: 'uefi' });
      try {
        await machine.waitFor(/Reveille: press F8 to choose/, BOOT_MILLISECONDS);
        // Enter is Ctrl-M, which this firmware takes for F8.
        machine.program.write(ENTER);
        await machine.waitFor(/The usual system[\s\S]*The other system/, 30_000);
        machine.program.write(DOWN);
        machine.program.write(ENTER);
        await machine.waitFor(/iPXE/, BOOT_MILLISECONDS).catch((error: unknown) => {
          throw new Error(`${String(error)}\n${machine.program.output}`);
        });
      } finally {
        await machine.stop();
      }
      expect(new Set(await fetchedBy(id))).toEqual(new Set(['second.efi']));
    },
    2 * BOOT_MILLISECONDS,
  );

  it(
    'boots its first item when nobody is there',
    async (context) => {
      needTools(context, 'qemu', 'ovmf', 'snponly');
      const mac = '52:54:00:79:00:97';
      const id = await lab.appliance.addMachine({
        hostname: 'nobody-there',
        nics: [{ mac, ip: '10.79.0.97' }],
        boot: { menu: menu(1) },
      });
      const machine = await VirtualMachine.start(lab.rig, { mac, firmware: 'uefi' });
      try {
        await expect.poll(() => fetchedBy(id), { timeout: BOOT_MILLISECONDS, interval: 500 }).toContain('first.efi');
      } finally {
        await machine.stop();
      }
    },
    2 * BOOT_MILLISECONDS,
  );
});
