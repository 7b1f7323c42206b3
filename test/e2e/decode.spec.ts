import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualAppliance } from './virtual-appliance.js';

let appliance: VirtualAppliance;
beforeAll(async () => {
  appliance = await VirtualAppliance.start();
});
afterAll(() => appliance.stop());

const decode = (body: unknown) => appliance.ask('POST', '/api/v1/decode', body);

describe('POST /api/v1/decode', () => {
  it('prints the packets of a capture', async () => {
    const file = readFileSync(new URL('../golden/captures/rarp-request-reply.pcapng', import.meta.url));
    const { status, body } = await decode({ capture: file.toString('base64') });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      packets: [
        { number: 1, at: '2013-12-05T15:59:59.430926Z', vlans: [], route: '00:0c:29:34:0b:de > ff:ff:ff:ff:ff:ff' },
        { number: 2, words: expect.stringContaining('RARP reply: 00:0c:29:34:0b:de has 10.1.1.100') as string },
      ],
      problem: null,
    });
  });

  it('prints a packet in hexadecimal', async () => {
    const { body } = await decode({ hex: '0001 62 6f 6f 74 00 6f 63 74 65 74 00' });
    expect(body).toMatchObject({ packets: [{ words: 'RRQ "boot" octet' }] });
  });

  it.each([
    ['neither', {}],
    ['both', { hex: '00', capture: 'AAAA' }],
    ['no capture file', { capture: 'AAAA' }],
  ])('refuses %s', async (_, body) => {
    expect((await decode(body)).status).toBe(422);
  });
});
