import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { formatMacAddress } from '../../src/values/mac-address.js';
import type { BootpMessage } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';
import { typeOf, VirtualClient } from './virtual-client.js';

const [LEASEQUERY, UNASSIGNED, UNKNOWN, ACTIVE] = [10, 11, 12, 13] as const;
const CLIENT = '02:00:00:00:00:01';
/** Two relays on the wire, one of them listed. */
const RELAYS = { '10.79.0.9': '02:00:00:00:00:09', '10.79.0.8': '02:00:00:00:00:08' } as const;

let appliance: VirtualAppliance;
beforeEach(async () => {
  appliance = await VirtualAppliance.start({ REVEILLE_LOG: 'debug', REVEILLE_LEASEQUERY: '10.79.0.9' });
  for (const [address, card] of Object.entries(RELAYS)) {
    new VirtualNet().addInterface(appliance.wire, {
      name: 'eth0',
      mac: mac(card),
      addresses: [{ address: ip(address), network: networkOf(ip(address), 24) }],
    });
  }
  await appliance.post('/api/v1/networks', {
    name: 'lab',
    cidr: '10.79.0.0/24',
    mode: 'pool',
    pools: [{ from: '10.79.0.200', to: '10.79.0.202' }],
  });
});
afterEach(() => appliance.stop());

/** What a relay hears when it asks about an address. */
async function ask(relay: keyof typeof RELAYS, about: string): Promise<BootpMessage[]> {
  const before = appliance.frames.length;
  appliance.wire.inject(
    encodeUdpFrame({
      sourceMac: mac(RELAYS[relay]),
      destinationMac: mac(SERVER_MAC),
      sourceAddress: ip(relay),
      destinationAddress: ip('10.79.0.1'),
      sourcePort: 67,
      destinationPort: 67,
      payload: encodeBootpRequest({
        mac: mac('00:00:00:00:00:00'),
        relayAddress: ip(relay),
        clientAddress: ip(about),
        options: [[53, Buffer.from([LEASEQUERY])]],
      }),
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return appliance.frames.slice(before).flatMap((frame) => {
    const udp = decodeUdpFrame(frame);
    if (!udp.ok || readEthernetHeader(frame)?.source !== mac(SERVER_MAC)) return [];
    expect(formatIpv4Address(udp.value.destinationAddress)).toBe(relay);
    return [must(decodeBootp(udp.value.payload))];
  });
}

describe('DHCPLEASEQUERY on the wire (RFC 4388)', () => {
  it('tells a relay of REVEILLE_LEASEQUERY whose address it is, and no other', async () => {
    expect(await new VirtualClient(appliance, CLIENT).bind()).toBe('10.79.0.200');
    const [active] = await ask('10.79.0.9', '10.79.0.200');
    expect([typeOf(active), active?.mac && formatMacAddress(active.mac)]).toEqual([ACTIVE, CLIENT]);
    expect(typeOf((await ask('10.79.0.9', '10.79.0.201'))[0])).toBe(UNASSIGNED);
    expect(typeOf((await ask('10.79.0.9', '10.99.0.1'))[0])).toBe(UNKNOWN);

    expect(await ask('10.79.0.8', '10.79.0.200')).toEqual([]);
    expect(appliance.logged.join('\n')).toContain('leasequery-refused');
  });
});
