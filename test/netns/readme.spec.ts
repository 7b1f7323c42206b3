import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Appliance } from '../clients/appliance.js';
import { buildGuestInitrd, findGuestKernel, GUEST_MARKER } from '../clients/guest-system.js';
import { NetworkRig } from '../clients/network-rig.js';
import { needTools, skipOutLoud } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const BOOT_MILLISECONDS = 120_000;
const WORDS_MILLISECONDS = 60_000;
const TOKEN = 'the-token-of-a-stranger-0123456789';

/** The machine of README's commands. */
const MAC = '52:54:00:12:34:56';

/** The commands of a section of README, in the order of its code blocks. */
async function commandsOf(section: string): Promise<readonly string[]> {
  const readme = await readFile(join(REPOSITORY, 'README.md'), 'utf8');
  const text = readme.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
  if (text === undefined) throw new Error(`README has no section ${section}`);
  return [...text.matchAll(/^```\n(.*?)^```$/gms)].map(([, commands = '']) => commands);
}

const blockWith = (blocks: readonly string[], what: RegExp): string => {
  const found = blocks.find((block) => what.test(block));
  if (found === undefined) throw new Error(`README has no commands like ${String(what)}`);
  return found;
};

/** Nothing is known here but README: its commands, letter by letter, until the machine has booted. */
describe('who follows README has a machine that boots', () => {
  let rig: NetworkRig;
  let folder: string;
  let appliance: Appliance;

  beforeEach(async (context) => {
    needTools(context, 'qemu', 'ipxeRom', 'busybox', 'curl');
    const kernel = await findGuestKernel();
    if (kernel === undefined)
      return skipOutLoud(context, 'no guest kernel: apt-get download linux-image-amd64 did not work');
    rig = await NetworkRig.create({ label: 'readme', serverAddresses: ['192.168.0.2/24'] });
    folder = await mkdtemp(join(tmpdir(), 'reveille-readme-'));
    await copyFile(kernel.image, join(folder, 'vmlinuz'));
    await writeFile(join(folder, 'initrd.img'), await buildGuestInitrd());
    await symlink(join(REPOSITORY, 'dist', 'cli.js'), join(folder, 'reveille'));
    appliance = await Appliance.start(rig, { folder, env: { REVEILLE_ADMIN_TOKEN: TOKEN } });
  });
  afterEach(async () => {
    await appliance.stop();
    await rig.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it.for([
    ['curl', /curl .*\/networks/, /curl .*\/profiles/],
    ['the command line', /^reveille networks add/, /^reveille files add/],
  ] as const)('by %s alone', { timeout: BOOT_MILLISECONDS + 2 * WORDS_MILLISECONDS }, async ([, start, boot]) => {
    const first = blockWith(await commandsOf('Quick start'), start)
      .replace(/^TOKEN=.*\n/, '') // the file that a first start without REVEILLE_ADMIN_TOKEN makes
      .replace(/^reveille timeline -f .*\n/m, ''); // goes on until the reader has seen enough
    const commands = `set -eu\nalias curl='curl --fail-with-body'\n${first}\n${blockWith(await commandsOf('Booting a kernel'), boot)}`;
    const env = { TOKEN, REVEILLE_TOKEN: TOKEN, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const run = async (words: string) => {
      const { code, output } = await rig
        .inServer('sh', ['-c', words], { cwd: folder, env })
        .waitForEnd(WORDS_MILLISECONDS);
      expect(code, output).toBe(0);
      return output;
    };
    await run(commands);

    const machine = await VirtualMachine.start(rig, { mac: MAC, firmware: 'bios' });
    try {
      const line = await machine.waitFor(new RegExp(`${GUEST_MARKER} [^\\r\\n]*\\r?\\n`), BOOT_MILLISECONDS);
      expect(line[0]).toContain('console=ttyS0,115200');
    } finally {
      await machine.stop();
    }
    expect(await run('reveille timeline node1')).toMatch(/transfer complete: initrd\.img to node1/);
  });
});
