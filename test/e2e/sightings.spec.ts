import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { mac } from '../fakes/known-lab.js';
import { VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';
const SIGHTINGS = '/api/v1/sightings';

let appliance: VirtualAppliance;
beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
});
afterEach(() => appliance.stop());

function askRarp(text = SUN): void {
  appliance.wire.inject(
    encodeRarp({
      source: mac(text),
      destination: mac('ff:ff:ff:ff:ff:ff'),
      operation: 3,
      senderHardwareAddress: mac(text),
      senderProtocolAddress: BROADCAST_ADDRESS,
      targetHardwareAddress: mac(text),
      targetProtocolAddress: BROADCAST_ADDRESS,
    }),
  );
}

describe('sightings', () => {
  it('show who asked and is not in the inventory, with the maker of its card', async () => {
    askRarp();
    askRarp();
    const { body } = await appliance.ask('GET', SIGHTINGS);
    expect(body).toEqual({
      items: [
        expect.objectContaining({
          mac: '08:00:20:8e:48:de',
          vendor: expect.stringMatching(/oracle|sun/i) as string,
          times: 2,
          protocol: 'rarp',
          what: 'RARP request',
          interface: 'eth0',
        }),
      ],
      nextCursor: null,
    });
  });

  it('become machines by a person’s word, and are answered by the next packet (field note D6: matchbox#99)', async () => {
    askRarp();
    const adopted = await appliance.ask('POST', `${SIGHTINGS}/${SUN}/adopt`, { hostname: 'ultra10', ip: '10.79.0.21' });
    expect([adopted.status, adopted.headers['location']]).toEqual([201, '/api/v1/machines/1']);
    expect(adopted.body).toMatchObject({ nics: [{ mac: '08:00:20:8e:48:de', ip: '10.79.0.21' }] });
    expect((await appliance.ask('GET', SIGHTINGS)).body).toMatchObject({ items: [] });
    const before = appliance.frames.length;
    askRarp();
    await new Promise((resolve) => setImmediate(resolve));
    expect(appliance.frames.length).toBe(before + 2);
  });

  it('cannot be adopted when nobody saw them, or when the address is taken', async () => {
    expect((await appliance.ask('POST', `${SIGHTINGS}/${SUN}/adopt`, { hostname: 'ultra10' })).status).toBe(404);
    askRarp();
    await appliance.post('/api/v1/machines', { hostname: 'other', nics: [{ ip: '10.79.0.21' }] });
    const taken = await appliance.ask('POST', `${SIGHTINGS}/${SUN}/adopt`, { hostname: 'ultra10', ip: '10.79.0.21' });
    expect(taken.status).toBe(409);
    expect((await appliance.ask('GET', `${SIGHTINGS}/${SUN}`)).status).toBe(200);
  });

  it('are forgotten when told so, and outlive a restart otherwise', async () => {
    askRarp();
    askRarp('8:0:20:8e:48:df');
    expect((await appliance.ask('DELETE', `${SIGHTINGS}/${SUN}`)).status).toBe(204);
    expect((await appliance.ask('DELETE', `${SIGHTINGS}/${SUN}`)).status).toBe(404);
    await appliance.restart();
    expect((await appliance.ask('GET', SIGHTINGS)).body).toMatchObject({ items: [{ mac: '08:00:20:8e:48:df' }] });
  });

  it('come in pages', async () => {
    for (let serial = 0; serial < 5; serial += 1) askRarp(`8:0:20:0:0:${serial}`);
    const first = await appliance.ask('GET', `${SIGHTINGS}?limit=3`);
    const { items, nextCursor } = first.body as { items: unknown[]; nextCursor: string };
    const second = await appliance.ask('GET', `${SIGHTINGS}?limit=3&cursor=${nextCursor}`);
    expect([items.length, (second.body as { items: unknown[] }).items.length]).toEqual([3, 2]);
  });
});
