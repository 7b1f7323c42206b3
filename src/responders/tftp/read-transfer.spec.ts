import { describe, expect, it } from 'vitest';
import {
  beginTransfer,
  hasAnswered,
  stepTransfer,
  type ReadTransfer,
  type TransferAction,
  type TransferEvent,
  type TransferPlan,
  type TransferStep,
} from './read-transfer.js';

/** A file of ten whole blocks of 512 octets and one of 100, without options. */
const PLAN: TransferPlan = {
  totalBytes: 10 * 512 + 100,
  blockSize: 512,
  windowSize: 1,
  acknowledgeOptions: false,
  rollOver: 0,
  transferSizeAsked: false,
  timeoutMilliseconds: undefined,
  readAheadBlocks: 64,
};

function print(action: TransferAction): string {
  switch (action.kind) {
    case 'send-options':
      return 'OACK';
    case 'send-blocks':
      return action.first === action.last ? `DATA ${action.first}` : `DATA ${action.first}-${action.last}`;
    case 'read':
      return `read ${action.through}`;
    case 'finish': {
      const { outcome } = action;
      if (outcome.kind === 'aborted') return `aborted ${outcome.code} ${outcome.message}`;
      if (outcome.kind === 'timed-out') return `timed out after ${outcome.block}`;
      if (outcome.kind === 'unreadable' || outcome.kind === 'dropped') return `${outcome.kind}: ${outcome.why}`;
      return outcome.kind;
    }
  }
}

/** `ACK 3`, `ERROR 8 text`, `wait 200` (milliseconds pass and the deadline is looked at), `read 5`, `broken`, `drop`. */
function eventOf(text: string): TransferEvent {
  const [verb, number, ...words] = text.split(' ');
  switch (verb) {
    case 'ACK':
      return { kind: 'ack', block: Number(number) };
    case 'ERROR':
      return { kind: 'error', code: Number(number), message: words.join(' ') };
    case 'read':
      return { kind: 'blocks-read', through: Number(number) };
    case 'broken':
      return { kind: 'unreadable', reason: 'unreadable-file', why: 'disk error' };
    case 'drop':
      return { kind: 'drop', why: 'stopping' };
    default:
      return { kind: 'timeout' };
  }
}

/** Plays a script; reads are answered at once unless `slowDisk`. Answers what went out, one entry per event. */
class Player {
  transfer: ReadTransfer;
  now = 1_000_000;
  private readonly slowDisk: boolean;

  constructor(plan: Partial<TransferPlan> & { slowDisk?: boolean }) {
    const { slowDisk = false, ...rest } = plan;
    this.slowDisk = slowDisk;
    const first = beginTransfer({ ...PLAN, ...rest }, this.now);
    this.transfer = first.transfer;
    this.opening = this.settle(first);
  }

  readonly opening: string;

  play(text: string): string {
    if (text.startsWith('wait ')) this.now += Number(text.slice(5));
    return this.settle(stepTransfer(this.transfer, eventOf(text), this.now));
  }

  private settle(step: TransferStep): string {
    this.transfer = step.transfer;
    const seen: string[] = [];
    for (const action of step.actions) {
      if (action.kind === 'read' && !this.slowDisk) {
        const more = this.settle(
          stepTransfer(this.transfer, { kind: 'blocks-read', through: action.through }, this.now),
        );
        if (more !== '') seen.push(more);
      } else seen.push(print(action));
    }
    return seen.join(', ');
  }
}

type Script = readonly (readonly [event: string, sent: string])[];

describe('a read transfer', () => {
  const cases: Record<string, [plan: Partial<TransferPlan> & { slowDisk?: boolean }, opening: string, script: Script]> =
    {
      'without options starts with DATA 1 and ends with the ACK of the short block': [
        { totalBytes: 2 * 512 + 1 },
        'DATA 1',
        [
          ['ACK 1', 'DATA 2'],
          ['ACK 2', 'DATA 3'],
          ['ACK 3', 'complete'],
        ],
      ],
      'of an empty file is one empty block': [{ totalBytes: 0 }, 'DATA 1', [['ACK 1', 'complete']]],
      'of an exact multiple ends with an empty block': [
        { totalBytes: 1024 },
        'DATA 1',
        [
          ['ACK 1', 'DATA 2'],
          ['ACK 2', 'DATA 3'],
          ['ACK 3', 'complete'],
        ],
      ],
      'with options starts with an OACK, and ACK 0 opens the data': [
        { acknowledgeOptions: true },
        'OACK',
        [
          ['ACK 0', 'DATA 1'],
          ['ACK 1', 'DATA 2'],
        ],
      ],
      'takes only ACK 0 as the answer to an OACK': [
        { acknowledgeOptions: true },
        'OACK',
        [
          ['ACK 1', ''],
          ['ACK 65535', ''],
          ['ACK 0', 'DATA 1'],
        ],
      ],
      "never sends DATA for a repeated ACK (RFC 1123 §4.2.3.1, the Sorcerer's Apprentice)": [
        {},
        'DATA 1',
        [
          ['ACK 1', 'DATA 2'],
          ['ACK 1', ''],
          ['ACK 1', ''],
          ['ACK 2', 'DATA 3'],
          ['ACK 1', ''],
          ['ACK 2', ''],
        ],
      ],
      'ignores a repeated ACK 0 after its OACK': [
        { acknowledgeOptions: true },
        'OACK',
        [
          ['ACK 0', 'DATA 1'],
          ['ACK 0', ''],
          ['ACK 1', 'DATA 2'],
        ],
      ],
      'ignores an ACK of a block that was never sent': [
        {},
        'DATA 1',
        [
          ['ACK 2', ''],
          ['ACK 11', ''],
          ['ACK 1', 'DATA 2'],
        ],
      ],
      'sends a window, waits for its ACK, sends the next (RFC 7440)': [
        { windowSize: 4 },
        'DATA 1-4',
        [
          ['ACK 4', 'DATA 5-8'],
          ['ACK 8', 'DATA 9-11'],
          ['ACK 11', 'complete'],
        ],
      ],
      'moves the window start to an ACK inside the window': [
        { windowSize: 4 },
        'DATA 1-4',
        [
          ['ACK 2', 'DATA 3-6'],
          ['ACK 6', 'DATA 7-10'],
        ],
      ],
      'ignores the other ACKs of a window whose start moved': [
        { windowSize: 4 },
        'DATA 1-4',
        [
          ['ACK 2', 'DATA 3-6'],
          ['ACK 2', ''],
          ['ACK 1', ''],
          ['ACK 6', 'DATA 7-10'],
        ],
      ],
      'is complete only when the last block is acknowledged, not when it is sent': [
        { windowSize: 16 },
        'DATA 1-11',
        [
          ['ACK 10', 'DATA 11'],
          ['ACK 11', 'complete'],
        ],
      ],
      'sends the block again when nothing comes, behind the last ACK': [
        {},
        'DATA 1',
        [
          ['wait 999', ''],
          ['wait 1', 'DATA 1'],
          ['ACK 1', 'DATA 2'],
        ],
      ],
      'sends the whole window again after silence (RFC 7440 §4)': [
        { windowSize: 4 },
        'DATA 1-4',
        [
          ['wait 10', ''],
          ['ACK 4', 'DATA 5-8'],
          ['wait 200', 'DATA 5-8'],
        ],
      ],
      'sends the OACK again when nothing comes': [
        { acknowledgeOptions: true },
        'OACK',
        [
          ['wait 1000', 'OACK'],
          ['wait 2000', 'OACK'],
          ['ACK 0', 'DATA 1'],
        ],
      ],
      'waits 1, 2, 4, 8 s and then gives up on a client that was never there': [
        {},
        'DATA 1',
        [
          ['wait 1000', 'DATA 1'],
          ['wait 2000', 'DATA 1'],
          ['wait 4000', 'DATA 1'],
          ['wait 8000', 'timed out after 0'],
        ],
      ],
      'has more patience with a client that has answered before': [
        {},
        'DATA 1',
        [
          ['wait 10', ''],
          ['ACK 1', 'DATA 2'],
          ['wait 200', 'DATA 2'],
          ['wait 400', 'DATA 2'],
          ['wait 800', 'DATA 2'],
          ['wait 1600', 'DATA 2'],
          ['wait 3200', 'DATA 2'],
          ['wait 6400', 'DATA 2'],
          ['wait 8000', 'DATA 2'],
          ['wait 8000', 'DATA 2'],
          ['wait 8000', 'timed out after 1'],
        ],
      ],
      'uses the timeout that the client asked for (RFC 2349), doubling it': [
        { acknowledgeOptions: true, timeoutMilliseconds: 3000 },
        'OACK',
        [
          ['wait 2999', ''],
          ['wait 1', 'OACK'],
          ['wait 6000', 'OACK'],
          ['ACK 0', 'DATA 1'],
          ['ACK 1', 'DATA 2'],
          ['wait 2999', ''],
          ['wait 1', 'DATA 2'],
        ],
      ],
      'has no patience shorter than three timeouts of the client': [
        { acknowledgeOptions: true, timeoutMilliseconds: 20_000 },
        'OACK',
        [
          ['wait 20000', 'OACK'],
          ['wait 20000', 'OACK'],
          ['wait 20000', 'timed out after 0'],
        ],
      ],
      'does not measure what was sent twice (Karn)': [
        {},
        'DATA 1',
        [
          ['wait 1000', 'DATA 1'],
          ['wait 5', ''],
          ['ACK 1', 'DATA 2'],
          ['wait 999', ''],
          ['wait 1', 'DATA 2'],
        ],
      ],
      'that only asked for the size is a size probe, not a failure: ERROR 8 after the OACK': [
        { acknowledgeOptions: true, transferSizeAsked: true },
        'OACK',
        [['ERROR 8 User aborted the transfer', 'size-probe']],
      ],
      'is a size probe with ERROR 0 as well, which older PXE ROMs send': [
        { acknowledgeOptions: true, transferSizeAsked: true },
        'OACK',
        [['ERROR 0 TFTP Aborted', 'size-probe']],
      ],
      'is aborted when the client did not ask for the size': [
        { acknowledgeOptions: true },
        'OACK',
        [['ERROR 8 bad blksize', 'aborted 8 bad blksize']],
      ],
      'is aborted when the client has taken a block': [
        { acknowledgeOptions: true, transferSizeAsked: true },
        'OACK',
        [
          ['ACK 0', 'DATA 1'],
          ['ACK 1', 'DATA 2'],
          ['ERROR 3 disk full', 'aborted 3 disk full'],
        ],
      ],
      'does nothing any more when it is over': [
        { totalBytes: 10 },
        'DATA 1',
        [
          ['ACK 1', 'complete'],
          ['ACK 1', ''],
          ['ERROR 0 late', ''],
          ['wait 60000', ''],
          ['read 1', ''],
          ['broken', ''],
          ['drop', ''],
        ],
      ],
      'waits for the disk before it sends': [
        { slowDisk: true, readAheadBlocks: 4 },
        'read 5',
        [
          ['wait 5000', ''],
          ['read 5', 'DATA 1'],
          ['ACK 1', 'DATA 2'],
          ['ACK 2', 'DATA 3'],
        ],
      ],
      'has the next blocks read before they are needed': [
        { slowDisk: true, readAheadBlocks: 4 },
        'read 5',
        [
          ['read 5', 'DATA 1'],
          ['ACK 1', 'DATA 2'],
          ['ACK 2', 'DATA 3'],
          ['ACK 3', 'DATA 4, read 8'],
          ['ACK 4', 'DATA 5'],
          ['ACK 5', ''],
          ['read 8', 'DATA 6'],
          ['ACK 6', 'DATA 7, read 11'],
        ],
      ],
      'sends the part of a window that is in memory and the rest when it comes': [
        { slowDisk: true, readAheadBlocks: 4, windowSize: 4 },
        'read 8',
        [
          ['read 2', 'DATA 1-2'],
          ['read 8', 'DATA 3-4'],
          ['ACK 4', 'DATA 5-8, read 11'],
        ],
      ],
      'reads the first blocks while the OACK is under way': [
        { slowDisk: true, readAheadBlocks: 4, acknowledgeOptions: true },
        'OACK, read 5',
        [
          ['read 5', ''],
          ['ACK 0', 'DATA 1'],
        ],
      ],
      'does not blame the client for a disk that never answers': [
        { slowDisk: true, readAheadBlocks: 4, acknowledgeOptions: true },
        'OACK, read 5',
        [
          ['ACK 0', ''],
          ['wait 30000', 'unreadable: block 1 could not be read in time'],
        ],
      ],
      'ends when the file cannot be read': [{}, 'DATA 1', [['broken', 'unreadable: disk error']]],
      'ends when we drop it': [{}, 'DATA 1', [['drop', 'dropped: stopping']]],
    };
  it.each(Object.entries(cases))('%s', (_sentence, [plan, opening, script]) => {
    const player = new Player(plan);
    expect(player.opening).toBe(opening);
    expect(script.map(([event]) => [event, player.play(event)])).toEqual(script);
  });
});

describe('block numbers', () => {
  it('roll over to 0 behind 65535, in lockstep and through the second round', () => {
    const blocks = 140_000;
    const player = new Player({ totalBytes: blocks * 512 - 1, windowSize: 1 });
    for (let block = 1; block < blocks; block++) {
      const sent = player.play(`ACK ${block & 0xffff}`);
      if (sent !== `DATA ${block + 1}`) expect([block, sent]).toEqual([block, `DATA ${block + 1}`]);
    }
    expect(player.play(`ACK ${blocks & 0xffff}`)).toBe('complete');
  });
  it('roll over inside a window, also when the ACK falls into its middle', () => {
    const player = new Player({ totalBytes: 70_000 * 512, windowSize: 10 });
    for (let block = 10; block <= 65_530; block += 10) player.play(`ACK ${block}`);
    expect(player.transfer.sent).toBe(65_540);
    expect(player.play('ACK 65535')).toBe('DATA 65536-65545');
    expect(player.play('ACK 0')).toBe('DATA 65537-65546');
    expect(player.play('ACK 10')).toBe('DATA 65547-65556');
    expect(player.play('ACK 65535')).toBe('');
  });
});

describe('the facts of a transfer', () => {
  it('count what went out again', () => {
    const player = new Player({ windowSize: 4 });
    player.play('wait 1000');
    expect(player.transfer.resentBlocks).toBe(4);
    player.play('ACK 1');
    expect(player.transfer.resentBlocks).toBe(7);
    player.play('ACK 5');
    expect(player.transfer.resentBlocks).toBe(7);
  });
  it('say whether the client ever answered', () => {
    expect(hasAnswered(new Player({}).transfer)).toBe(false);
    const lockstep = new Player({});
    lockstep.play('ACK 1');
    expect(hasAnswered(lockstep.transfer)).toBe(true);
    const negotiated = new Player({ acknowledgeOptions: true });
    expect(hasAnswered(negotiated.transfer)).toBe(false);
    negotiated.play('ACK 0');
    expect(hasAnswered(negotiated.transfer)).toBe(true);
  });
});
