import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import type { RunningProgram } from '../clients/running-program.js';
import type { NetworkRig } from '../clients/network-rig.js';
import { VirtualMachine } from '../clients/virtual-machine.js';

const PC = '02:79:00:00:04:01';
const PXE = '52:54:00:79:00:94';
const BOOT_MILLISECONDS = 150_000;

/** dnsmasq takes port 67 for itself alone, or, with --bind-interfaces, lets others have it too. */
const WAYS = [
  { how: 'that has port 67 for itself', args: [] },
  { how: 'that shares port 67', args: ['--interface=wire0', '--bind-interfaces'] },
] as const;

/** Nothing about booting in it. */
function startDnsmasq(rig: NetworkRig, args: readonly string[]): RunningProgram {
  return rig.inServer('dnsmasq', [
    ...['--keep-in-foreground', '--log-facility=-', '--log-dhcp', '--conf-file=/dev/null', '--port=0', '--user=root'],
    ...['--leasefile-ro', '--dhcp-range=10.79.0.150,10.79.0.160,2m', '--dhcp-option=option:T1,4'],
    ...['--dhcp-option=option:T2,100', ...args],
  ]);
}

describe('mode proxy beside a DHCP server on the same host (dnsmasq)', () => {
  let lab: Lab | undefined;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reveille-beside-'));
  });
  afterEach(async () => {
    await lab?.stop();
    lab = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  for (const { how, args } of WAYS) {
    for (const order of ['before us', 'after us'] as const) {
      it(`one ${how}, started ${order}, hears renewals that its clients send to it alone`, async (context) => {
        needTools(context, 'dnsmasq', 'dhclient');
        let server: RunningProgram | undefined;
        const startServer = async (rig: NetworkRig): Promise<void> => {
          server = startDnsmasq(rig, args);
          await server.waitFor(/DHCP, IP range/, 10_000);
        };
        lab = await Lab.start({ label: 'beside', ...(order === 'before us' && { beforeAppliance: startServer }) });
        const { rig, appliance } = lab;
        await lab.changeNetwork({ mode: 'proxy' });
        if (order === 'after us') await startServer(rig);

        await rig.becomeMachine(PC);
        const client = await DhcpClient.dhclient(rig, { leaseFile: join(folder, 'leases') });
        try {
          const address = (await client.lease())['new_ip_address'] ?? '';
          expect(address).toMatch(/^10\.79\.0\.1[56]\d$/);
          await rig.ip(rig.client, 'addr', 'replace', `${address}/24`, 'dev', 'pc0');
          expect(await client.renewed('RENEW')).toMatchObject({ new_ip_address: address });
          expect(client.program.output).toContain(`DHCPREQUEST for ${address} on pc0 to ${SERVER_ADDRESS} port 67`);
        } finally {
          await client.stop();
        }
        expect(server?.output.match(/DHCPACK\(wire0\)/g)?.length).toBeGreaterThanOrEqual(2);
        // We heard it all the same, and left it alone.
        const told = await appliance.journalOf(PC);
        expect(told.filter(({ outcome }) => outcome === 'answered')).toEqual([]);
        expect(told.map(({ what }) => what).filter((what) => what.startsWith('DHCPREQUEST')).length).toBeGreaterThan(1);
      });
    }
  }

  it(
    'a BIOS with iPXE gets its address from it and its file from us',
    async (context) => {
      needTools(context, 'dnsmasq', 'qemu', 'ipxeRom');
      lab = await Lab.start({ label: 'beside' });
      const { rig, appliance } = lab;
      await lab.changeNetwork({ mode: 'proxy' });
      const server = startDnsmasq(rig, []);
      await server.waitFor(/DHCP, IP range/, 10_000);
      await appliance.addBootFile('boot.ipxe', '#!ipxe\necho reveille chose this\nsleep 600\n');
      const id = await appliance.addMachine({
        hostname: 'proxied-here',
        nics: [{ mac: PXE }],
        boot: { files: { ipxe: 'boot.ipxe' } },
      });
      const machine = await VirtualMachine.start(rig, { mac: PXE, firmware: 'bios' });
      try {
        await machine.waitFor(/reveille chose this/, BOOT_MILLISECONDS);
      } finally {
        await machine.stop();
      }
      expect(server.output).toMatch(new RegExp(`DHCPACK\\(wire0\\) 10\\.79\\.0\\.1[56]\\d ${PXE}`));
      expect((await appliance.timeline(id)).map(({ what }) => what)).toContain('DHCPDISCOVER -> proxy DHCPOFFER');
    },
    BOOT_MILLISECONDS + 30_000,
  );
});
