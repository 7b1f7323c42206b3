import { describe, expect, it } from 'vitest';
import { ip, mac } from '../../../test/fakes/known-lab.js';
import { chooseReplyDestination, type ReplyKind } from './reply-destination.js';

const [RELAY, OWN, GIVEN, CARD] = [ip('10.79.0.9'), ip('10.79.0.20'), ip('10.79.0.21'), mac('02:00:00:00:00:01')];

/** What the fields of each destination must be. */
const WHERE = {
  relay: { to: 'relay', address: RELAY, port: undefined },
  client: { to: 'client', address: OWN },
  hardware: { to: 'hardware', mac: CARD, address: GIVEN },
  broadcast: { to: 'broadcast' },
  nowhere: undefined,
} as const;

type Row = readonly [
  kind: ReplyKind,
  giaddr: 'relay' | 'none',
  ciaddr: 'set' | 'none',
  broadcastFlag: 'set' | 'clear',
  hardware: 'Ethernet' | 'other',
  to: keyof typeof WHERE,
];

describe('where an answer goes (RFC 2131 §4.1)', () => {
  it.each<Row>([
    ['offer-or-ack', 'relay', 'set', 'set', 'Ethernet', 'relay'],
    ['offer-or-ack', 'relay', 'set', 'set', 'other', 'relay'],
    ['offer-or-ack', 'relay', 'set', 'clear', 'Ethernet', 'relay'],
    ['offer-or-ack', 'relay', 'set', 'clear', 'other', 'relay'],
    ['offer-or-ack', 'relay', 'none', 'set', 'Ethernet', 'relay'],
    ['offer-or-ack', 'relay', 'none', 'set', 'other', 'relay'],
    ['offer-or-ack', 'relay', 'none', 'clear', 'Ethernet', 'relay'],
    ['offer-or-ack', 'relay', 'none', 'clear', 'other', 'relay'],
    ['offer-or-ack', 'none', 'set', 'set', 'Ethernet', 'client'],
    ['offer-or-ack', 'none', 'set', 'set', 'other', 'client'],
    ['offer-or-ack', 'none', 'set', 'clear', 'Ethernet', 'client'],
    ['offer-or-ack', 'none', 'set', 'clear', 'other', 'client'],
    ['offer-or-ack', 'none', 'none', 'set', 'Ethernet', 'broadcast'],
    ['offer-or-ack', 'none', 'none', 'set', 'other', 'broadcast'],
    ['offer-or-ack', 'none', 'none', 'clear', 'Ethernet', 'hardware'],
    ['offer-or-ack', 'none', 'none', 'clear', 'other', 'broadcast'],
    ['nak', 'relay', 'set', 'set', 'Ethernet', 'relay'],
    ['nak', 'relay', 'set', 'set', 'other', 'relay'],
    ['nak', 'relay', 'set', 'clear', 'Ethernet', 'relay'],
    ['nak', 'relay', 'set', 'clear', 'other', 'relay'],
    ['nak', 'relay', 'none', 'set', 'Ethernet', 'relay'],
    ['nak', 'relay', 'none', 'set', 'other', 'relay'],
    ['nak', 'relay', 'none', 'clear', 'Ethernet', 'relay'],
    ['nak', 'relay', 'none', 'clear', 'other', 'relay'],
    ['nak', 'none', 'set', 'set', 'Ethernet', 'broadcast'],
    ['nak', 'none', 'set', 'set', 'other', 'broadcast'],
    ['nak', 'none', 'set', 'clear', 'Ethernet', 'broadcast'],
    ['nak', 'none', 'set', 'clear', 'other', 'broadcast'],
    ['nak', 'none', 'none', 'set', 'Ethernet', 'broadcast'],
    ['nak', 'none', 'none', 'set', 'other', 'broadcast'],
    ['nak', 'none', 'none', 'clear', 'Ethernet', 'broadcast'],
    ['nak', 'none', 'none', 'clear', 'other', 'broadcast'],
    ['inform-ack', 'relay', 'set', 'set', 'Ethernet', 'client'],
    ['inform-ack', 'relay', 'set', 'set', 'other', 'client'],
    ['inform-ack', 'relay', 'set', 'clear', 'Ethernet', 'client'],
    ['inform-ack', 'relay', 'set', 'clear', 'other', 'client'],
    ['inform-ack', 'relay', 'none', 'set', 'Ethernet', 'relay'],
    ['inform-ack', 'relay', 'none', 'set', 'other', 'relay'],
    ['inform-ack', 'relay', 'none', 'clear', 'Ethernet', 'relay'],
    ['inform-ack', 'relay', 'none', 'clear', 'other', 'relay'],
    ['inform-ack', 'none', 'set', 'set', 'Ethernet', 'client'],
    ['inform-ack', 'none', 'set', 'set', 'other', 'client'],
    ['inform-ack', 'none', 'set', 'clear', 'Ethernet', 'client'],
    ['inform-ack', 'none', 'set', 'clear', 'other', 'client'],
    ['inform-ack', 'none', 'none', 'set', 'Ethernet', 'nowhere'],
    ['inform-ack', 'none', 'none', 'set', 'other', 'nowhere'],
    ['inform-ack', 'none', 'none', 'clear', 'Ethernet', 'nowhere'],
    ['inform-ack', 'none', 'none', 'clear', 'other', 'nowhere'],
  ])('%s: giaddr %s, ciaddr %s, broadcast flag %s, hardware %s: to %s', (kind, giaddr, ciaddr, flag, hardware, to) => {
    const request = {
      relayAddress: giaddr === 'relay' ? RELAY : ip('0.0.0.0'),
      clientAddress: ciaddr === 'set' ? OWN : ip('0.0.0.0'),
      broadcast: flag === 'set',
      mac: hardware === 'Ethernet' ? CARD : undefined,
    };
    expect(chooseReplyDestination(request, kind, GIVEN, undefined)).toEqual(WHERE[to]);
  });

  it('goes to the port that the relay asks for (RFC 8357)', () => {
    const request = { relayAddress: RELAY, clientAddress: ip('0.0.0.0'), broadcast: false, mac: CARD };
    expect(chooseReplyDestination(request, 'nak', GIVEN, 1067)).toEqual({ to: 'relay', address: RELAY, port: 1067 });
  });
});
