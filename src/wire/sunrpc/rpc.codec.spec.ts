import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from './record-mark.codec.js';
import { decodeRpcCall, encodeRpcCall } from './rpc-call.codec.js';
import { decodeRpcReply, encodeRpcReply, type RpcOutcome } from './rpc-reply.codec.js';

const XID = 0x3a00_0001;

/** A call of portmap GETPORT with these credentials: flavor and body. */
function callWith(credential: string): Buffer {
  return Buffer.from(`3a0000010000000000000002000186a00000000200000003${credential}0000000000000000`, 'hex');
}

describe('an RPC call', () => {
  it('is written with empty credentials and read back', () => {
    const call = { transactionId: XID, program: 100_000, version: 2, procedure: 3, arguments: Buffer.from('01020304') };
    const bytes = encodeRpcCall(call);
    expect(bytes.toString('hex', 0, 40)).toBe(
      `3a0000010000000000000002000186a00000000200000003${'00000000'.repeat(4)}`,
    );
    expect(decodeRpcCall(bytes)).toEqual({
      ok: true,
      value: { ...call, rpcVersion: 2, credential: { flavor: 'none' } },
    });
  });

  it('may carry AUTH_SYS', () => {
    const body = `000000010000000373756e00000000000000000a0000000100000005`;
    const decoded = decodeRpcCall(callWith(`000000010000001c${body}`));
    expect(decoded.ok && decoded.value.credential).toEqual({ flavor: 'sys', machineName: 'sun', uid: 0, gid: 10 });
  });

  it.each([
    ['AUTH_SYS with 17 groups', `00000001000000140000000100000000${'00000000'.repeat(2)}00000011`, 'bad'],
    ['AUTH_SYS that ends early', `000000010000000400000001`, 'bad'],
    ['another flavor', `0000000300000000`, 'unknown'],
  ])('with %s is read, and its credential is %s', (_, credential, flavor) => {
    const decoded = decodeRpcCall(callWith(credential));
    expect(decoded.ok && decoded.value.credential).toEqual({ flavor });
  });

  it('of another RPC version is read as far as the answer needs it', () => {
    const decoded = decodeRpcCall(Buffer.from(`3a0000010000000000000003`, 'hex'));
    expect(decoded).toMatchObject({ ok: true, value: { transactionId: XID, rpcVersion: 3 } });
  });

  it.each([
    ['a reply', '3a00000100000001', 'RPC message type 1 is not a call (0)'],
    ['nothing', '', 'RPC call: the RPC transaction id is cut off'],
    ['half a header', '3a0000010000000000000002000186a0', 'RPC call: the program version is cut off'],
    [
      'a credential of 401 octets',
      callWith(`0000000000000191`).toString('hex'),
      'RPC call: the credential has 401 octets, at most 400 are allowed',
    ],
  ])('is refused when it is %s', (_, hex, error) => {
    expect(decodeRpcCall(Buffer.from(hex, 'hex'))).toEqual({ ok: false, error });
  });
});

describe('an RPC reply', () => {
  const accepted = `3a00000100000001000000000000000000000000`;
  it.each<[string, RpcOutcome, string]>([
    ['results', { status: 'success', results: Buffer.from('0000d3cc', 'hex') }, `${accepted}000000000000d3cc`],
    ['that the program is not here', { status: 'program-unavailable' }, `${accepted}00000001`],
    ['the versions', { status: 'program-mismatch', low: 2, high: 2 }, `${accepted}000000020000000200000002`],
    ['that there is no such procedure', { status: 'procedure-unavailable' }, `${accepted}00000003`],
    ['that the arguments cannot be read', { status: 'garbage-arguments' }, `${accepted}00000004`],
    ['an error of ours', { status: 'system-error' }, `${accepted}00000005`],
    ['the RPC version', { status: 'rpc-mismatch' }, '3a000001000000010000000100000000' + '0000000200000002'],
    [
      'that the credential is bad',
      { status: 'credential-refused', why: 'bad' },
      '3a0000010000000100000001' + '0000000100000001',
    ],
    [
      'that the credential is refused',
      { status: 'credential-refused', why: 'rejected' },
      '3a0000010000000100000001' + '0000000100000002',
    ],
  ])('says %s', (_, outcome, hex) => {
    const bytes = encodeRpcReply({ transactionId: XID, outcome });
    expect(bytes.toString('hex')).toBe(hex);
    expect(decodeRpcReply(bytes)).toEqual({ ok: true, value: { transactionId: XID, outcome } });
  });

  it('that is a call is refused', () => {
    expect(decodeRpcReply(Buffer.from('3a00000100000000', 'hex')).ok).toBe(false);
  });
});

describe('RPC over TCP', () => {
  const message = Buffer.from('hello, portmapper');

  it('is a record of one fragment', () => {
    const record = encodeRecord(message);
    expect(record.toString('hex', 0, 4)).toBe('80000011');
    expect(decodeRecord(record, 100)).toEqual({ ok: true, value: { message, taken: record.length } });
  });

  it('may come in fragments, and byte by byte', () => {
    const first = Buffer.concat([Buffer.from('00000005', 'hex'), message.subarray(0, 5)]);
    const record = Buffer.concat([first, encodeRecord(message.subarray(5)), Buffer.from('next')]);
    for (let length = 0; length < record.length - 4; length++) {
      expect(decodeRecord(record.subarray(0, length), 100)).toEqual({
        ok: true,
        value: { message: undefined, taken: 0 },
      });
    }
    expect(decodeRecord(record, 100)).toEqual({ ok: true, value: { message, taken: record.length - 4 } });
  });

  it.each([
    ['is too long', '80000065'],
    ['has empty fragments without end', '00000000'],
  ])('is refused when it %s', (_, hex) => {
    expect(decodeRecord(Buffer.from(hex, 'hex'), 100).ok).toBe(false);
  });
});
