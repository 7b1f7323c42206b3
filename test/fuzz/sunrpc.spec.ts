import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import { decodeGetfile, decodeWhoami, encodeGetfileResult } from '../../src/wire/sunrpc/bootparam.codec.js';
import {
  decodeIndirectCall,
  decodePortMapping,
  encodeIndirectCall,
  encodePortMapping,
} from '../../src/wire/sunrpc/portmap.codec.js';
import { decodeRecord, encodeRecord } from '../../src/wire/sunrpc/record-mark.codec.js';
import { decodeRpcCall, encodeRpcCall } from '../../src/wire/sunrpc/rpc-call.codec.js';
import { decodeRpcReply } from '../../src/wire/sunrpc/rpc-reply.codec.js';
import { XdrReader, XdrWriter } from '../../src/wire/sunrpc/xdr.codec.js';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const number = fc.nat(0xffff_ffff);
const address = number.map((value) => value as Ipv4Address);
const name = fc.string({ maxLength: 60 }).filter((text) => !/\p{Cc}/u.test(text));
const call = fc.record({
  transactionId: number,
  program: number,
  version: number,
  procedure: number,
  arguments: bytes(64),
});

/** A message with a few octets replaced and perhaps an end cut off. */
const damaged = (original: fc.Arbitrary<Buffer>) =>
  fc
    .tuple(original, fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { maxLength: 6 }), fc.nat(120))
    .map(([message, changes, length]) => {
      const copy = Buffer.from(message);
      for (const [offset, value] of changes) if (offset < copy.length) copy[offset] = value;
      return copy.subarray(0, length);
    });

describe('SunRPC with any content', () => {
  it('a call comes back as it was', () => {
    fc.assert(
      fc.property(call, (written) => {
        const read = decodeRpcCall(encodeRpcCall(written));
        expect(read).toEqual({ ok: true, value: { ...written, rpcVersion: 2, credential: { flavor: 'none' } } });
      }),
    );
  });

  it('mappings and indirect calls come back as they were', () => {
    const mapping = fc.record({ program: number, version: number, protocol: number, port: number });
    fc.assert(
      fc.property(mapping, (written) => {
        expect(decodePortMapping(encodePortMapping(written))).toEqual({ ok: true, value: written });
      }),
    );
    const indirect = fc.record({ program: number, version: number, procedure: number, arguments: bytes(50) });
    fc.assert(
      fc.property(indirect, (written) => {
        expect(decodeIndirectCall(encodeIndirectCall(written))).toEqual({ ok: true, value: written });
      }),
    );
  });

  it('names, addresses and paths come back as they were', () => {
    fc.assert(
      fc.property(name, address, name, (serverName, serverAddress, path) => {
        const reader = new XdrReader(encodeGetfileResult({ serverName, serverAddress, path }));
        expect(reader.string(255, 'name')).toBe(serverName);
        expect(reader.bootparamAddress('address')).toBe(serverAddress);
        expect(reader.string(1024, 'path')).toBe(path);
        reader.end('path');
        expect(reader.problem).toBeUndefined();
      }),
    );
  });

  it('is read or refused with a reason, never thrown at', () => {
    const whoami = address.map((value) => new XdrWriter().bootparamAddress(value).bytes());
    const getfile = fc.tuple(name, name).map(([client, key]) => new XdrWriter().string(client).string(key).bytes());
    const messages = fc.oneof(bytes(120), damaged(call.map(encodeRpcCall)), damaged(whoami), damaged(getfile));
    fc.assert(
      fc.property(messages, (message) => {
        const results = [
          decodeRpcCall(message),
          decodeRpcReply(message),
          decodePortMapping(message),
          decodeIndirectCall(message),
          decodeWhoami(message),
          decodeGetfile(message),
          decodeRecord(message, 64),
        ];
        for (const result of results) if (!result.ok) expect(result.error).toMatch(/\w/);
      }),
      { numRuns: 3000 },
    );
  });

  it('records of a stream come out in order, however they were cut', () => {
    fc.assert(
      fc.property(fc.array(bytes(40), { minLength: 1, maxLength: 5 }), (messages) => {
        let stream = Buffer.concat(messages.map(encodeRecord));
        for (const message of messages) {
          const record = decodeRecord(stream, 64);
          if (!record.ok || record.value.message === undefined) throw new Error('no record');
          expect(record.value.message.equals(message)).toBe(true);
          stream = stream.subarray(record.value.taken);
        }
        expect(stream).toHaveLength(0);
      }),
    );
  });
});
