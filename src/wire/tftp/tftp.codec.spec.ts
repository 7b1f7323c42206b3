import { describe, expect, it } from 'vitest';
import {
  decodeTftp,
  encodeAcknowledgment,
  encodeError,
  encodeOptionAcknowledgment,
  encodeRequest,
  readAcknowledgment,
  writeDataHeader,
  type TftpPacket,
} from './tftp.codec.js';

const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex');

describe('decodeTftp reads', () => {
  const cases: Record<string, [Buffer, TftpPacket]> = {
    'the RRQ of a Raspberry Pi boot ROM, without options': [
      bytes(`0001 ${ascii('bootcode.bin')} 00 ${ascii('octet')} 00`),
      { kind: 'read-request', fileName: 'bootcode.bin', mode: 'octet', options: [] },
    ],
    'the RRQ of Intel UEFI with tsize, blksize and windowsize, in its order': [
      bytes(
        '0001 697078652e65666900 6f6374657400 7473697a65003000 626c6b73697a65003134363800 77696e646f7773697a65003400',
      ),
      {
        kind: 'read-request',
        fileName: 'ipxe.efi',
        mode: 'octet',
        options: [
          { name: 'tsize', value: '0' },
          { name: 'blksize', value: '1468' },
          { name: 'windowsize', value: '4' },
        ],
      },
    ],
    'a mode in any case (RFC 1350 §5)': [
      bytes(`0001 ${ascii('a')} 00 ${ascii('NetAscii')} 00`),
      { kind: 'read-request', fileName: 'a', mode: 'netascii', options: [] },
    ],
    'option names in the spelling of the client': [
      bytes(`0001 ${ascii('a')} 00 ${ascii('octet')} 00 ${ascii('BLKSIZE')} 00 ${ascii('1024')} 00`),
      { kind: 'read-request', fileName: 'a', mode: 'octet', options: [{ name: 'BLKSIZE', value: '1024' }] },
    ],
    'a file name in UTF-8': [
      Buffer.concat([bytes('0001'), Buffer.from('gerät.cfg\0octet\0', 'utf8')]),
      { kind: 'read-request', fileName: 'gerät.cfg', mode: 'octet', options: [] },
    ],
    'a request whose last option has no value: that option is left out': [
      bytes(`0001 61 00 ${ascii('octet')} 00 ${ascii('tsize')} 00`),
      { kind: 'read-request', fileName: 'a', mode: 'octet', options: [] },
    ],
    'a request whose last value has no NUL: that option is left out': [
      bytes(`0001 61 00 ${ascii('octet')} 00 ${ascii('tsize')} 00 30`),
      { kind: 'read-request', fileName: 'a', mode: 'octet', options: [] },
    ],
    'a request padded with zeros': [
      bytes(`0001 61 00 ${ascii('octet')} 00 00 00 00 00 00`),
      { kind: 'read-request', fileName: 'a', mode: 'octet', options: [] },
    ],
    'a WRQ': [
      bytes(`0002 ${ascii('zz.bin')} 00 ${ascii('netascii')} 00`),
      { kind: 'write-request', fileName: 'zz.bin', mode: 'netascii', options: [] },
    ],
    DATA: [bytes('0003 0102 aabbcc'), { kind: 'data', block: 0x0102, data: bytes('aabbcc') }],
    'an empty DATA, which ends a file of whole blocks': [
      bytes('0003 ffff'),
      { kind: 'data', block: 65535, data: Buffer.alloc(0) },
    ],
    'an ACK': [bytes('0004 ffff'), { kind: 'acknowledgment', block: 65535 }],
    'an ACK with Ethernet padding counted in': [
      bytes('0004 0000 0000000000000000'),
      { kind: 'acknowledgment', block: 0 },
    ],
    'the ERROR 8 of Intel UEFI after its size probe': [
      bytes('0005 0008 557365722061626f7274656420746865207472616e7366657200'),
      { kind: 'error', code: 8, message: 'User aborted the transfer' },
    ],
    'an ERROR without NUL': [bytes('0005 0000 6e6f'), { kind: 'error', code: 0, message: 'no' }],
    'an ERROR without message': [bytes('0005 0004'), { kind: 'error', code: 4, message: '' }],
    'an OACK': [
      bytes(`0006 ${ascii('blksize')} 00 ${ascii('1468')} 00`),
      { kind: 'option-acknowledgment', options: [{ name: 'blksize', value: '1468' }] },
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [packet, expected]) => {
    expect(decodeTftp(packet)).toEqual({ ok: true, value: expected });
  });
});

describe('decodeTftp refuses, with the reason,', () => {
  const cases: Record<string, [Buffer, string]> = {
    'nothing at all': [bytes(''), '0 octets are too short for a TFTP opcode'],
    'one octet': [bytes('00'), '1 octets are too short for a TFTP opcode'],
    'an ACK of three octets, which kills other servers': [bytes('000400'), 'ACK without a whole block number'],
    'DATA of three octets': [bytes('000300'), 'DATA without a whole block number'],
    'an ERROR of three octets': [bytes('000500'), 'ERROR without a whole error code'],
    'opcode 0': [bytes('00000000'), '0 is not a TFTP opcode'],
    'opcode 7': [bytes('00070000'), '7 is not a TFTP opcode'],
    'an opcode in the wrong byte order': [bytes(`0100 61 00 ${ascii('octet')} 00`), '256 is not a TFTP opcode'],
    'an RRQ with an empty file name': [bytes(`0001 00 ${ascii('octet')} 00`), 'RRQ with an empty file name'],
    'an RRQ of two octets': [bytes('0001'), 'RRQ without a NUL that ends the file name'],
    'an RRQ whose file name never ends': [bytes('0001 616161'), 'RRQ without a NUL that ends the file name'],
    'an RRQ that ends behind the file name': [bytes('0001 61 00'), 'RRQ without a transfer mode'],
    'an RRQ whose mode never ends': [bytes('0001 61 00 6f63'), 'RRQ without a NUL that ends the transfer mode'],
    'an RRQ with an empty mode': [bytes('0001 61 00 00'), 'RRQ with an empty transfer mode'],
    'a WRQ with an empty file name': [bytes(`0002 00 ${ascii('octet')} 00`), 'WRQ with an empty file name'],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [packet, reason]) => {
    expect(decodeTftp(packet)).toEqual({ ok: false, error: reason });
  });
});

describe('readAcknowledgment', () => {
  it.each([
    ['an ACK', '0004 1234', 0x1234],
    ['an ACK with padding', '0004 0000 0000', 0],
    ['the highest block', '0004 ffff', 0xffff],
    ['a cut ACK', '000400', -1],
    ['DATA', '0003 0001', -1],
    ['another opcode', '0104 0001', -1],
    ['nothing', '', -1],
  ])('%s', (_sentence, packet, expected) => {
    expect(readAcknowledgment(bytes(packet))).toBe(expected);
  });
});

describe('TFTP encoding', () => {
  it('writes an RRQ with options', () => {
    const request = encodeRequest({
      kind: 'read-request',
      fileName: 'a/b',
      mode: 'octet',
      options: [{ name: 'tsize', value: '0' }],
    });
    expect(request).toEqual(Buffer.from('\0\x01a/b\0octet\0tsize\x000\0', 'latin1'));
  });
  it('writes a WRQ, and a NUL in the file name cannot end it early', () => {
    const request = encodeRequest({ kind: 'write-request', fileName: 'a\0b', mode: 'netascii', options: [] });
    expect(request).toEqual(Buffer.from('\0\x02ab\0netascii\0', 'latin1'));
  });
  it('writes an OACK', () => {
    expect(encodeOptionAcknowledgment([{ name: 'BlkSize', value: '1024' }])).toEqual(
      Buffer.from('\0\x06BlkSize\x001024\0', 'latin1'),
    );
  });
  it('writes an ACK and cuts the block number to 16 bits', () => {
    expect(encodeAcknowledgment(65537)).toEqual(bytes('0004 0001'));
  });
  it('writes an ERROR in printable ASCII, ended by NUL', () => {
    expect(encodeError(1, 'no gerät\n')).toEqual(bytes(`0005 0001 ${ascii('no ger?t?')} 00`));
  });
  it('cuts an ERROR message that no boot ROM could hold', () => {
    expect(encodeError(0, 'x'.repeat(5000))).toHaveLength(4 + 400 + 1);
  });
  it.each([
    [1, '0003 0001'],
    [255, '0003 00ff'],
    [65535, '0003 ffff'],
    [65536, '0003 0000'],
    [65537, '0003 0001'],
    [2_924_171, '0003 9e8b'],
  ])('writes the DATA header of block %i, rolling over to 0', (block, expected) => {
    const header = Buffer.alloc(4, 0xee);
    writeDataHeader(header, block);
    expect(header).toEqual(bytes(expected));
  });
});
