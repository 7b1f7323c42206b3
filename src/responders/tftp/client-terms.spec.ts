import { describe, expect, it } from 'vitest';
import { mac } from '../../../test/fakes/known-lab.js';
import { chooseClientTerms, type AskingClient, type QuirkRow } from './client-terms.js';
import { TFTP_QUIRK_TABLE } from './tftp-quirk.table.js';

const EVERYBODY = { refusedOptions: [], rollOver: 0 } as const;
const ASKING: AskingClient = { mac: mac('02:00:00:00:00:01'), fileName: 'kernel', options: 'tsize=0 blksize=1468' };

describe('the terms of a TFTP client', () => {
  const row: QuirkRow = {
    client: 'a client',
    source: 'nowhere#1',
    macPrefixes: ['02:00:00'],
    file: /^kernel$/,
    asks: /blksize/,
    refusedOptions: ['windowsize'],
    rollOver: 1,
  };
  it('are those of a row of which everything fits', () => {
    expect(chooseClientTerms(ASKING, EVERYBODY, [row])).toEqual({
      refusedOptions: ['windowsize'],
      rollOver: 1,
      client: 'a client',
    });
  });
  it.each([
    { ...ASKING, mac: mac('02:00:01:00:00:01') },
    { ...ASKING, mac: undefined },
    { ...ASKING, fileName: 'kernel.old' },
    { ...ASKING, options: 'tsize=0' },
  ])('are those of everybody where one thing does not: %o', (asking) => {
    expect(chooseClientTerms(asking, EVERYBODY, [row])).toEqual({ ...EVERYBODY, client: undefined });
  });
  it("add a row's refusals to everybody's", () => {
    const terms = chooseClientTerms(ASKING, { refusedOptions: ['timeout'], rollOver: 0 }, [row]);
    expect(terms.refusedOptions).toEqual(['timeout', 'windowsize']);
  });
});

describe('the table of quirks', () => {
  it("knows the Raspberry Pi's boot loader, and not GRUB or U-Boot on the same board", () => {
    const pi = (options: string) =>
      chooseClientTerms(
        { mac: mac('dc:a6:32:01:02:03'), fileName: '1234abcd/initrd', options },
        EVERYBODY,
        TFTP_QUIRK_TABLE,
      ).rollOver;
    expect(pi('tsize=0 blksize=1024')).toBe('refuse');
    expect(pi('blksize=1024 tsize=0')).toBe(0);
    expect(pi('timeout=5 tsize=0 blksize=1468')).toBe(0);
  });
  it('has a source and a condition in every row, and options in lower case', () => {
    for (const { source, macPrefixes, file, asks, refusedOptions = [] } of TFTP_QUIRK_TABLE) {
      expect(source).toMatch(/#\d+|https:|RFC \d+/);
      expect(macPrefixes ?? file ?? asks).toBeDefined();
      expect(refusedOptions.every((name) => name === name.toLowerCase())).toBe(true);
      expect((macPrefixes ?? []).every((prefix) => /^([0-9a-f]{2}:){2}[0-9a-f]{2}$/.test(prefix))).toBe(true);
    }
  });
});
