import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { rarpKernel } from '../clients/rarp-kernel.js';
import { needTools } from '../clients/required-tools.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

/** What a kernel with CONFIG_IP_PNP_DHCP and CONFIG_IP_PNP_BOOTP asks for by itself, before there is any program. */
describe('a Linux kernel that configures itself', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'kernel' });
  });
  afterAll(() => lab.stop());

  // A DHCP client with nothing to boot is told of no boot server, a BOOTP client always (RFC 951).
  for (const [how, mac, ip, bootServer, what] of [
    ['dhcp', '52:54:00:79:00:62', '10.79.0.62', '0.0.0.0', 'DHCPREQUEST -> DHCPACK'],
    ['bootp', '52:54:00:79:00:63', '10.79.0.63', SERVER_ADDRESS, 'BOOTREQUEST -> BOOTREPLY'],
  ] as const) {
    it(`takes its address, gateway and name from us with ip=${how}`, async (context) => {
      needTools(context, 'qemu');
      const kernel = rarpKernel();
      if (kernel === undefined) {
        // Not a failure in CI either: building a kernel takes longer than all the other tests together.
        const why = 'there is no kernel with CONFIG_IP_PNP: run test/netns/build-rarp-kernel.sh';
        console.warn(`skipped: ${why}`);
        return context.skip(why);
      }
      const hostname = `kernel-${how}`;
      const id = await lab.appliance.addMachine({ hostname, nics: [{ mac, ip }] });
      const machine = await VirtualMachine.start(lab.rig, {
        mac,
        firmware: 'none',
        card: 'e1000',
        extra: ['-kernel', kernel, '-append', `console=ttyS0 panic=-1 ip=${how}`],
      });
      try {
        await machine.waitFor(/IP-Config: Complete:/, 120_000);
        await machine.waitFor(new RegExp(`ipaddr=${ip.replaceAll('.', '\\.')}, mask=255\\.255\\.255\\.0`), 10_000);
        await machine.waitFor(/gw=10\.79\.0\.2/, 10_000);
        await machine.waitFor(new RegExp(`host=${hostname}, domain=lab\\.example`), 10_000);
        await machine.waitFor(new RegExp(`bootserver=${bootServer.replaceAll('.', '\\.')}`), 10_000);
      } finally {
        await machine.stop();
      }
      const told = (await lab.appliance.timeline(id)).filter(({ outcome }) => outcome === 'answered');
      expect(told.map((event) => `${event.what} ${event.ip}`)).toContain(`${what} ${ip}`);
    });
  }
});
