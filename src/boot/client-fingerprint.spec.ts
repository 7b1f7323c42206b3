import { describe, expect, it } from 'vitest';
import { bestRow, fitsPattern, type ClientFingerprint, type StrategyRow } from './client-fingerprint.js';

const HP: ClientFingerprint = {
  architecture: 7,
  undi: '3.16',
  vendorClass: 'PXEClient',
  parameters: '1,3,43,60',
  oui: 'a8:a1:59',
};

const row = (pattern: StrategyRow['pattern'], learned = false): StrategyRow => ({
  pattern,
  strategy: 'direct-file',
  learned,
});

describe('a pattern of firmware', () => {
  it.each<[string, StrategyRow['pattern'], boolean]>([
    ['nothing fits every client', {}, true],
    ['all of it fits itself', HP, true],
    ['another architecture', { architecture: 9 }, false],
    ['another version of the driver', { undi: '3.1' }, false],
    ['another vendor class', { vendorClass: 'HW-Client' }, false],
    ['the same options in another order', { parameters: '3,1,43,60' }, false],
    ['another maker', { oui: '52:54:00' }, false],
  ])('%s', (_words, pattern, fits) => {
    expect(fitsPattern(HP, pattern)).toBe(fits);
  });
});

describe('of the rows that fit a client', () => {
  it.each<[string, readonly StrategyRow[], number | undefined]>([
    [
      'the one that says most counts',
      [row({}), row({ architecture: 7, oui: 'a8:a1:59' }), row({ architecture: 7 })],
      1,
    ],
    ['a person’s counts before a learned one, however little it says', [row(HP, true), row({ architecture: 7 })], 1],
    ['a learned one counts where no person’s fits', [row({ architecture: 9 }), row(HP, true)], 1],
    ['none counts where none fits', [row({ architecture: 9 })], undefined],
  ])('%s', (_words, rows, best) => {
    expect(bestRow(HP, rows)).toBe(best === undefined ? undefined : rows[best]);
  });
});
