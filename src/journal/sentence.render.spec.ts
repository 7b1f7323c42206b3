import { describe, expect, it } from 'vitest';
import { mac } from '../../test/fakes/known-lab.js';
import { renderSentence, type SentenceFacts } from './sentence.render.js';

const cases: Record<string, [SentenceFacts, string]> = {
  'an answer says who gets which address and file': [
    {
      protocol: 'dhcp',
      what: 'DHCPDISCOVER -> DHCPOFFER',
      outcome: 'answered',
      hostname: 'ultra10',
      ip: '192.168.0.21',
      detail: { file: 'pxelinux.0' },
    },
    'DHCPDISCOVER -> DHCPOFFER: ultra10 gets 192.168.0.21, file pxelinux.0',
  ],
  'an answer of another server says whose it is, to whom, and what it gives': [
    {
      protocol: 'dhcp',
      what: 'DHCPOFFER of another server',
      outcome: 'noted',
      hostname: 'ultra10',
      ip: '10.79.0.254',
      detail: { server: '10.79.0.254', serverMac: '02:79:00:00:00:fe', offers: 'address 10.79.0.127' },
    },
    'DHCPOFFER of another server: 10.79.0.254 (02:79:00:00:00:fe) to ultra10, address 10.79.0.127',
  ],
  'an answer of another server that gives nothing, to nobody who is known': [
    {
      protocol: 'dhcp',
      what: 'DHCPACK of another server',
      outcome: 'noted',
      ip: '10.79.0.254',
      detail: { server: '10.79.0.254', serverMac: '02:79:00:00:00:fe', offers: '' },
    },
    'DHCPACK of another server: 10.79.0.254 (02:79:00:00:00:fe)',
  ],
  'a question of our own probe says which machine it plays': [
    {
      protocol: 'dhcp',
      what: 'DHCPDISCOVER -> DHCPOFFER',
      outcome: 'answered',
      ip: '192.168.0.21',
      detail: { probe: 'reveille-probe as 08:00:20:8e:48:de' },
    },
    'DHCPDISCOVER -> DHCPOFFER: reveille-probe as 08:00:20:8e:48:de gets 192.168.0.21',
  ],
  'silence says why': [
    {
      protocol: 'rarp',
      what: 'RARP request',
      outcome: 'silent',
      reason: 'unknown-machine',
      mac: mac('8:0:20:8e:48:de'),
    },
    'RARP request from 08:00:20:8e:48:de: no answer, no machine in the inventory has this hardware address',
  ],
  'shadow says what would have been answered': [
    {
      protocol: 'dhcp',
      what: 'DHCPDISCOVER',
      outcome: 'silent',
      reason: 'shadow',
      hostname: 'a',
      detail: { would: 'DHCPOFFER 10.0.0.5' },
    },
    'DHCPDISCOVER from a: no answer, this network is in shadow mode: we only say what we would have answered (DHCPOFFER 10.0.0.5)',
  ],
  'a transfer says which file goes to whom': [
    { protocol: 'tftp', what: 'RRQ', outcome: 'answered', hostname: 'a', ip: '10.0.0.5', detail: { file: 'vmlinuz' } },
    'RRQ: vmlinuz to a',
  ],
  'a transfer to a host without a record names its address': [
    { protocol: 'tftp', what: 'RRQ', outcome: 'answered', ip: '10.0.0.5', detail: { file: 'vmlinuz' } },
    'RRQ: vmlinuz to 10.0.0.5',
  ],
  'a refused transfer says why': [
    {
      protocol: 'tftp',
      what: 'RRQ',
      outcome: 'answered',
      reason: 'paused',
      hostname: 'a',
      ip: '10.0.0.5',
      detail: { file: 'vmlinuz' },
    },
    'RRQ: vmlinuz to a, the machine is paused: booting is refused',
  ],
  'something that asks for no answer is told with its reason': [
    { protocol: 'dhcp', what: 'DHCPRELEASE', outcome: 'noted', reason: 'needs-no-answer', hostname: 'a' },
    'DHCPRELEASE: a, this message asks for no answer',
  ],
  'a reason of another version is shown as it is': [
    { protocol: 'dhcp', what: 'X', outcome: 'silent', reason: 'from-the-future' },
    'X: no answer, from-the-future',
  ],
};

describe('a timeline sentence', () => {
  it.each(Object.entries(cases))('%s', (_sentence, [facts, expected]) => {
    expect(renderSentence(facts)).toBe(expected);
  });
});
