import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mac } from '../../test/fakes/known-lab.js';
import type { JournalEvent } from './journal.port.js';
import { textOfEvent } from './event-text.js';
import { renderJournalLine } from './journal-line.render.js';

const lineOf = (event: JournalEvent): string => renderJournalLine(event, textOfEvent(event), 'info', TIME);

const TIME = '2026-11-20T10:02:11.042Z';

describe('the log line of an event', () => {
  it('is one line of JSON with every field', () => {
    const line = lineOf({
      at: 0,
      protocol: 'dhcp',
      what: 'DHCPDISCOVER -> DHCPOFFER',
      outcome: 'answered',
      machineId: 1,
      hostname: 'ultra10',
      mac: mac('8:0:20:8e:48:de'),
      ip: '192.168.0.21',
      interface: 'eth0',
      detail: { file: 'pxelinux.0', bytes: 7, last: true },
    });
    expect(line).toBe(
      '{"level":"info","time":"2026-11-20T10:02:11.042Z","area":"dhcp","what":"DHCPDISCOVER -> DHCPOFFER","outcome":"answered",' +
        '"machine":"ultra10","mac":"08:00:20:8e:48:de","ip":"192.168.0.21","interface":"eth0","file":"pxelinux.0","bytes":7,"last":true,' +
        '"msg":"DHCPDISCOVER -> DHCPOFFER: ultra10 gets 192.168.0.21, file pxelinux.0"}\n',
    );
  });

  it('leaves out what the event does not say', () => {
    const line = lineOf({ at: 0, protocol: 'rarp', what: 'RARP request', outcome: 'silent', reason: 'malformed' });
    expect(Object.keys(JSON.parse(line) as object)).toEqual([
      'level',
      'time',
      'area',
      'what',
      'outcome',
      'reason',
      'msg',
    ]);
  });

  it('stays one line of valid JSON whatever a client puts into its names', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
    fc.assert(
      fc.property(text, text, text, (file, problem, name) => {
        const event: JournalEvent = {
          at: 0,
          protocol: 'tftp',
          what: 'RRQ',
          outcome: 'noted',
          hostname: name,
          detail: { file, problem },
        };
        const line = lineOf(event);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(JSON.parse(line)).toMatchObject({ machine: name, file, problem });
      }),
    );
  });
});
