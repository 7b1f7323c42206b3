import { afterEach, describe, expect, it } from 'vitest';
import { decodeBootp } from '../../src/wire/bootp/bootp.codec.js';
import { ETHER_TYPE_IPV4, readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';
import { DISCOVER, VirtualClient } from './virtual-client.js';

const STORM = 1_000;
const FLOOD = 20_000;
/** RFC 2131 §4.1: a client waits for 4 s before it asks again. */
const FIRST_WINDOW_MS = 4_000;

let appliance: VirtualAppliance;
afterEach(() => appliance.stop());

async function start(to: string, environment: Readonly<Record<string, string>>): Promise<void> {
  appliance = await VirtualAppliance.start(environment);
  await appliance.post('/api/v1/networks', {
    name: 'lab',
    cidr: '10.79.0.0/16',
    mode: 'pool',
    pools: [{ from: '10.79.1.0', to }],
  });
}

const macOf = (number: number): string =>
  `02:00:00:${number
    .toString(16)
    .padStart(6, '0')
    .replace(/(..)(?!$)/g, '$1:')}`;

/** Which addresses the appliance has offered from this frame on. */
function offered(from: number): number[] {
  return appliance.frames.slice(from).flatMap((frame) => {
    const header = readEthernetHeader(frame);
    if (header?.source !== mac(SERVER_MAC) || header.etherType !== ETHER_TYPE_IPV4) return [];
    return [must(decodeBootp(must(decodeUdpFrame(frame)).payload)).yourAddress];
  });
}

describe('many clients at once', { timeout: 120_000 }, () => {
  it('a thousand machines that are switched on together are all answered before any asks again (field note D8: warewulf#1666)', async () => {
    await start('10.79.8.255', { REVEILLE_PROBE_MS: '500' });
    const before = appliance.frames.length;
    for (let at = 0; at < STORM; at++) new VirtualClient(appliance, macOf(at)).send(DISCOVER);
    await expect.poll(() => offered(before).length, { timeout: FIRST_WINDOW_MS, interval: 100 }).toBe(STORM);
    expect(new Set(offered(before)).size).toBe(STORM);
  });

  it('a flood of made-up hardware addresses takes no more than the pool, and known machines are served', async () => {
    await start('10.79.4.255', { REVEILLE_LOG: 'info,dhcp:debug' });
    await appliance.post('/api/v1/machines', { hostname: 'fixed', nics: [{ mac: macOf(0xff0001), ip: '10.79.0.21' }] });
    await appliance.post('/api/v1/machines', { hostname: 'pooled', nics: [{ mac: macOf(0xff0002) }] });
    const before = appliance.frames.length;
    for (let at = 0; at < FLOOD; at++) new VirtualClient(appliance, macOf(at)).send(DISCOVER);
    await expect.poll(() => appliance.frames.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + FLOOD);
    expect(await new VirtualClient(appliance, macOf(0xff0001)).bind()).toBe('10.79.0.21');
    expect(await new VirtualClient(appliance, macOf(0xff0002)).bind()).toMatch(/^10\.79\.[1-4]\./);
    expect(new Set(offered(before)).size).toBeLessThanOrEqual(1_024 + 1);
  });

  it('one stranger that repeats itself without end is heard twenty times a second; a known machine always', async () => {
    await start('10.79.4.255', {});
    await appliance.post('/api/v1/machines', { hostname: 'fixed', nics: [{ mac: macOf(0xff0001), ip: '10.79.0.21' }] });
    const [stranger, known] = [new VirtualClient(appliance, macOf(1)), new VirtualClient(appliance, macOf(0xff0001))];
    const before = appliance.frames.length;
    for (let at = 0; at < 200; at++) {
      stranger.send(DISCOVER);
      known.send(DISCOVER);
    }
    await expect.poll(() => offered(before).filter((address) => (address & 0xffff) === 21).length).toBe(200);
    expect(offered(before).length).toBeLessThan(400);
    await expect
      .poll(async () => (await appliance.journalOf(stranger.hardware)).map(({ reason }) => reason))
      .toContain('rate-limited');
  });
});
