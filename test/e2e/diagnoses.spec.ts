import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiagnosesView } from '../../src/forensics/diagnosis.schema.js';
import { encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { ip, mac } from '../fakes/known-lab.js';
import { VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await addNetwork('lab', '10.79.0.0/24');
  await addNetwork('far', '10.80.0.0/24');
});
afterEach(() => appliance.stop());

function ask(): void {
  appliance.wire.inject(
    encodeRarp({
      source: mac(SUN),
      destination: mac('ff:ff:ff:ff:ff:ff'),
      operation: 3,
      senderHardwareAddress: mac(SUN),
      senderProtocolAddress: ip('255.255.255.255'),
      targetHardwareAddress: mac(SUN),
      targetProtocolAddress: ip('0.0.0.0'),
    }),
  );
}

const addNetwork = (name: string, cidr: string) => appliance.post('/api/v1/networks', { name, cidr });
const addMachine = (over: object = {}) =>
  appliance.post('/api/v1/machines', { hostname: 'ultra10', nics: [{ mac: SUN, ip: '10.79.0.21' }], ...over });

async function diagnosesOf(path: string): Promise<DiagnosesView> {
  const { status, body } = await appliance.ask('GET', path);
  expect(status).toBe(200);
  return body as DiagnosesView;
}
const names = ({ items }: DiagnosesView): string[] => items.map(({ name }) => name);

describe('diagnoses by REST', () => {
  it('an unknown hardware address: the nearest known one is named', async () => {
    const { id } = await addMachine({ hostname: 'ultra5', nics: [{ mac: '8:0:20:8e:48:dd', ip: '10.79.0.5' }] });
    ask();
    const view = await diagnosesOf(`/api/v1/diagnoses?mac=${SUN}`);
    expect(names(view)).toEqual(['mac-wrong']);
    expect(view.nearest).toEqual({
      mac: '08:00:20:8e:48:dd',
      machineId: id,
      hostname: 'ultra5',
      how: 'one digit differs',
    });
  });

  it('a machine on the wrong wire, and the same one by its hardware address', async () => {
    const { id } = await addMachine({ nics: [{ mac: SUN, ip: '10.80.0.21' }] });
    ask();
    expect(names(await diagnosesOf(`/api/v1/machines/${id}/diagnoses`))).toContain('wrong-wire');
    expect(names(await diagnosesOf(`/api/v1/diagnoses?mac=${SUN}`))).toContain('wrong-wire');
  });

  it('a machine that is well has none', async () => {
    const { id } = await addMachine({ boot: { files: { rarp: 'inetboot' } } });
    ask();
    expect(names(await diagnosesOf(`/api/v1/machines/${id}/diagnoses`))).toEqual([]);
  });

  it('RARP is switched off: nobody serves', async () => {
    await appliance.stop();
    appliance = await VirtualAppliance.start({ REVEILLE_RARP: 'off' });
    await addNetwork('lab', '10.79.0.0/24');
    const { id } = await addMachine();
    const { items } = await diagnosesOf(`/api/v1/machines/${id}/diagnoses`);
    expect(items.find(({ name }) => name === 'not-serving')?.sentence).toContain('REVEILLE_RARP=off');
  });

  it('says what is missing when there is no such machine or no hardware address', async () => {
    expect((await appliance.ask('GET', '/api/v1/machines/99/diagnoses')).status).toBe(404);
    expect((await appliance.ask('GET', '/api/v1/diagnoses')).status).toBe(422);
  });
});
