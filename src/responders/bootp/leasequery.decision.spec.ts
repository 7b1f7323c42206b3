import { describe, expect, it } from 'vitest';
import { bytes } from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, labWire, mac, must } from '../../../test/fakes/known-lab.js';
import { LeaseBook } from '../../addressing/lease-book.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { BootpRequest } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import { readUint32 } from '../../wire/dhcp/dhcp-options.codec.js';
import { decideLeasequery } from './leasequery.decision.js';

const MAC = '02:00:00:00:00:01';
const MACHINE = labMachine({ nics: [{ mac: MAC, ip: '10.79.0.21' }, { ip: '10.79.0.22' }] });
const [NIC] = MACHINE.nics;
const OWNER = NIC && { machine: MACHINE, nic: NIC };
const CLIENT_ID = Buffer.from([1, 2, 3]);

/** One lease, taken by a relayed client a minute before the question. */
const LEASED = '02:00:00:00:00:77';
const LEASED_ID = Buffer.from([0, 1, 0xff]);
const CIRCUIT = Buffer.from([1, 2, 0x41, 0x42]);
const NOW = 1_060_000;
const POOL = labNetwork({ mode: 'pool' });

function leasesOfOne(): LeaseBook {
  const leases = new LeaseBook();
  const clientId = LEASED_ID.toString('latin1');
  const client = { key: clientId, mac: mac(LEASED), clientId, machineId: undefined };
  const facts = { hostname: 'guest', vendorClass: undefined, relayAgent: CIRCUIT.toString('latin1') };
  const taken = { kind: 'lease', network: POOL, address: ip('10.79.0.150'), at: 1_000_000 } as const;
  leases.make(leases.begin({ ...taken, client, facts, expires: 1_000_000 + 3_600_000 }));
  return leases;
}

function ask(request: Partial<BootpRequest>, relay = '10.79.0.9') {
  const message = must(
    decodeBootp(
      encodeBootpRequest({
        mac: mac('00:00:00:00:00:00'),
        relayAddress: ip(relay),
        ...request,
        options: [bytes(53, 10), ...(request.options ?? [])],
      }),
    ),
  );
  return decideLeasequery({
    message,
    wire: labWire('10.79.0.1/24'),
    relayPort: undefined,
    now: NOW,
    leases: leasesOfOne(),
    isListed: (giaddr) => giaddr === ip('10.79.0.9'),
    networkOf: (address) => (address >>> 8 === ip('10.79.0.0') >>> 8 ? POOL : undefined),
    byIp: (address) => (address === ip('10.79.0.21') ? OWNER : undefined),
    byMac: (asked) => (asked === mac(MAC) ? OWNER : undefined),
    byClientId: (asked) => (asked.equals(CLIENT_ID) ? OWNER : undefined),
  });
}

/** `DHCPLEASEACTIVE 10.79.0.21 of 02:… to 10.79.0.9`, or the reason for silence. */
function outcome(request: Partial<BootpRequest>, relay?: string): string {
  const verdict = ask(request, relay);
  if (verdict.kind === 'silent') return `silent ${verdict.reason}`;
  const message = must(decodeBootp(encodeBootp(verdict.reply.message).bytes));
  const whose = message.mac === undefined || message.mac === 0 ? 'nobody' : formatMacAddress(message.mac);
  return `${verdict.reply.name} ${formatIpv4Address(message.clientAddress)} of ${whose}`;
}

describe('DHCPLEASEQUERY (RFC 4388)', () => {
  it.each<[string, Partial<BootpRequest>, string]>([
    ['by address', { clientAddress: ip('10.79.0.21') }, `DHCPLEASEACTIVE 10.79.0.21 of ${MAC}`],
    ['by MAC', { mac: mac(MAC) }, `DHCPLEASEACTIVE 10.79.0.21 of ${MAC}`],
    ['by client id', { options: [[61, CLIENT_ID]] }, `DHCPLEASEACTIVE 10.79.0.21 of ${MAC}`],
    ['by the address of a lease', { clientAddress: ip('10.79.0.150') }, `DHCPLEASEACTIVE 10.79.0.150 of ${LEASED}`],
    ['by the MAC of a lease', { mac: mac(LEASED) }, `DHCPLEASEACTIVE 10.79.0.150 of ${LEASED}`],
    ['by the client id of a lease', { options: [[61, LEASED_ID]] }, `DHCPLEASEACTIVE 10.79.0.150 of ${LEASED}`],
    ['for an address that nobody has', { clientAddress: ip('10.79.0.99') }, 'DHCPLEASEUNASSIGNED 10.79.0.99 of nobody'],
    ['for an address that is not ours', { clientAddress: ip('10.99.0.1') }, 'DHCPLEASEUNKNOWN 10.99.0.1 of nobody'],
    ['for a stranger’s MAC', { mac: mac('02:00:00:00:00:99') }, 'DHCPLEASEUNKNOWN 0.0.0.0 of 02:00:00:00:00:99'],
    ['for nothing at all', {}, 'DHCPLEASEUNKNOWN 0.0.0.0 of nobody'],
  ])('%s', (_words, request, expected) => {
    expect(outcome(request)).toBe(expected);
  });

  it('is answered to listed relays only', () => {
    expect(outcome({ mac: mac(MAC) }, '10.79.0.8')).toBe('silent leasequery-refused');
    expect(outcome({ mac: mac(MAC) }, '0.0.0.0')).toBe('silent nowhere-to-answer');
  });

  it('gives the lease time, and of the rest what is asked for', () => {
    const codes = (list: readonly number[]): number[] => {
      const verdict = ask({ mac: mac(MAC), options: list.length === 0 ? [] : [bytes(55, ...list)] });
      if (verdict.kind === 'silent') throw new Error(verdict.reason);
      return must(decodeBootp(encodeBootp(verdict.reply.message).bytes)).options.codes();
    };
    expect(codes([])).toEqual([53, 54, 51]);
    expect(codes([12, 92, 12])).toEqual([53, 54, 12, 92]);
  });

  it('gives what remains of a lease, its client id, its relay agent information and when it was last heard of', () => {
    const verdict = ask({ clientAddress: ip('10.79.0.150') });
    if (verdict.kind === 'silent') throw new Error(verdict.reason);
    const { options } = must(decodeBootp(encodeBootp(verdict.reply.message).bytes));
    expect(options.codes()).toEqual([53, 54, 51, 61, 91, 82]);
    expect([readUint32(options, 51), readUint32(options, 91)]).toEqual([3540, 60]);
    expect([options.get(61), options.get(82)]).toEqual([LEASED_ID, CIRCUIT]);
  });

  it('goes to giaddr', () => {
    expect(ask({ mac: mac(MAC) })).toMatchObject({ destination: { to: 'relay', address: ip('10.79.0.9') } });
  });
});
