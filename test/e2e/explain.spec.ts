import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExplainView, StepView } from '../../src/explain/explain.schema.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { formatMacAddress, type MacAddress } from '../../src/values/mac-address.js';
import { ETHER_TYPE_RARP, readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { ip, mac } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const RELAY = ip('10.79.0.250');
const RELAY_MAC = '02:00:00:00:00:fa';

let appliance: VirtualAppliance;

beforeAll(async () => {
  appliance = await VirtualAppliance.start();
  appliance.addBootFile('pxelinux.0', Buffer.alloc(1000));
  appliance.addBootFile('shimx64.efi', Buffer.alloc(2000));
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', mode: 'known', authoritative: true });
  // Asks by its own address, so that the relay's answers find their way.
  const relay = new VirtualNet();
  const address = { address: RELAY, network: networkOf(RELAY, 24) };
  relay.addInterface(appliance.wire, { name: 'relay', mac: mac(RELAY_MAC), addresses: [address] });
});
afterAll(() => appliance.stop());

async function explain(body: unknown): Promise<ExplainView> {
  const answer = await appliance.ask('POST', '/api/v1/explain', body);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as ExplainView;
}

async function explainPacket(packet: Record<string, unknown>): Promise<StepView> {
  const [step] = (await explain({ packet })).steps;
  if (step === undefined) throw new Error('nothing was explained');
  return step;
}

/** The frame, put on the wire; and the first frame or payload that the appliance answers, in hexadecimal. */
async function answerOnTheWire(step: StepView, packet: Packet): Promise<string | undefined> {
  const bytes = Buffer.from(step.asked.hex, 'hex');
  const before = appliance.frames.length;
  const relayed = packet.relay !== undefined;
  appliance.wire.inject(
    packet.protocol === 'rarp'
      ? bytes
      : encodeUdpFrame({
          sourceMac: relayed ? mac(RELAY_MAC) : mac(packet.mac),
          destinationMac: relayed ? mac(SERVER_MAC) : mac('ff:ff:ff:ff:ff:ff'),
          sourceAddress: relayed ? RELAY : (0 as Ipv4Address),
          destinationAddress: relayed ? ip('10.79.0.1') : BROADCAST_ADDRESS,
          sourcePort: relayed ? 67 : 68,
          destinationPort: 67,
          payload: bytes,
        }),
  );
  // An answer leaves in the turn of its packet; the frames that carry it move after that one.
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
  for (const frame of appliance.frames.slice(before)) {
    if (readEthernetHeader(frame)?.source !== mac(SERVER_MAC)) continue;
    if (readEthernetHeader(frame)?.etherType === ETHER_TYPE_RARP) return frame.toString('hex');
    const udp = decodeUdpFrame(frame);
    if (udp.ok && udp.value.sourcePort === 67) return udp.value.payload.toString('hex');
  }
  return undefined;
}

interface Packet {
  readonly protocol: 'rarp' | 'bootp' | 'dhcp';
  readonly mac: string;
  readonly relay?: string;
}

/** NICs: 02:00:00:00:01:01 to :1f, of which machines have the odd ones. */
const someMac = fc.integer({ min: 1, max: 0x1f }).map((last) => `02:00:00:00:01:${last.toString(16).padStart(2, '0')}`);
const someAddress = fc.integer({ min: 1, max: 0x1f }).map((last) => `10.79.0.${100 + last}`);

const somePacket: fc.Arbitrary<Packet> = fc.record(
  {
    protocol: fc.constantFrom('rarp', 'bootp', 'dhcp'),
    type: fc.constantFrom('discover', 'request'),
    mac: someMac,
    architecture: fc.constantFrom(0, 6, 7, 9, 11, 16, 77),
    vendorClass: fc.constantFrom(null, 'PXEClient', 'MSFT 5.0'),
    userClass: fc.constant('iPXE'),
    requestedAddress: someAddress,
    relay: fc.constant(formatIpv4Address(RELAY)),
    circuitId: fc.constant('0a0b'),
    file: fc.constantFrom('pxelinux.0', 'other'),
    broadcast: fc.boolean(),
  },
  { requiredKeys: ['protocol', 'mac'] },
);

const someMachine = fc.record({
  mode: fc.constantFrom('always', 'local', 'paused', 'once'),
  files: fc.constantFrom(undefined, { default: 'pxelinux.0' }, { 'x64-uefi': 'shimx64.efi', ipxe: 'http://x/y.ipxe' }),
});

describe('POST /api/v1/explain', () => {
  it('says what the wire says, byte for byte, whoever asks for whatever', async () => {
    const machines = fc.sample(someMachine, { numRuns: 16, seed: 7 });
    for (const [index, { mode, files }] of machines.entries()) {
      const last = 2 * index + 1;
      await appliance.post('/api/v1/machines', {
        hostname: `m${index}`,
        nics: [{ mac: formatMacAddress((0x0200_0000_0100 + last) as MacAddress), ip: `10.79.0.${100 + last}` }],
        boot: { mode, ...(files !== undefined && { files }) },
      });
    }
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(somePacket, async (packet) => {
        const step = await explainPacket({ ...packet });
        const sent = await answerOnTheWire(step, packet);
        expect(sent).toBe(step.answer?.hex);
        if (sent !== undefined) answered += 1;
      }),
      { numRuns: 300 },
    );
    expect(answered).toBeGreaterThan(50);
  });

  it('names the policies in their order, and what each said', async () => {
    const { steps, fetches, machine } = await explain({
      machine: await addMachine('ultra10', { default: 'pxelinux.0' }),
    });
    expect(machine?.hostname).toBe('ultra10');
    expect(steps.map(({ title, outcome }) => `${title}: ${outcome}`)).toEqual([
      'RARP request: answered',
      'BOOTREQUEST: answered',
      'DHCPDISCOVER, x86 BIOS: answered',
      'DHCPREQUEST, x86 BIOS: answered',
      'DHCPDISCOVER, x64 UEFI: answered',
      'DHCPREQUEST, x64 UEFI: answered',
    ]);
    expect(steps[2]?.policies.slice(0, 6)).toEqual([
      { policy: 'paused', said: 'has nothing to say' },
      { policy: 'local', said: 'has nothing to say' },
      { policy: 'install', said: 'has nothing to say' },
      { policy: 'machine files', said: 'boot pxelinux.0 (machine default)' },
      { policy: 'profile', said: 'is not asked any more' },
      { policy: 'network files', said: 'is not asked any more' },
    ]);
    expect(steps[3]?.answer?.words).toContain('BOOTREPLY DHCPACK');
    expect(fetches).toMatchObject([
      { protocol: 'tftp', path: 'pxelinux.0', outcome: 'answered', size: 1000 },
      { protocol: 'http', path: 'pxelinux.0', outcome: 'answered', answer: '200' },
    ]);
  });

  it('says why there is no answer, and what to do', async () => {
    const step = await explainPacket({ protocol: 'rarp', mac: '02:00:00:00:09:09' });
    expect(step).toMatchObject({
      outcome: 'silent',
      reason: 'unknown-machine',
      sentence: 'no answer, no machine in the inventory has this hardware address',
      cure: 'Add the machine, or correct the MAC of its NIC.',
      answer: null,
    });
  });

  it('says what a fetch is told', async () => {
    const packet = { protocol: 'tftp', file: 'missing.0', clientAddress: '10.79.0.77' };
    await addMachine('node77', {}, '10.79.0.77');
    const { fetches } = await explain({ packet });
    expect(fetches).toMatchObject([{ outcome: 'silent', reason: 'no-such-file' }]);
    // ERROR, code 1, as it goes over the wire.
    expect(fetches[0]?.answer).toMatch(/^00050001/);
  });

  it('leaves no trace: no event, no lease', async () => {
    const id = await addMachine('quiet', {}, '10.79.0.78');
    await explain({ machine: id });
    expect(await appliance.timeline(id)).toEqual([]);
  });

  it('reads a frame that somebody captured', async () => {
    const { asked } = await explainPacket({ protocol: 'rarp', mac: '02:00:00:00:09:09' });
    const { steps } = await explain({ hex: asked.hex });
    expect(steps[0]).toMatchObject({ title: 'RARP', reason: 'unknown-machine' });
  });

  it.each([
    ['nothing', {}],
    ['both', { machine: 1, hex: '00' }],
    ['an interface that is not there', { packet: { protocol: 'rarp', mac: '02:00:00:00:09:09' }, interface: 'eth9' }],
    ['a packet of nobody', { packet: { protocol: 'dhcp' } }],
    ['octets that are no packet', { hex: '0102' }],
  ])('refuses %s', async (_, body) => {
    expect((await appliance.ask('POST', '/api/v1/explain', body)).status).toBe(422);
  });

  it('does not know every machine', async () => {
    expect((await appliance.ask('POST', '/api/v1/explain', { machine: 'nobody' })).status).toBe(404);
  });
});

let next = 0;
async function addMachine(hostname: string, files: Record<string, string>, address = '10.79.0.70'): Promise<number> {
  next += 1;
  const nics = [{ mac: `02:00:00:00:02:0${next}`, ip: address }];
  return (await appliance.post('/api/v1/machines', { hostname, nics, boot: { files } })).id;
}
