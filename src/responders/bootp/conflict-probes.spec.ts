import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../test/fakes/fake-clock.js';
import { ip, mac } from '../../../test/fakes/known-lab.js';
import type { FramePort } from '../../net/net.port.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { BROADCAST_MAC, ZERO_MAC, type MacAddress } from '../../values/mac-address.js';
import { ARP_REPLY, ARP_REQUEST, decodeArp, encodeArp } from '../../wire/arp/arp.codec.js';
import { ConflictProbes, MOST_PROBES } from './conflict-probes.js';

const OURS = mac('02:ff:00:00:00:01');
const CLIENT = mac('02:00:00:00:00:01');
const OTHER = mac('02:00:00:00:00:99');
const ADDRESS = ip('10.79.0.200');

function start(milliseconds: number) {
  const clock = new FakeClock();
  const sent: Buffer[] = [];
  const port: FramePort = {
    interface: { index: 2, name: 'eth0', mac: OURS, mtu: 1500, loopback: false, addresses: [] },
    send: (frame) => void sent.push(Buffer.from(frame)),
    close: () => undefined,
  };
  return { clock, sent, port, probes: new ConflictProbes(milliseconds, clock) };
}

const frame = (operation: number, from: MacAddress, sender: Ipv4Address, target: Ipv4Address): Buffer =>
  encodeArp({
    source: from,
    destination: BROADCAST_MAC,
    operation,
    senderHardwareAddress: from,
    senderProtocolAddress: sender,
    targetHardwareAddress: ZERO_MAC,
    targetProtocolAddress: target,
  });

const NOBODY = ip('0.0.0.0');

describe('ConflictProbes', () => {
  it('asks once, without a sender address, so that no neighbour table changes', () => {
    const { probes, port, sent } = start(500);
    void probes.ask(port, ADDRESS, CLIENT);
    expect(probes.ask(port, ADDRESS, CLIENT)).toBeUndefined();
    expect(sent.map((bytes) => decodeArp(bytes))).toMatchObject([
      { value: { senderHardwareAddress: OURS, senderProtocolAddress: 0, targetProtocolAddress: ADDRESS } },
    ]);
  });

  it('takes silence for a free address', async () => {
    const { probes, port, clock } = start(500);
    const asking = probes.ask(port, ADDRESS, CLIENT);
    clock.advance(500);
    expect(await asking).toBeUndefined();
    expect(clock.running).toBe(0);
  });

  for (const [what, heard] of [
    ['a reply', frame(ARP_REPLY, OTHER, ADDRESS, NOBODY)],
    ['an announcement', frame(ARP_REQUEST, OTHER, ADDRESS, ADDRESS)],
    ['the probe of another host that is about to take it', frame(ARP_REQUEST, OTHER, NOBODY, ADDRESS)],
  ] as const) {
    it(`hears ${what}`, async () => {
      const { probes, port, clock } = start(500);
      const asking = probes.ask(port, ADDRESS, CLIENT);
      probes.hear(heard, port);
      expect(await asking).toBe(OTHER);
      expect(clock.running).toBe(0);
    });
  }

  for (const [what, heard] of [
    ['the probe of the client itself', frame(ARP_REQUEST, CLIENT, NOBODY, ADDRESS)],
    ['our own question', frame(ARP_REQUEST, OURS, NOBODY, ADDRESS)],
    ['a reply for another address', frame(ARP_REPLY, OTHER, ip('10.79.0.201'), NOBODY)],
    ['the question of a third host', frame(ARP_REQUEST, OTHER, ip('10.79.0.7'), ADDRESS)],
    ['what is no ARP', Buffer.alloc(60)],
  ] as const) {
    it(`does not mind ${what}`, async () => {
      const { probes, port, clock } = start(500);
      const asking = probes.ask(port, ADDRESS, CLIENT);
      probes.hear(heard, port);
      clock.advance(500);
      expect(await asking).toBeUndefined();
    });
  }

  it('lets a storm pass: more than so many are not asked for, until some are done', () => {
    const { probes, port, clock } = start(500);
    for (let at = 0; at < MOST_PROBES; at++) {
      expect(probes.ask(port, (ADDRESS + at) as Ipv4Address, CLIENT)).toBeDefined();
    }
    const next = (ADDRESS + MOST_PROBES) as Ipv4Address;
    expect(probes.ask(port, next, CLIENT)).toBeUndefined();
    clock.advance(500);
    expect(probes.ask(port, next, CLIENT)).toBeDefined();
  });

  it('asks nobody when it is switched off', () => {
    const { probes, port, sent } = start(0);
    expect(probes.ask(port, ADDRESS, CLIENT)).toBeUndefined();
    expect(sent).toEqual([]);
  });
});
