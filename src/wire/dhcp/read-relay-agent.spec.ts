import { describe, expect, it } from 'vitest';
import { DhcpOptions } from './dhcp-options.codec.js';
import { readRelayAgent } from './read-relay-agent.js';

function read(hex: string) {
  const value = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const bytes = Buffer.concat([Buffer.from([82, value.length]), value]);
  return readRelayAgent(new DhcpOptions(bytes, [{ start: 0, end: bytes.length }]));
}

const NOTHING = {
  circuitId: undefined,
  remoteId: undefined,
  linkSelection: undefined,
  serverOverride: undefined,
  ownSourcePort: false,
};

describe('relay agent information', () => {
  it('names port, switch, link, server and its own source port', () => {
    expect(read('01 05 4769302f33  02 02 0006  05 04 0a090000  0b 04 0a090001  13 00')).toEqual({
      circuitId: Buffer.from('Gi0/3'),
      remoteId: Buffer.from([0, 6]),
      linkSelection: 0x0a090000,
      serverOverride: 0x0a090001,
      ownSourcePort: true,
    });
  });

  it.each([
    ['empty', ''],
    ['of empty sub-options', '01 00 02 00'],
    ['with addresses of another length', '05 03 0a0900 0b 05 0a09000100'],
    ['with 0.0.0.0 for addresses', '05 04 00000000 0b 04 00000000'],
    ['with a length past its end', '01 20 47'],
    ['bare text', '77 69 66 69'],
  ])('that is %s says nothing', (_words, hex) => {
    expect(read(hex)).toEqual(NOTHING);
  });

  it('is undefined when there is none', () => {
    expect(readRelayAgent(new DhcpOptions(Buffer.alloc(0), []))).toBeUndefined();
  });

  it('takes the first of a sub-option that is there twice', () => {
    expect(read('01 01 41 01 01 42')?.circuitId?.toString()).toBe('A');
  });
});
