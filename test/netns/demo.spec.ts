import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findGuestKernel } from '../clients/guest-system.js';
import { needTools } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';
import { RunningProgram, runToEnd } from '../clients/running-program.js';

describe('npm run demo', () => {
  let demo: RunningProgram;

  beforeAll(async () => {
    await findGuestKernel();
    demo = new RunningProgram(process.execPath, [`${REPOSITORY}/dist/test/demo/demo.js`]);
  }, 400_000);
  afterAll(() => demo.stop());

  it('boots one record by RARP, DHCP and PXE, and prints its timeline', async (context) => {
    needTools(context, 'ip', 'busybox', 'qemu', 'ipxeRom');
    const { code, output } = await demo.waitForEnd(230_000);
    expect(code, output).toBe(0);
    expect(output).toMatch(/address 10\.79\.0\.21 from 10\.79\.0\.1/);
    expect(output).toContain('udhcpc: address 10.79.0.21, host name sleepyhead');
    expect(output).toMatch(/… Linux version \S+/);
    expect(output).toContain('the kernel is up');
    expect(output).toMatch(/rarp +RARP request -> RARP reply: sleepyhead/);
    expect(output).toMatch(/tftp +transfer complete: .*initrd\.img/);
  });

  it('leaves nothing behind', async () => {
    await demo.ended;
    expect(await runToEnd('ip', ['netns', 'list'])).not.toContain(`rvl-${demo.pid}-`);
  });
});
