import { describe, expect, it } from 'vitest';
import { BucketCounts } from '../values/bucket-counts.js';
import { fail, ok, type Result } from '../values/result.js';
import { exchange, type Conversation, type Settlement } from './exchange.js';
import { silent, type Answer, type Verdict } from './verdict.js';

/** A protocol of one byte: 1 is answered with 2, 0 cannot be read, 9 makes the decision throw, the rest is not for us. */
class OneByte implements Conversation<number, number, 'asker', string> {
  readonly answerTimes = new BucketCounts([]);
  readonly sent: string[] = [];
  readonly told: string[] = [];

  decode(bytes: Buffer): Result<number> {
    const value = bytes[0] ?? 0;
    return value === 0 ? fail('zero means nothing') : ok(value);
  }
  answer(packet: number): Verdict<number, 'asker'> {
    if (packet === 9) throw new Error('nine');
    return packet === 1 ? { kind: 'reply', reply: 2, destination: 'asker' } : silent('not-for-us');
  }
  transmit({ reply }: Answer<number, 'asker'>, arrival: string): void {
    this.sent.push(`${reply} to ${arrival}`);
  }
  report(packet: number | undefined, verdict: Verdict<number, 'asker'>): void {
    const detail = verdict.kind === 'silent' ? `${verdict.reason} ${verdict.detail?.['bytes'] ?? ''}` : 'reply';
    this.told.push(`${packet ?? 'unreadable'}: ${detail}`.trim());
  }
}

function run(...octets: number[]): OneByte {
  const protocol = new OneByte();
  exchange(protocol, Buffer.from(octets), 'here');
  return protocol;
}

describe('the one receive → answer → send loop', () => {
  it('sends an answer and tells it', () => {
    expect(run(1)).toMatchObject({ sent: ['2 to here'], told: ['1: reply'] });
  });

  it('counts the time of what it sends, and of nothing else', () => {
    expect(run(1).answerTimes.counts).toEqual(Float64Array.of(1));
    expect(run(5).answerTimes.counts).toEqual(Float64Array.of(0));
  });

  it('tells silence with its reason', () => {
    expect(run(5)).toMatchObject({ sent: [], told: ['5: not-for-us'] });
  });

  it('tells what cannot be read, with its bytes', () => {
    expect(run(0, 0xab)).toMatchObject({ sent: [], told: ['unreadable: malformed 00ab'] });
  });

  it('takes a throw for our own bug, tells it with the bytes, and lives on', () => {
    expect(run(9, 0xcd)).toMatchObject({ sent: [], told: ['9: our-bug 09cd'] });
  });
});

/** A protocol whose answer waits for a change; the test settles it. */
class Committing implements Conversation<number, number, 'asker', string, string> {
  readonly answerTimes = new BucketCounts([]);
  readonly sent: string[] = [];
  readonly told: string[] = [];
  readonly settle: ((settlement: Settlement) => void)[] = [];
  readonly reject: ((error: Error) => void)[] = [];

  decode(): Result<number> {
    return ok(1);
  }
  answer(): Verdict<number, 'asker', string> {
    return { kind: 'reply', reply: 2, destination: 'asker', commit: `change ${this.settle.length}` };
  }
  commit(change: string): Promise<Settlement> {
    this.told.push(change);
    return new Promise((resolve, reject) => {
      this.settle.push(resolve);
      this.reject.push(reject);
    });
  }
  transmit({ reply }: Answer<number, 'asker', string>, arrival: string): void {
    this.sent.push(`${reply} to ${arrival}`);
  }
  report(packet: number | undefined, verdict: Verdict<number, 'asker', string>): void {
    this.told.push(`${packet ?? 'unreadable'}: ${verdict.kind === 'silent' ? verdict.reason : 'reply'}`);
  }
}

describe('an answer that asks for a change', () => {
  const asked = (): Committing => {
    const protocol = new Committing();
    exchange(protocol, Buffer.from([1]), 'here');
    return protocol;
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('leaves when the change is made, and not before', async () => {
    const protocol = asked();
    await turn();
    expect(protocol).toMatchObject({ sent: [], told: ['change 0'] });
    protocol.settle[0]?.('made');
    await turn();
    expect(protocol).toMatchObject({ sent: ['2 to here'], told: ['change 0', '1: reply'] });
  });

  it('does not leave when the change cannot be made; the reason is told instead', async () => {
    const protocol = asked();
    protocol.settle[0]?.(silent('cannot-send'));
    await turn();
    expect(protocol).toMatchObject({ sent: [], told: ['change 0', '1: cannot-send'] });
  });

  it('is decided anew when the change says so', async () => {
    const protocol = asked();
    protocol.settle[0]?.('again');
    await turn();
    expect(protocol).toMatchObject({ sent: [], told: ['change 0', 'change 1'] });
  });

  it('takes a change that throws for our own bug', async () => {
    const protocol = asked();
    protocol.reject[0]?.(new Error('nine'));
    await turn();
    expect(protocol).toMatchObject({ sent: [], told: ['change 0', '1: our-bug'] });
  });
});
