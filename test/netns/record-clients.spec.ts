import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DhcpRecording, typesIn, writeRecording } from '../clients/dhcp-recording.js';
import { FAMILY_CLIENTS } from '../clients/family-clients.js';
import { Lab } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { CLIENT_FAMILIES, type ClientFamily } from '../golden/client-families.js';

const BOOT_MILLISECONDS = 180_000;

/** RECORD_GOLDEN=1 keeps what is recorded here as test/golden/recorded/*.pcap. */
const KEEP = process.env['RECORD_GOLDEN'] === '1';

/** Option 53 of answers with an address: DHCPOFFER, DHCPACK; 0 is BOOTP. */
const ANSWERS = [0, 2, 5];

describe('each family of clients, recorded while it gets its address', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'families' });
  }, 60_000);
  afterAll(() => lab.stop());

  async function addMachine({ name, mac, ip, files }: ClientFamily): Promise<number> {
    const boot = files === undefined ? {} : { boot: { files } };
    await lab.rig.ip(lab.rig.client, 'addr', 'flush', 'dev', 'pc0');
    return lab.addMachineAtPc0({ hostname: name, mac, ip, ...boot });
  }

  it.for(CLIENT_FAMILIES)('$name', { timeout: BOOT_MILLISECONDS + 30_000 }, async (family, context) => {
    const client = FAMILY_CLIENTS[family.name];
    if (client === undefined) throw new Error(`nobody knows how to run ${family.name}`);
    needTools(context, 'tcpdump', ...client.needs);
    const why = client.unless?.();
    if (why !== undefined) {
      // Not a failure in CI either: building a kernel takes longer than all the other tests together.
      console.warn(`skipped: ${why}`);
      return context.skip(why);
    }
    const id = await addMachine(family);
    const recording = await DhcpRecording.start(lab.rig);
    const stop = await client.start(lab, family);
    try {
      const told = async (): Promise<string[]> =>
        (await lab.appliance.timeline(id)).flatMap(({ what, protocol, detail }) => [
          what,
          `${protocol} ${String(detail['file'])}`,
        ]);
      await expect.poll(told, { timeout: BOOT_MILLISECONDS, interval: 250 }).toContain(family.done);
    } finally {
      await stop();
    }
    const file = await recording.stop(family.keeps ?? (() => true));
    expect(typesIn(file).some((type) => ANSWERS.includes(type))).toBe(true);
    if (KEEP) await writeRecording(family.name, file);
  });
});
