import { describe, expect, it } from 'vitest';
import { describeRelayAgent } from './describe-relay-agent.js';

const parts = (hex: string) => describeRelayAgent(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('option 82 for people', () => {
  it('names each sub-option, with its text where it is text and its octets always', () => {
    expect(parts('01 05 4769302f33 02 06 525400790021 05 04 0a090000 0b 04 0a090001 06 03 6c6162 63 01 00')).toEqual([
      { code: 1, name: 'circuit id', text: 'Gi0/3', hex: '4769302f33' },
      { code: 2, name: 'remote id', text: undefined, hex: '525400790021' },
      { code: 5, name: 'link selection', text: '10.9.0.0', hex: '0a090000' },
      { code: 11, name: 'server identifier override', text: '10.9.0.1', hex: '0a090001' },
      { code: 6, name: 'subscriber id', text: 'lab', hex: '6c6162' },
      { code: 99, name: undefined, text: undefined, hex: '00' },
    ]);
  });

  it.each([
    ['nothing', '', []],
    ['octets that are no sub-option', '0105 47', []],
    [
      'an address of three octets',
      '05 03 0a0900',
      [{ code: 5, name: 'link selection', text: undefined, hex: '0a0900' }],
    ],
    ['an empty value', '01 00', [{ code: 1, name: 'circuit id', text: undefined, hex: '' }]],
  ])('%s', (_, hex, expected) => {
    expect(parts(hex)).toEqual(expected);
  });
});
