import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ip, mac, must } from '../../../test/fakes/known-lab.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { readCapture } from '../../wire/pcap/read-capture.js';
import { OtherServers } from './other-servers.js';
import { readServerAnswer, type ServerAnswer } from './server-answer.js';

const HOUR = 3_600_000;

function heardIn(capture: string): string[] {
  const url = new URL(`../../../test/golden/captures/${capture}`, import.meta.url);
  return must(readCapture(readFileSync(url))).frames.flatMap(({ bytes }) => {
    const answer = readServerAnswer(bytes);
    return answer === undefined
      ? []
      : [`${answer.name} ${formatIpv4Address(answer.server)}: ${answer.offers.join(', ')}`];
  });
}

describe('answers of servers on real wires', () => {
  it('a router gives the address and a proxy the boot menu', () => {
    expect(heardIn('pxe-bios-proxydhcp-nsec.pcap')).toEqual([
      'DHCPOFFER 192.168.16.10: boot menu',
      'DHCPOFFER 192.168.16.1: address 192.168.16.12',
      'DHCPACK 192.168.16.1: address 192.168.16.12',
    ]);
  });
  it('a refusal is one', () => {
    expect(heardIn('dhcp-all-eight-types.pcap')).toContainEqual(expect.stringMatching(/^DHCPNAK .*: refusals$/));
  });
  it('BOOTP counts too', () => {
    expect(heardIn('bootp-dhcp-plc-rockwell.pcap')).toContainEqual(expect.stringMatching(/^BOOTREPLY .*: address /));
  });
  it('RARP and TFTP do not', () => {
    expect([...heardIn('rarp-request-reply.pcapng'), ...heardIn('tftp-rrq-wrq-netascii-blksize.pcap')]).toEqual([]);
  });
});

describe('the list of other servers', () => {
  const answer = (server: string, over: Partial<ServerAnswer> = {}): ServerAnswer => ({
    server: ip(server),
    mac: mac('02:00:00:00:00:fa'),
    client: mac('02:00:00:00:00:01'),
    name: 'DHCPOFFER',
    offers: ['address 10.79.0.120'],
    isBinl: false,
    ...over,
  });

  it('a server is news once in an hour of silence, and when another card answers for it', () => {
    const servers = new OtherServers();
    const other = { mac: mac('02:00:00:00:00:fb') };
    expect([
      servers.hear(answer('10.79.0.250'), 'eth0', 0),
      servers.hear(answer('10.79.0.250'), 'eth0', HOUR - 1),
      servers.hear(answer('10.79.0.250'), 'eth0', 2 * HOUR - 2),
      servers.hear(answer('10.79.0.250'), 'eth0', 3 * HOUR - 2),
      servers.hear(answer('10.79.0.250', other), 'eth0', 3 * HOUR),
      servers.hear(answer('10.79.0.250'), 'eth1', 3 * HOUR),
    ]).toEqual([true, false, false, true, true, true]);
    expect(servers.all().map((one) => [one.interface, one.answers, one.firstSeen])).toEqual([
      ['eth1', 1, 3 * HOUR],
      ['eth0', 5, 0],
    ]);
  });

  it('is gone from the present after an hour, and remembered', () => {
    const servers = new OtherServers();
    servers.hear(answer('10.79.0.250'), 'eth0', 0);
    expect(servers.present(HOUR - 1)).toHaveLength(1);
    expect(servers.present(HOUR)).toEqual([]);
    expect(servers.all()).toHaveLength(1);
  });

  it('holds 64 at most, whatever a forger sends', () => {
    const servers = new OtherServers();
    for (let last = 1; last <= 100; last += 1) servers.hear(answer(`10.79.0.${last}`), 'eth0', last);
    expect(servers.all().map(({ server }) => server)).toEqual(
      Array.from({ length: 64 }, (_, at) => ip(`10.79.0.${100 - at}`)),
    );
  });
});
