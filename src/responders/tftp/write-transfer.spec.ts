import { describe, expect, it } from 'vitest';
import {
  beginWrite,
  stepWrite,
  type WriteAction,
  type WriteEvent,
  type WritePlan,
  type WriteStep,
} from './write-transfer.js';

const PLAN: WritePlan = {
  blockSize: 512,
  windowSize: 1,
  acknowledgeOptions: false,
  timeoutMilliseconds: undefined,
  maxBytes: 1_000_000,
};

function print(action: WriteAction): string {
  switch (action.kind) {
    case 'send-options':
      return 'OACK';
    case 'send-acknowledgment':
      return `ACK ${action.block}`;
    case 'finish': {
      const { outcome } = action;
      if (outcome.kind === 'unwritable') return `${outcome.reason} ERROR ${outcome.code}`;
      return outcome.kind === 'timed-out' ? `timed out after ${outcome.block}` : outcome.kind;
    }
    default:
      return action.kind;
  }
}

/** `DATA 3`, `DATA 3 100` (octets), `wait 1000`, `stored`, `exists`, `ERROR`, `drop`. */
function eventOf(text: string): WriteEvent {
  const [verb, number, length] = text.split(' ');
  switch (verb) {
    case 'DATA':
      return { kind: 'data', block: Number(number), length: Number(length ?? 512) };
    case 'stored':
      return { kind: 'stored' };
    case 'exists':
      return { kind: 'unwritable', reason: 'upload-exists', code: 6, message: 'there', why: 'there' };
    case 'ERROR':
      return { kind: 'error', code: 0, message: 'no more' };
    case 'drop':
      return { kind: 'drop', why: 'stopping' };
    default:
      return { kind: 'timeout' };
  }
}

type Script = readonly (readonly [event: string, done: string])[];

function play(plan: Partial<WritePlan>, script: Script): void {
  let now = 1_000;
  let step: WriteStep = beginWrite({ ...PLAN, ...plan }, now);
  for (const [event, done] of script) {
    if (event !== 'begin') {
      if (event.startsWith('wait ')) now += Number(event.slice(5));
      step = stepWrite(step.transfer, eventOf(event), now);
    }
    expect(step.actions.map(print).join(', '), event).toBe(done);
  }
}

describe('a write transfer', () => {
  const cases: Record<string, [plan: Partial<WritePlan>, script: Script]> = {
    'acknowledges each block, and the last one when the file is in its place': [
      {},
      [
        ['begin', 'ACK 0'],
        ['DATA 1', 'keep, ACK 1'],
        ['DATA 2 100', 'keep, store'],
        ['stored', 'ACK 2, complete'],
      ],
    ],
    'of an empty file is one empty block': [
      {},
      [
        ['DATA 1 0', 'keep, store'],
        ['stored', 'ACK 1, complete'],
      ],
    ],
    'begins with an OACK where options were granted, and repeats it': [
      { acknowledgeOptions: true },
      [
        ['begin', 'OACK'],
        ['wait 1000', 'OACK'],
        ['DATA 1', 'keep, ACK 1'],
      ],
    ],
    'acknowledges the last block again when it comes again, and older ones not': [
      {},
      [
        ['DATA 1', 'keep, ACK 1'],
        ['DATA 2', 'keep, ACK 2'],
        ['DATA 2', 'ACK 2'],
        ['DATA 1', ''],
      ],
    ],
    'acknowledges once for a window (RFC 7440)': [
      { windowSize: 3 },
      [
        ['DATA 1', 'keep'],
        ['DATA 2', 'keep'],
        ['DATA 3', 'keep, ACK 3'],
        ['DATA 4 1', 'keep, store'],
      ],
    ],
    'tells a gap once, and the window begins behind what it has': [
      { windowSize: 4 },
      [
        ['DATA 1', 'keep'],
        ['DATA 3', 'ACK 1'],
        ['DATA 4', ''],
        ['DATA 2', 'keep'],
        ['DATA 3', 'keep'],
        ['DATA 4', 'keep'],
        ['DATA 5', 'keep, ACK 5'],
      ],
    ],
    'repeats its last ACK with growing patience and gives up in the end': [
      {},
      [
        ['DATA 1', 'keep, ACK 1'],
        ['wait 999', ''],
        ['wait 1', 'ACK 1'],
        ['wait 1000', ''],
        ['wait 1000', 'ACK 1'],
        ['wait 27000', 'timed out after 1, forget'],
        ['DATA 2', ''],
      ],
    ],
    'keeps to the timeout that the client asked for (RFC 2349)': [
      { timeoutMilliseconds: 3_000 },
      [
        ['wait 2999', ''],
        ['wait 1', 'ACK 0'],
      ],
    ],
    'ends at the octet that is too much': [
      { maxBytes: 1_000 },
      [
        ['DATA 1', 'keep, ACK 1'],
        ['DATA 2', 'upload-too-large ERROR 3, forget'],
      ],
    ],
    'refuses a block that is longer than agreed': [{}, [['DATA 1 513', 'dropped, forget']]],
    'ends with an ERROR when the name was taken meanwhile': [
      {},
      [
        ['DATA 1 1', 'keep, store'],
        ['exists', 'upload-exists ERROR 6, forget'],
      ],
    ],
    'does not hang on a disk that does not answer': [
      {},
      [
        ['DATA 1 1', 'keep, store'],
        ['DATA 1 1', ''],
        ['wait 30000', 'upload-failed ERROR 0, forget'],
      ],
    ],
    'gives the last ACK again for a while, because it may be lost': [
      {},
      [
        ['DATA 1 1', 'keep, store'],
        ['stored', 'ACK 1, complete'],
        ['DATA 1 1', 'ACK 1'],
        ['wait 5000', 'forget'],
        ['DATA 1 1', ''],
      ],
    ],
    'ends when the client gives up': [{}, [['ERROR', 'aborted, forget']]],
    'ends when we stop': [{}, [['drop', 'dropped, forget']]],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [plan, script]) => play(plan, script));

  it('goes through the roll-over of block numbers', () => {
    let step = beginWrite(PLAN, 0);
    for (let block = 1; block <= 65_537; block++) {
      step = stepWrite(step.transfer, { kind: 'data', block: block & 0xffff, length: 512 }, 0);
      if (step.actions.length !== 2) throw new Error(`block ${block}: ${step.actions.map(print).join(', ')}`);
      step = { ...step, transfer: { ...step.transfer, bytes: 0 } };
    }
    expect(step.transfer.received).toBe(65_537);
  });
});
