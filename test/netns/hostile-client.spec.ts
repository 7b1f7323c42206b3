import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { hostileFrame, hostilePackets } from '../clients/hostile-packets.js';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';
import type { RunningProgram } from '../clients/running-program.js';
import { looksLikeBootp } from '../fuzz/bootp-noise.js';

const MACHINE = { mac: '02:79:00:00:05:21', ip: '10.79.0.21' } as const;
/** Random packets between two visits of the good client. */
const HANDFUL = 100;

describe('a hostile client on the wire', () => {
  let lab: Lab;
  let wire: RunningProgram;
  let serverMac: string;
  let sent = 0;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'hostile' });
    const { rig } = lab;
    // A pool, so that nobody's packets end at "unknown".
    await lab.changeNetwork({ mode: 'pool', pools: [{ from: '10.79.0.100', to: '10.79.0.199' }] });
    await lab.addMachineAtPc0({ hostname: 'good', ...MACHINE });
    await rig.addCard('pc8', '02:66:00:00:00:01');
    const link = await rig.ip(rig.server, '-o', 'link', 'show', 'dev', 'wire0');
    serverMac = /link\/ether (\S+)/.exec(link)?.[1] ?? '';
    wire = rig.inClient(process.execPath, [`${REPOSITORY}/dist/test/clients/send-frames.js`, 'pc8']);
    await wire.waitFor(/ready/, 10_000);
  });
  afterAll(() => lab.stop());

  async function send(frames: readonly Buffer[]): Promise<void> {
    const name = `${++sent}`;
    wire.write(`${[name, ...frames.map((bytes) => bytes.toString('hex'))].join(' ')}\n`);
    await wire.waitFor(new RegExp(`sent ${name}\\n`), 10_000);
  }

  /** The good client: gets its own address, whatever came before. */
  async function isServed(): Promise<void> {
    const client = await DhcpClient.udhcpc(lab.rig);
    try {
      expect((await client.lease())['ip']).toBe(MACHINE.ip);
    } finally {
      await client.stop();
    }
  }

  it('leaves a good client served after each malformed, giant, looping and lying packet', async (context) => {
    needTools(context, 'busybox');
    await isServed();
    const packets = hostilePackets({ server: SERVER_ADDRESS, serverMac, machine: MACHINE.ip, machineMac: MACHINE.mac });
    for (const [name, frames] of Object.entries(packets)) {
      await send(frames);
      await isServed().catch((error: unknown) => {
        throw new Error(`after ${name}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
  });

  it('leaves it served after packets of chance that look like DHCP', async (context) => {
    needTools(context, 'busybox');
    for (const seed of [1, 2, 3, 4, 5]) {
      await send(fc.sample(looksLikeBootp, { numRuns: HANDFUL, seed }).map(hostileFrame));
      await isServed();
    }
  });

  it('finds no bug of ours, leaves no lie in the leases, and is not heard in the health', async () => {
    const { output } = lab.appliance.program;
    expect(output.split('\n').filter((line) => line.includes('our-bug') || line.includes('"level":"fatal"'))).toEqual(
      [],
    );
    const { body } = await lab.appliance.rest.get('/api/v1/leases?state=quarantined');
    expect((body as { readonly items: readonly { readonly ip: string }[] }).items.map(({ ip }) => ip)).not.toContain(
      MACHINE.ip,
    );
    expect((await lab.appliance.rest.get('/health/ready')).status).toBe(200);
  });
});
