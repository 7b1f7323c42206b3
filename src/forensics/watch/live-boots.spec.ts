import { describe, expect, it } from 'vitest';
import { mac } from '../../../test/fakes/known-lab.js';
import type { JournalEvent } from '../../journal/journal.port.js';
import { LiveBoots } from './live-boots.js';

const rarp = (at: number, over: Partial<JournalEvent> = {}): JournalEvent => ({
  at,
  protocol: 'rarp',
  what: 'RARP request -> RARP reply',
  outcome: 'answered',
  machineId: 1,
  mac: mac('8:0:20:8e:48:de'),
  ip: '10.79.0.21',
  ...over,
});

const eventsOf = (boots: LiveBoots) =>
  [...boots.all()].map(({ events }) => events.map(({ what, repeats }) => [what, repeats]));

describe('the boots that are going on', () => {
  it('a machine that shouts is counted, not kept', () => {
    const boots = new LiveBoots();
    for (let at = 0; at < 100_000; at++) boots.note(rarp(at / 10));
    expect(eventsOf(boots)).toEqual([[['RARP request -> RARP reply', 100_000]]]);
  });

  it('another boot takes the place of the last one', () => {
    const boots = new LiveBoots();
    boots.note(rarp(0));
    boots.note(rarp(1_000_000));
    expect(eventsOf(boots)).toEqual([[['RARP request -> RARP reply', 1]]]);
  });

  it('are bounded in number: a flood of machines forgets none that boots', () => {
    const boots = new LiveBoots();
    for (let id = 1; id <= 10_000; id++) boots.note(rarp(id, { machineId: id }));
    expect(boots.size).toBe(4_096);
    expect([...boots.all()][0]?.machineId).toBe(1);
    boots.note(rarp(3_600_000, { machineId: 9_999 }));
    expect([...boots.all()].map(({ machineId }) => machineId)).toEqual([9_999]);
  });

  it('are bounded in their events', () => {
    const boots = new LiveBoots();
    for (let at = 0; at < 2_000; at++) boots.note(rarp(at, { protocol: 'tftp', what: `RRQ ${at}` }));
    expect(eventsOf(boots)[0]?.length).toBe(256);
  });

  it('what a client of a pool fetches is its own: its address leads to it', () => {
    const boots = new LiveBoots();
    const stranger = { machineId: undefined, mac: mac('2:0:0:0:0:9'), ip: '10.79.0.200' };
    boots.note(rarp(0, { ...stranger, protocol: 'dhcp', what: 'DHCPREQUEST -> DHCPACK' }));
    boots.note(rarp(1, { machineId: undefined, mac: undefined, ip: '10.79.0.200', protocol: 'tftp', what: 'RRQ' }));
    boots.note(rarp(2, { machineId: undefined, mac: undefined, ip: '10.79.0.201', protocol: 'tftp', what: 'RRQ' }));
    expect(eventsOf(boots)).toEqual([
      [
        ['DHCPREQUEST -> DHCPACK', 1],
        ['RRQ', 1],
      ],
    ]);
  });

  it('an unknown system that asks for an address is nobody’s boot; unknown firmware is', () => {
    const boots = new LiveBoots();
    const asked = {
      machineId: undefined,
      protocol: 'dhcp',
      what: 'DHCPDISCOVER',
      outcome: 'silent',
      reason: 'unknown-machine',
    } as const;
    boots.note(rarp(0, asked));
    expect(boots.size).toBe(0);
    boots.note(rarp(0, { ...asked, detail: { architecture: 'x86 BIOS' } }));
    expect(boots.size).toBe(1);
  });
});
