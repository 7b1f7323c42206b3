import { describe, expect, it } from 'vitest';
import { CLIENT, nicDetails } from '../../../test/fakes/dhcp-lab.js';
import { ip, labLookups, labMachine, labNetwork, labWire, mac, must } from '../../../test/fakes/known-lab.js';
import { answerRecorded } from '../../../test/fakes/recorded-lab.js';
import { LeaseBook } from '../../addressing/lease-book.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import type { BootpMessage, OptionToSend } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import type { BootpVerdict } from './bootp-verdict.js';
import { decideDhcp } from './dhcp.decision.js';

const GUID = 'f81d4fae7dec11d0a76500a0c91e6bf6';
const CLIENT_ID: OptionToSend = [61, Buffer.from([0x20, 0, 0x11, 0x22])];

/** A machine that is known by its client id, as its NIC's record says. */
const MACHINE: KnownMachine = {
  ...labMachine(),
  nics: [{ mac: mac(CLIENT), ip: ip('10.79.0.21'), details: nicDetails({ clientId: '20:00:11:22' }) }],
};

/** A DISCOVER of this hardware type and length, with these octets in chaddr. */
function discover(htype: number, hlen: number, chaddr: string | undefined, known: boolean): BootpVerdict {
  const payload = encodeBootpRequest({ mac: mac(CLIENT), options: [[53, Buffer.from([1])], CLIENT_ID] });
  payload.set([htype, hlen], 1);
  if (chaddr !== undefined) payload.write(chaddr, 28, 'hex');
  const [nic] = MACHINE.nics;
  return decideDhcp({
    message: must(decodeBootp(payload)),
    relayAgent: undefined,
    known: known && nic !== undefined ? { machine: MACHINE, nic } : undefined,
    wire: labWire('10.79.0.1/24'),
    sourcePort: 68,
    destinationAddress: ip('255.255.255.255'),
    ...labLookups([labNetwork()]),
    isOwnAddress: (own) => own === ip('10.79.0.1'),
    fileExists: () => false,
    serverHostname: 'server',
    httpPort: 8080,
    now: 1_000_000,
    leases: new LeaseBook(),
    ownerOf: () => undefined,
  });
}

function read(verdict: BootpVerdict): BootpMessage {
  if (verdict.kind === 'silent') throw new Error(verdict.reason);
  return must(decodeBootp(encodeBootp(verdict.reply.message).bytes));
}

describe('hardware other than Ethernet', () => {
  it('of IEEE 802 has a MAC too', () => {
    expect(discover(6, 6, undefined, true)).toMatchObject({ destination: { to: 'hardware', mac: mac(CLIENT) } });
  });

  it('of InfiniBand has no address: the answer is broadcast, and says type and length back (RFC 4390)', () => {
    const verdict = discover(32, 0, '00'.repeat(16), true);
    expect(verdict).toMatchObject({ destination: { to: 'broadcast' } });
    expect(read(verdict)).toMatchObject({ hardwareType: 32, hardwareLength: 0, yourAddress: ip('10.79.0.21') });
    expect(read(verdict).options.get(61)).toEqual(CLIENT_ID[1]);
  });

  it('gets the 16 octets of chaddr back as they were, which EDK2 can be built to fill with its GUID', () => {
    const answer = read(discover(1, 16, GUID, true));
    expect(answer.hardwareAddress.toString('hex')).toBe(GUID);
    expect(answer.hardwareLength).toBe(16);
  });

  it('with an hlen that cannot be is answered where something else tells who asks', () => {
    expect(discover(1, 255, undefined, true)).toMatchObject({ destination: { to: 'broadcast' } });
    expect(discover(1, 255, undefined, false)).toMatchObject({ kind: 'silent', reason: 'unknown-machine' });
  });
});

describe('the vendor area of a BOOTP request', () => {
  it.each<[string, string, string]>([
    ['of RFC 1497 gets one back', '63825363ff', '638253630104ffffff00'],
    ['that is empty gets none', '', ''],
    ['of another vendor gets none', '434d5500', ''],
  ])('%s', (_, area, answered) => {
    const payload = encodeBootpRequest({ mac: mac(CLIENT), vendorArea: 'none' });
    payload.write(area, 236, 'hex');
    const message = must(decodeBootp(payload));
    const verdict = answerRecorded(
      { name: 'sun', mac: CLIENT, ip: '10.79.0.21', done: '' },
      {
        sourceMac: mac(CLIENT),
        destinationMac: mac('ff:ff:ff:ff:ff:ff'),
        sourceAddress: ip('0.0.0.0'),
        destinationAddress: ip('255.255.255.255'),
        sourcePort: 68,
        destinationPort: 67,
        payload,
      },
      message,
    );
    if (verdict.kind === 'silent') throw new Error(verdict.reason);
    const { bytes } = encodeBootp(verdict.reply.message);
    expect(bytes).toHaveLength(300);
    expect(bytes.readUInt32BE(16)).toBe(ip('10.79.0.21'));
    expect(bytes.toString('hex', 236).startsWith(answered)).toBe(true);
    if (answered === '') expect(bytes.subarray(236).every((octet) => octet === 0)).toBe(true);
  });
});
