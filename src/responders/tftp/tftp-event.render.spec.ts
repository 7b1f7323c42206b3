import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../journal/journal.port.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { TransferOutcome } from './transfer-outcome.js';
import { tellTftpEvent } from './tftp-event.render.js';
import type { TftpEvent, TftpRequestFacts } from './tftp-event.js';

const CLIENT = { address: 0xc0a8_0015 as Ipv4Address, port: 2070, interfaceName: 'eth1' };
const REQUEST: TftpRequestFacts = {
  ...CLIENT,
  kind: 'RRQ',
  fileName: 'pxelinux.0',
  mode: 'octet',
  options: 'tsize=0 blksize=1468',
  machine: { id: 7, hostname: 'ultra10', mac: 0x0800_208e_48de as MacAddress },
};
const ABOUT = { at: 1000, protocol: 'tftp', ip: '192.168.0.21', interface: 'eth1' } as const;
const MACHINE = { machineId: 7, hostname: 'ultra10', mac: 0x0800_208e_48de as MacAddress };

const ended = (outcome: TransferOutcome): TftpEvent => ({
  kind: 'ended',
  request: REQUEST,
  outcome,
  bytes: 512,
  milliseconds: 1234.5678,
  resentBlocks: 0,
});

describe('the journal hears', () => {
  const cases: Record<string, [TftpEvent, JournalEvent]> = {
    'a request that is served, with what was granted': [
      {
        kind: 'serving',
        request: REQUEST,
        size: 42_000,
        blockSize: 1468,
        windowSize: 1,
        timeoutSeconds: undefined,
        remarks: [],
      },
      {
        ...ABOUT,
        ...MACHINE,
        what: 'RRQ',
        outcome: 'answered',
        detail: {
          file: 'pxelinux.0',
          port: 2070,
          asked: 'tsize=0 blksize=1468',
          size: 42_000,
          blksize: 1468,
          windowsize: 1,
        },
      },
    ],
    'what was not granted as asked': [
      {
        kind: 'serving',
        request: { ...REQUEST, mode: 'netascii', options: '', machine: undefined },
        size: 0,
        blockSize: 512,
        windowSize: 4,
        timeoutSeconds: 3,
        remarks: ['one', 'two'],
      },
      {
        ...ABOUT,
        what: 'RRQ',
        outcome: 'answered',
        machineId: undefined,
        hostname: undefined,
        mac: undefined,
        detail: {
          file: 'pxelinux.0',
          port: 2070,
          mode: 'netascii',
          size: 0,
          blksize: 512,
          windowsize: 4,
          timeout: 3,
          remarks: 'one; two',
        },
      },
    ],
    'a refusal with its reason and what the client was told': [
      {
        kind: 'refused',
        request: { ...REQUEST, options: '' },
        reason: 'no-such-file',
        problem: '/srv/x does not exist',
        error: { code: 1, message: 'File not found' },
      },
      {
        ...ABOUT,
        ...MACHINE,
        what: 'RRQ -> ERROR 1',
        outcome: 'answered',
        reason: 'no-such-file',
        detail: { file: 'pxelinux.0', port: 2070, error: 'File not found', problem: '/srv/x does not exist' },
      },
    ],
    'silence with its reason': [
      { kind: 'refused', request: REQUEST, reason: 'too-many-transfers', problem: undefined, error: undefined },
      {
        ...ABOUT,
        ...MACHINE,
        what: 'RRQ',
        outcome: 'silent',
        reason: 'too-many-transfers',
        detail: { file: 'pxelinux.0', port: 2070, asked: 'tsize=0 blksize=1468' },
      },
    ],
    'the end of a transfer': [
      ended({ kind: 'complete' }),
      {
        ...ABOUT,
        ...MACHINE,
        what: 'transfer complete',
        outcome: 'noted',
        detail: { file: 'pxelinux.0', bytes: 512, seconds: 1.235 },
      },
    ],
    'a packet that cannot be read': [
      { kind: 'malformed', client: CLIENT, problem: 'RRQ with an empty file name' },
      {
        ...ABOUT,
        what: 'packet on the TFTP port',
        outcome: 'silent',
        reason: 'malformed',
        detail: { port: 2070, problem: 'RRQ with an empty file name' },
      },
    ],
    'an error of ours in a transfer, with the packet': [
      {
        kind: 'failed',
        client: CLIENT,
        request: { ...REQUEST, options: '' },
        problem: 'Error: no\n    at here',
        bytes: '00040001',
        error: { code: 0, message: 'an error of the boot server' },
      },
      {
        ...ABOUT,
        ...MACHINE,
        what: 'RRQ -> ERROR 0',
        outcome: 'answered',
        reason: 'our-bug',
        detail: { file: 'pxelinux.0', port: 2070, problem: 'Error: no\n    at here', bytes: '00040001' },
      },
    ],
    'an error of ours that concerns no request': [
      { kind: 'failed', client: CLIENT, request: undefined, problem: 'no', bytes: undefined, error: undefined },
      {
        ...ABOUT,
        what: 'packet on a TFTP port',
        outcome: 'silent',
        reason: 'our-bug',
        detail: { port: 2070, problem: 'no' },
      },
    ],
    'a stray packet': [
      { kind: 'stray', client: CLIENT },
      {
        ...ABOUT,
        what: 'packet of no transfer -> ERROR 5',
        outcome: 'answered',
        reason: 'unknown-transfer',
        detail: { port: 2070 },
      },
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [event, told]) => {
    expect(tellTftpEvent(event, 1000)).toEqual(told);
  });

  it.each([
    [{ kind: 'size-probe' }, 'size probe (normal: the client asked how large the file is)', {}],
    [
      { kind: 'aborted', code: 8, message: 'User aborted' },
      'transfer aborted by client',
      { problem: 'User aborted', code: 8 },
    ],
    [
      { kind: 'aborted', code: 3, message: '' },
      'transfer aborted by client',
      { problem: 'ERROR 3 (Disk full or allocation exceeded)', code: 3 },
    ],
    [{ kind: 'aborted', code: 99, message: '\0' }, 'transfer aborted by client', { problem: 'ERROR 99', code: 99 }],
    [{ kind: 'timed-out', block: 0 }, 'transfer timed out before its first block', { block: 0 }],
    [{ kind: 'timed-out', block: 7 }, 'transfer timed out', { block: 7 }],
    [
      { kind: 'unreadable', reason: 'unreadable-file', why: 'EIO' },
      'the file could not be read to its end',
      { problem: 'EIO' },
    ],
    [
      { kind: 'dropped', why: 'the boot server is stopping' },
      'transfer ended by us',
      { problem: 'the boot server is stopping' },
    ],
  ] as const)('how it ended: %o', (outcome, what, detail) => {
    const told = tellTftpEvent(ended(outcome), 0);
    expect(told.what).toBe(what);
    expect(told.detail).toEqual({ file: 'pxelinux.0', bytes: 512, seconds: 1.235, ...detail });
  });
  it.each(['file-changed', 'unreadable-file'] as const)('why a file could not be read to its end: %s', (reason) => {
    expect(tellTftpEvent(ended({ kind: 'unreadable', reason, why: 'EIO' }), 0).reason).toBe(reason);
  });
  it('short ASCII in `what`, and text that any database takes in `detail`, whatever a client writes', () => {
    const evil = `\0\x1b[2J\ud83d${'💾'.repeat(5000)}`;
    const request = { ...REQUEST, fileName: evil, mode: evil, options: evil };
    const events: TftpEvent[] = [
      {
        kind: 'serving',
        request,
        size: 1,
        blockSize: 512,
        windowSize: 1,
        timeoutSeconds: 255,
        remarks: [evil, evil],
      },
      { kind: 'refused', request, reason: 'no-such-file', problem: evil, error: { code: 1, message: evil } },
      { ...ended({ kind: 'aborted', code: 65_535, message: evil }), request } as TftpEvent,
      { ...ended({ kind: 'timed-out', block: 4_000_000_000 }), request } as TftpEvent,
      { ...ended({ kind: 'dropped', why: evil }), request } as TftpEvent,
      { kind: 'malformed', client: CLIENT, problem: evil },
    ];
    for (const event of events) {
      const { what, detail } = tellTftpEvent(event, 0);
      expect(what).toMatch(/^[\x20-\x7e]{1,80}$/);
      for (const value of Object.values(detail ?? {})) {
        if (typeof value !== 'string') continue;
        expect(value.length).toBeLessThanOrEqual(301);
        expect(value).not.toMatch(/\p{Cc}|\p{Cs}/u);
      }
    }
  });
  it('blocks that were sent again', () => {
    const event = { ...ended({ kind: 'complete' }), resentBlocks: 3 } as TftpEvent;
    expect(tellTftpEvent(event, 0).detail).toMatchObject({ resentBlocks: 3 });
  });
  it('a file name of reasonable length', () => {
    const told = tellTftpEvent(
      { ...ended({ kind: 'complete' }), request: { ...REQUEST, fileName: 'x'.repeat(9000) } } as TftpEvent,
      0,
    );
    expect(told.detail?.['file']).toBe(`${'x'.repeat(300)}…`);
  });
});
