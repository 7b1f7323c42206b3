import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeBootp } from '../../src/wire/bootp/bootp.codec.js';
import type { BootpMessage, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { MOST_OF_A_MACHINE } from '../../src/personalities/personality.repository.js';
import { must } from '../fakes/known-lab.js';
import { VirtualAppliance } from './virtual-appliance.js';
import { ACK, addressOf, addressOption, DISCOVER, REQUEST, SERVER, typeOf, VirtualClient } from './virtual-client.js';

const MAC = '52:54:00:79:0a:50';
const ADDRESS = '10.79.0.150';

/** What a client tells of itself; the rest of a request is ours. */
const IDENTITY = [60, 61, 77, 93, 94, 97, 175];

interface ShownPersonality {
  readonly kind: string;
  readonly clientId: string | null;
  readonly clientIdText: string | null;
  readonly vendorClass: string | null;
  readonly userClass: string | null;
  readonly uuid: string | null;
  readonly architecture: string | null;
  readonly mac: string | null;
  readonly ip: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly times: number;
}

/** How the client of a recording (test/golden/recorded) presents itself. */
function identityOf(family: string): OptionToSend[] {
  const file = readFileSync(new URL(`../golden/recorded/${family}.pcap`, import.meta.url));
  const [request] = must(readCapture(file)).frames.map(({ bytes }): BootpMessage =>
    must(decodeBootp(must(decodeUdpFrame(bytes)).payload)),
  );
  return IDENTITY.flatMap((code): OptionToSend[] => {
    const value = request?.options.get(code);
    return value === undefined ? [] : [[code, value]];
  });
}

describe('the personalities of a machine', () => {
  let appliance: VirtualAppliance;
  let machineId: number;
  let client: VirtualClient;

  beforeEach(async () => {
    appliance = await VirtualAppliance.start();
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', mode: 'known' });
    machineId = (
      await appliance.post('/api/v1/machines', { hostname: 'many-faces', nics: [{ mac: MAC, ip: ADDRESS }] })
    ).id;
    client = new VirtualClient(appliance, MAC);
  });
  afterEach(() => appliance.stop());

  async function bindAs(identity: readonly OptionToSend[]): Promise<string | undefined> {
    const offered = addressOf(await client.say(DISCOVER, identity)) ?? '0.0.0.0';
    const chosen = [addressOption(50, offered), addressOption(54, SERVER)];
    const ack = await client.say(REQUEST, [...chosen, ...identity]);
    expect(typeOf(ack)).toBe(ACK);
    return addressOf(ack);
  }

  async function personalities(): Promise<readonly ShownPersonality[]> {
    const { status, body } = await appliance.ask('GET', `/api/v1/machines/${machineId}/personalities`);
    expect(status).toBe(200);
    return (body as { items: ShownPersonality[] }).items;
  }

  it('are firmware, iPXE, initial RAM disk and operating system, and all of them share one address (field note D2: coreos/bugs#1432)', async () => {
    const families = ['ovmf-pxe', 'ipxe-bios-rom', 'udhcpc', 'dhclient', 'systemd-networkd'];
    for (const family of families) expect(await bindAs(identityOf(family))).toBe(ADDRESS);
    await bindAs(identityOf('udhcpc'));

    const shown = await personalities();
    expect(shown).toHaveLength(families.length);
    expect(shown.every(({ ip, mac }) => ip === ADDRESS && mac === MAC)).toBe(true);
    const by = (vendorClass: string | null) => shown.find((one) => one.vendorClass === vendorClass);
    expect(by('PXEClient:Arch:00007:UNDI:003000')).toMatchObject({ kind: 'firmware', architecture: 'x64 UEFI' });
    expect(shown.find(({ kind }) => kind === 'ipxe')).toMatchObject({
      userClass: 'iPXE',
      architecture: 'x86 BIOS',
    });
    expect(shown.filter(({ kind }) => kind === 'system')).toHaveLength(3);
    expect(shown.find(({ vendorClass }) => vendorClass?.startsWith('udhcp') === true)).toMatchObject({
      kind: 'system',
      clientIdText: 'ethernet 52:54:00:79:0a:01',
      times: 2,
    });
    expect(shown.find(({ clientId }) => clientId?.startsWith('ff') === true)?.clientIdText).toMatch(/^IAID 0x.* DUID/);
    // The one that was seen last comes first.
    const times = shown.map(({ lastSeenAt }) => lastSeenAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('tell an installer by its vendor class', async () => {
    await bindAs([[60, Buffer.from('d-i')]]);
    await bindAs([[60, Buffer.from('anaconda-Linux 6.8 x86_64')]]);
    expect((await personalities()).map(({ kind }) => kind)).toEqual(['installer', 'installer']);
  });

  it('are kept over a restart, and counted on', async () => {
    await bindAs([[61, Buffer.from('\0one')]]);
    const [before] = await personalities();
    await appliance.restart();
    await bindAs([[61, Buffer.from('\0one')]]);
    const [after, ...others] = await personalities();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ clientIdText: '"one"', times: 2, firstSeenAt: before?.firstSeenAt });
  });

  it('are no more than 16 of a machine: the one that was not seen for the longest goes', async () => {
    for (let last = 0; last <= MOST_OF_A_MACHINE; last += 1) {
      await bindAs([[61, Buffer.from([0, last])]]);
      if (last === 0) await personalities();
    }
    await bindAs([[61, Buffer.from([0, MOST_OF_A_MACHINE])]]);
    const shown = await personalities();
    expect(shown).toHaveLength(MOST_OF_A_MACHINE);
    expect(shown.map(({ clientId }) => clientId)).not.toContain('0000');
  });

  it('are not noted of what was refused or only offered, and go with their machine', async () => {
    await client.say(DISCOVER, [[61, Buffer.from('\0offered')]]);
    await client.say(REQUEST, [addressOption(50, '10.79.0.9'), addressOption(54, SERVER)]);
    expect(await personalities()).toEqual([]);
    await bindAs([]);
    expect(await personalities()).toHaveLength(1);
    expect((await appliance.ask('DELETE', `/api/v1/machines/${machineId}`)).status).toBe(204);
    expect((await appliance.ask('GET', `/api/v1/machines/${machineId}/personalities`)).status).toBe(404);
  });
});
