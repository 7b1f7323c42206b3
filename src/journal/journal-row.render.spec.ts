import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mac } from '../../test/fakes/known-lab.js';
import { textOfEvent } from './event-text.js';
import type { JournalEvent } from './journal.port.js';
import { renderJournalRow } from './journal-row.render.js';

const rowOf = (event: JournalEvent): unknown[] =>
  JSON.parse(`[${renderJournalRow(event, textOfEvent(event))}`) as unknown[];

describe('the row of an event', () => {
  it('has a value for every column from the machine on', () => {
    expect(
      rowOf({
        at: 0,
        protocol: 'dhcp',
        what: 'DHCPDISCOVER -> DHCPOFFER',
        outcome: 'answered',
        machineId: 12,
        hostname: 'ultra10',
        mac: mac('8:0:20:8e:48:de'),
        ip: '192.168.0.21',
        interface: 'eth0',
        detail: { file: 'pxelinux.0', bytes: 7, last: true },
      }),
    ).toEqual([
      12,
      '08:00:20:8e:48:de',
      '192.168.0.21',
      'eth0',
      'dhcp',
      'DHCPDISCOVER -> DHCPOFFER',
      'answered',
      null,
      { file: 'pxelinux.0', bytes: 7, last: true },
    ]);
  });

  it('has null where the event says nothing', () => {
    expect(rowOf({ at: 0, protocol: 'rarp', what: 'RARP request', outcome: 'silent', reason: 'malformed' })).toEqual([
      ...[null, null, null, null],
      ...['rarp', 'RARP request', 'silent', 'malformed', null],
    ]);
  });

  it('cuts what was said to the length of its column', () => {
    expect(rowOf({ at: 0, protocol: 'tftp', what: 'x'.repeat(100), outcome: 'noted' })[5]).toBe('x'.repeat(80));
  });

  it('is valid JSON whatever a client puts into its names', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
    fc.assert(
      fc.property(text, text, (file, name) => {
        expect(
          rowOf({ at: 0, protocol: 'tftp', what: 'RRQ', outcome: 'noted', detail: { file, [name]: 1 } }).at(-1),
        ).toEqual({ file, ...{ [name]: 1 } });
      }),
    );
  });
});
