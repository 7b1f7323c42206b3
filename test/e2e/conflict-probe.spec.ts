import { afterEach, describe, expect, it } from 'vitest';
import { BROADCAST_MAC } from '../../src/values/mac-address.js';
import { ARP_REPLY, ARP_REQUEST, decodeArp, encodeArp } from '../../src/wire/arp/arp.codec.js';
import { ip, mac } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';
import { addressOf, DISCOVER, VirtualClient } from './virtual-client.js';

const STRANGER = '02:00:00:00:00:99';

let appliance: VirtualAppliance;
afterEach(() => appliance.stop());

async function start(milliseconds: number): Promise<void> {
  appliance = await VirtualAppliance.start({ REVEILLE_LOG: 'debug', REVEILLE_PROBE_MS: String(milliseconds) });
  await appliance.post('/api/v1/networks', {
    name: 'lab',
    cidr: '10.79.0.0/24',
    mode: 'pool',
    pools: [{ from: '10.79.0.200', to: '10.79.0.202' }],
  });
}

const client = (last: number) => new VirtualClient(appliance, `02:00:00:00:00:0${last}`);

/** The addresses that the appliance has asked for, in order. */
const askedFor = (): number[] =>
  appliance.frames.flatMap((frame) => {
    const packet = decodeArp(frame);
    if (!packet.ok || packet.value.senderHardwareAddress !== mac(SERVER_MAC)) return [];
    const { operation, senderProtocolAddress, targetProtocolAddress } = packet.value;
    return operation === ARP_REQUEST && senderProtocolAddress === 0 ? [targetProtocolAddress & 0xff] : [];
  });

/** A host that has an address which nobody gave it. */
function plugInStranger(address: string): void {
  const plug = appliance.wire.attach((frame) => {
    const packet = decodeArp(frame);
    if (!packet.ok || packet.value.targetProtocolAddress !== ip(address)) return;
    plug.send(
      encodeArp({
        source: mac(STRANGER),
        destination: packet.value.source,
        operation: ARP_REPLY,
        senderHardwareAddress: mac(STRANGER),
        senderProtocolAddress: ip(address),
        targetHardwareAddress: packet.value.senderHardwareAddress,
        targetProtocolAddress: packet.value.senderProtocolAddress,
      }),
    );
  });
}

describe('the conflict probe', () => {
  it('an address that somebody uses is put in quarantine with who that is, and the client gets the next one', async () => {
    await start(50);
    plugInStranger('10.79.0.200');
    expect(await client(1).bind()).toBe('10.79.0.201');
    expect((await appliance.ask('GET', '/api/v1/leases/10.79.0.200')).body).toMatchObject({
      state: 'quarantined',
      reason: `in use by ${STRANGER}, which answered when the wire was asked`,
    });
    await expect
      .poll(() => appliance.journalOf(STRANGER))
      .toMatchObject([{ reason: 'address-conflict', ip: '10.79.0.200' }]);
    expect(await client(2).bind()).toBe('10.79.0.202');
    expect(askedFor()).toEqual([200, 201, 202]);
  });

  it('a client that comes back to its address, or asks again for its offer, is not kept waiting', async () => {
    await start(50);
    const own = client(1);
    expect(addressOf(await own.say(DISCOVER))).toBe('10.79.0.200');
    expect(addressOf(await own.say(DISCOVER))).toBe('10.79.0.200');
    expect(await own.bind()).toBe('10.79.0.200');
    expect(await own.bind()).toBe('10.79.0.200');
    expect(askedFor()).toEqual([200]);
  });

  it('while the wire is asked, a repeated DISCOVER asks nothing more and others are served', async () => {
    await start(3_000);
    await appliance.post('/api/v1/machines', {
      hostname: 'ultra10',
      nics: [{ mac: '02:00:00:00:00:07', ip: '10.79.0.21' }],
    });
    const [waiting, known] = [client(1), client(7)];
    waiting.send(DISCOVER);
    expect(await waiting.say(DISCOVER)).toBeUndefined();
    expect(await known.bind()).toBe('10.79.0.21');
    expect(askedFor()).toEqual([200]);
    const told = await appliance.journalOf(waiting.hardware);
    expect(told.filter(({ outcome }) => outcome === 'answered')).toEqual([]);
    await expect
      .poll(async () => (await appliance.journalOf(waiting.hardware)).map(({ what }) => what), { timeout: 10_000 })
      .toContain('DHCPDISCOVER -> DHCPOFFER');
  });

  it('an address that its own client is about to take is not in use', async () => {
    await start(200);
    const own = client(1);
    appliance.wire.observe((frame) => {
      const packet = decodeArp(frame);
      if (!packet.ok || packet.value.senderHardwareAddress !== mac(SERVER_MAC)) return;
      const probe = { ...packet.value, source: mac(own.hardware), senderHardwareAddress: mac(own.hardware) };
      appliance.wire.inject(encodeArp({ ...probe, destination: BROADCAST_MAC }));
    });
    expect(await own.bind()).toBe('10.79.0.200');
  });
});
