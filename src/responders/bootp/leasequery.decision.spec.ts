import { describe, expect, it } from 'vitest';
import { bytes } from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, labWire, mac, must } from '../../../test/fakes/known-lab.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { BootpRequest } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import { decideLeasequery } from './leasequery.decision.js';

const MAC = '02:00:00:00:00:01';
const MACHINE = labMachine({ nics: [{ mac: MAC, ip: '10.79.0.21' }, { ip: '10.79.0.22' }] });
const [NIC] = MACHINE.nics;
const OWNER = NIC && { machine: MACHINE, nic: NIC };
const CLIENT_ID = Buffer.from([1, 2, 3]);

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
    isListed: (giaddr) => giaddr === ip('10.79.0.9'),
    networkOf: (address) => (address >>> 8 === ip('10.79.0.0') >>> 8 ? labNetwork() : undefined),
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

  it('goes to giaddr', () => {
    expect(ask({ mac: mac(MAC) })).toMatchObject({ destination: { to: 'relay', address: ip('10.79.0.9') } });
  });
});
