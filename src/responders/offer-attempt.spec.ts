import { describe, expect, it } from 'vitest';
import type { ClientFingerprint } from '../boot/client-fingerprint.js';
import { nextAttempt, type OfferAttempt } from './offer-attempt.js';

const HP: ClientFingerprint = {
  architecture: 7,
  undi: '3.16',
  vendorClass: 'PXEClient',
  parameters: '1,3,43',
  oui: 'a8:a1:59',
};
const ORDER = ['boot-server', 'direct-file', 'full-offer'] as const;
const AT = 1_000_000;

interface Repeat {
  readonly after: number;
  readonly seconds: number;
  readonly cameOn?: boolean;
  readonly fingerprint?: ClientFingerprint;
}

/** The strategies that one client gets, DISCOVER after DISCOVER. */
function strategies(repeats: readonly Repeat[]): string[] {
  let attempt: OfferAttempt | undefined = nextAttempt(undefined, HP, 0, AT, ORDER);
  const seen: string[] = [attempt.strategy];
  let at = AT;
  for (const { after, seconds, cameOn = false, fingerprint = HP } of repeats) {
    at += after;
    attempt = nextAttempt({ ...attempt, cameOn }, fingerprint, seconds, at, ORDER);
    seen.push(attempt.strategy);
  }
  return seen;
}

describe('a client that repeats its DISCOVER', () => {
  const cases: Record<string, [readonly Repeat[], string[]]> = {
    'with growing secs gets the next strategy each time, in the same boot (field note A1: bootimus#77, 0, 4, 12, 28 s)':
      [
        [
          { after: 4_000, seconds: 4 },
          { after: 8_000, seconds: 12 },
          { after: 16_000, seconds: 28 },
        ],
        ['boot-server', 'direct-file', 'full-offer', 'boot-server'],
      ],
    'a while later with secs zero as ever gets the next one too': [
      [{ after: 4_000, seconds: 0 }],
      ['boot-server', 'direct-file'],
    ],
    'at once, as a second relay copies it, gets the same again': [
      [{ after: 20, seconds: 0 }],
      ['boot-server', 'boot-server'],
    ],
    'after it came on begins at the top: its next boot': [
      [{ after: 30_000, seconds: 4, cameOn: true }],
      ['boot-server', 'boot-server'],
    ],
    'with smaller secs has been switched off and on': [
      [
        { after: 4_000, seconds: 4 },
        { after: 9_000, seconds: 0 },
      ],
      ['boot-server', 'direct-file', 'boot-server'],
    ],
    'two minutes later boots anew': [[{ after: 121_000, seconds: 0 }], ['boot-server', 'boot-server']],
    'as another firmware, the loader that the first one fetched, begins at the top': [
      [{ after: 4_000, seconds: 4, fingerprint: { ...HP, parameters: '1,3' } }],
      ['boot-server', 'boot-server'],
    ],
  };
  it.each(Object.entries(cases))('%s', (_, [repeats, expected]) => {
    expect(strategies(repeats)).toEqual(expected);
  });

  it('keeps the address that it was seen to have', () => {
    const first = { ...nextAttempt(undefined, HP, 0, AT, ORDER), address: 7 as OfferAttempt['address'] };
    expect(nextAttempt(first, HP, 4, AT + 4_000, ORDER).address).toBe(7);
  });
});
