import { describe, expect, it } from 'vitest';
import { negotiateOptions, type NegotiatedOptions, type NegotiationTerms } from './tftp-options.js';

const TERMS: NegotiationTerms = {
  mtu: 1500,
  transferSize: 1_052_672,
  largestWindow: 64,
  largestWindowBytes: 128 * 1024,
  refused: [],
};

/** `name=value …` as the client asks, against an Ethernet interface and a file of 1052672 octets. */
function negotiate(text: string, terms = TERMS): NegotiatedOptions {
  const asked = text
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { name, value };
    });
  return negotiateOptions(asked, terms);
}
const printed = (negotiated: NegotiatedOptions) =>
  negotiated.acknowledged.map(({ name, value }) => `${name}=${value}`).join(' ');

describe('the OACK to a read request', () => {
  const cases: Record<string, [asked: string, acknowledged: string]> = {
    'is empty when nothing was asked': ['', ''],
    'grants blksize': ['blksize=1024', 'blksize=1024'],
    'answers tsize 0 with the size': ['tsize=0', 'tsize=1052672'],
    'answers a tsize other than 0 as well': ['tsize=5', 'tsize=1052672'],
    'keeps the order of the client: Intel UEFI': [
      'tsize=0 blksize=1468 windowsize=4',
      'tsize=1052672 blksize=1468 windowsize=4',
    ],
    'keeps the order of the client: iPXE': ['blksize=1432 tsize=0', 'blksize=1432 tsize=1052672'],
    'reads names in any case and keeps the spelling of the client': [
      'BLKSIZE=1024 TSize=0',
      'BLKSIZE=1024 TSize=1052672',
    ],
    'leaves unknown options out': ['multicast= blksize=1024 rollover=0', 'blksize=1024'],
    'lowers blksize to what the MTU carries': ['blksize=8192', 'blksize=1468'],
    'lowers blksize 65465 as RFC 2348 allows': ['blksize=65465', 'blksize=1468'],
    'grants the smallest blksize': ['blksize=8', 'blksize=8'],
    'ignores blksize 7': ['blksize=7', ''],
    'ignores blksize 0': ['blksize=0', ''],
    'ignores a negative blksize': ['blksize=-1', ''],
    'ignores a blksize of letters and keeps the rest': ['blksize=huge tsize=0', 'tsize=1052672'],
    'ignores an empty blksize': ['blksize=', ''],
    'echoes timeout unchanged': ['timeout=255', 'timeout=255'],
    'leaves timeout 0 out': ['timeout=0', ''],
    'leaves timeout 256 out': ['timeout=256', ''],
    'leaves the timeout of 3000 "seconds" out that the npm client asks': ['timeout=3000 blksize=1468', 'blksize=1468'],
    'grants windowsize': ['windowsize=16', 'windowsize=16'],
    'lowers windowsize to the largest window': ['windowsize=65535', 'windowsize=64'],
    'lowers windowsize 65536 too': ['windowsize=65536', 'windowsize=64'],
    'ignores windowsize 0': ['windowsize=0', ''],
    'takes the first of two': ['blksize=1024 blksize=512', 'blksize=1024'],
    'takes the second when the first was no number': ['blksize=x blksize=1024', 'blksize=1024'],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [asked, acknowledged]) => {
    expect(printed(negotiate(asked))).toBe(acknowledged);
  });
});

describe('what is negotiated', () => {
  it('is 512 octets in lockstep when nothing was asked', () => {
    expect(negotiate('')).toEqual({
      blockSize: 512,
      windowSize: 1,
      timeoutSeconds: undefined,
      transferSizeAsked: false,
      acknowledged: [],
      remarks: [],
    });
  });
  it('is what the client asked, where we can', () => {
    expect(negotiate('tsize=0 blksize=1468 windowsize=4 timeout=3')).toMatchObject({
      blockSize: 1468,
      windowSize: 4,
      timeoutSeconds: 3,
      transferSizeAsked: true,
      remarks: [],
    });
  });
  it('says why blksize is lower than asked', () => {
    expect(negotiate('blksize=8192').remarks).toEqual([
      "blksize 8192 lowered to 1468, which fits the path's MTU of 1500",
    ]);
  });
  it('uses the whole MTU of jumbo frames', () => {
    expect(negotiate('blksize=8192', { ...TERMS, mtu: 9000 }).blockSize).toBe(8192);
    expect(negotiate('blksize=65464', { ...TERMS, mtu: 9000 }).blockSize).toBe(8968);
  });
  it('never goes beyond RFC 2348 on loopback', () => {
    expect(negotiate('blksize=65500', { ...TERMS, mtu: 65536 })).toMatchObject({
      blockSize: 65464,
      remarks: ['blksize 65500 lowered to 65464 (RFC 2348)'],
    });
  });
  it('keeps a block of 8 octets on an absurd MTU', () => {
    expect(negotiate('blksize=512', { ...TERMS, mtu: 20 }).blockSize).toBe(8);
  });
  it('bounds the window in octets as well', () => {
    expect(negotiate('windowsize=64 blksize=8192', { ...TERMS, mtu: 9000 })).toMatchObject({
      windowSize: 16,
      remarks: ['windowsize 64 lowered to 16'],
    });
  });
  it('grants one block however large it is', () => {
    expect(negotiate('windowsize=4 blksize=65464', { ...TERMS, mtu: 65536, largestWindowBytes: 1024 }).windowSize).toBe(
      1,
    );
  });
  it('says why a value was ignored', () => {
    expect(negotiate('timeout=3000').remarks).toEqual([
      'timeout "3000" is ignored: a timeout is 1 to 255 seconds (RFC 2349)',
    ]);
  });
});
