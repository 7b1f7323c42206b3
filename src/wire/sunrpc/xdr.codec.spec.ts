import { describe, expect, it } from 'vitest';
import { ip } from '../../../test/fakes/known-lab.js';
import { XdrReader, XdrWriter } from './xdr.codec.js';

describe('XDR', () => {
  it('fills a string up to four octets with zeros', () => {
    expect(new XdrWriter().string('sun').bytes().toString('hex')).toBe('0000000373756e00');
    expect(new XdrWriter().string('root').bytes().toString('hex')).toBe('00000004726f6f74');
    expect(new XdrWriter().string('').bytes().toString('hex')).toBe('00000000');
  });

  it('writes each octet of an address sign-extended, as rpcgen writes a char', () => {
    const bytes = new XdrWriter().bootparamAddress(ip('192.168.0.21')).bytes();
    expect(bytes.toString('hex')).toBe('00000001ffffffc0ffffffa80000000000000015');
    expect(new XdrReader(bytes).bootparamAddress('it')).toBe(ip('192.168.0.21'));
  });

  it('reads an address whose octets are not sign-extended', () => {
    const reader = new XdrReader(Buffer.from('00000001000000c0000000a80000000000000015', 'hex'));
    expect(reader.bootparamAddress('it')).toBe(ip('192.168.0.21'));
    expect(reader.problem).toBeUndefined();
  });

  it('does not look at the padding', () => {
    const reader = new XdrReader(Buffer.from('0000000373756eff', 'hex'));
    expect(reader.string(255, 'the name')).toBe('sun');
    reader.end('the name');
    expect(reader.problem).toBeUndefined();
  });

  it.each<[string, string, (reader: XdrReader) => unknown, string]>([
    ['an integer that is cut off', '000000', (reader) => reader.uint32('the xid'), 'the xid is cut off'],
    ['a string that is cut off', '0000000461', (reader) => reader.string(8, 'the name'), 'the name is cut off'],
    [
      'a string that is too long',
      '0000000461626364',
      (reader) => reader.string(3, 'the name'),
      'the name has 4 octets, at most 3 are allowed',
    ],
    [
      'a length of 4 GiB',
      'ffffffff61626364',
      (reader) => reader.string(255, 'the name'),
      'the name has 4294967295 octets, at most 255 are allowed',
    ],
    [
      'a NUL in a name',
      '0000000461006364',
      (reader) => reader.string(255, 'the name'),
      'the name contains a control character',
    ],
    ['a boolean of 2', '00000002', (reader) => reader.bool('it'), 'it is 2, which is no boolean'],
    [
      'an address of another type',
      '0000000200000000000000000000000000000000',
      (reader) => reader.bootparamAddress('the address'),
      'the address is of type 2, only 1 (IP) is known',
    ],
    [
      'an octet of 256',
      '0000000100000100000000000000000000000000',
      (reader) => reader.bootparamAddress('the address'),
      'the address has 256 for an octet',
    ],
    ['octets at the end', '00', (reader) => reader.end('it'), '1 octets follow it'],
  ])('refuses %s', (_, hex, read, problem) => {
    const reader = new XdrReader(Buffer.from(hex, 'hex'));
    read(reader);
    expect(reader.problem).toBe(problem);
  });

  it('reads nothing after the first problem, which is the one it tells', () => {
    const reader = new XdrReader(Buffer.from('0000000200000007', 'hex'));
    reader.bool('the first');
    expect(reader.uint32('the second')).toBe(0);
    expect(reader.problem).toBe('the first is 2, which is no boolean');
  });
});
