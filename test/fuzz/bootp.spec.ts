import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import type { BootpMessage, BootpReply, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp } from '../../src/wire/bootp/bootp.codec.js';
import {
  isIpxe,
  readClientArchitectures,
  readClientUuid,
  readIpxeOptions,
} from '../../src/wire/dhcp/read-boot-client.js';
import { decodeRoutes } from '../../src/wire/dhcp/classless-routes.codec.js';
import { encodeOptionValue, printOption } from '../../src/wire/dhcp/dhcp-option.table.js';
import { readAddress, readAddresses, readText, readUint32 } from '../../src/wire/dhcp/dhcp-options.codec.js';
import { decodeDomainList } from '../../src/wire/dhcp/domain-list.codec.js';
import { printMessage } from '../../src/wire/dhcp/print-message.js';
import { looksLikeBootp, octets } from './bootp-noise.js';

const address = fc.nat({ max: 0xffff_ffff }).map((value) => value as Ipv4Address);
const code = fc.integer({ min: 1, max: 254 }).filter((value) => value !== 52);
const option = fc.tuple(code, fc.oneof(octets(20), octets(400))) satisfies fc.Arbitrary<OptionToSend>;

function readEverything(message: BootpMessage): void {
  const { options } = message;
  for (const sent of options.codes()) {
    const value = options.get(sent);
    expect(options.has(sent)).toBe(true);
    expect(value).toBeDefined();
    expect(printOption(sent, value ?? Buffer.alloc(0))).not.toMatch(/[\n\r]/);
    readAddress(options, sent);
    readAddresses(options, sent);
    readText(options, sent);
    readUint32(options, sent);
  }
  readClientArchitectures(options);
  readClientUuid(options);
  readIpxeOptions(options);
  isIpxe(options);
  const facts = 8 + options.codes().length + message.oddities.length;
  expect(printMessage(message).split('\n').length).toBeLessThanOrEqual(facts);
}

describe('the BOOTP decoder', () => {
  it('never throws on any octets, and gives a reason for each that it refuses', () => {
    fc.assert(
      fc.property(octets(700), (payload) => {
        const result = decodeBootp(payload);
        if (result.ok) readEverything(result.value);
        else expect(result.error).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws on what looks like a message, and every value of it can be read and printed on its line', () => {
    fc.assert(
      fc.property(looksLikeBootp, (payload) => {
        const result = decodeBootp(payload);
        if (result.ok) readEverything(result.value);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same at an offset inside a larger buffer', () => {
    fc.assert(
      fc.property(looksLikeBootp, fc.integer({ min: 1, max: 50 }), (payload, offset) => {
        const larger = Buffer.alloc(payload.length + 100, 0x35);
        payload.copy(larger, offset);
        const alone = decodeBootp(payload);
        const inside = decodeBootp(larger.subarray(offset, offset + payload.length));
        expect(inside.ok).toBe(alone.ok);
        if (alone.ok && inside.ok) expect(printMessage(inside.value)).toBe(printMessage(alone.value));
      }),
      { numRuns: 500 },
    );
  });
});

const reply: fc.Arbitrary<BootpReply> = fc.record({
  operation: fc.constantFrom(1, 2),
  hardwareType: fc.nat({ max: 255 }),
  hardwareLength: fc.nat({ max: 16 }),
  hops: fc.nat({ max: 255 }),
  transactionId: fc.nat({ max: 0xffff_ffff }),
  seconds: fc.nat({ max: 0xffff }),
  flags: fc.constantFrom(0, 0x8000),
  clientAddress: address,
  yourAddress: address,
  serverAddress: address,
  relayAddress: address,
  hardwareAddress: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array)),
  serverName: fc.stringMatching(/^[a-z.]{0,80}$/),
  bootFile: fc.stringMatching(/^[a-z/.]{0,160}$/),
  options: fc.uniqueArray(option, { maxLength: 20, selector: ([sent]) => sent }),
  vendorArea: fc.constantFrom('options', 'none'),
  maximumSize: fc.integer({ min: 0, max: 1472 }),
});

const ESSENTIAL = [51, 53, 54, 82];

describe('the BOOTP encoder', () => {
  it('writes what the decoder reads: each option is there whole, or named as dropped, and never both', () => {
    fc.assert(
      fc.property(reply, (sent) => {
        const { bytes, dropped } = encodeBootp(sent);
        const result = decodeBootp(bytes);
        if (!result.ok) throw new Error(result.error);
        const { operation, hardwareType, hardwareLength, hops, transactionId, seconds, flags } = sent;
        expect(result.value).toMatchObject({ operation, hardwareType, hardwareLength, hops, transactionId, seconds });
        expect(result.value).toMatchObject({ flags, vendorArea: sent.vendorArea, oddities: [] });
        expect(result.value.hardwareAddress).toEqual(sent.hardwareAddress);
        for (const [each, value] of sent.options)
          expect(result.value.options.get(each)).toEqual(dropped.includes(each) ? undefined : value);
        const largest = sent.options.reduce(
          (sum, [each, { length }]) => (ESSENTIAL.includes(each) ? sum + length + 4 : sum),
          0,
        );
        for (const essential of ESSENTIAL) {
          // Relay agent information goes where all that a reply is nothing without exceeds a frame.
          if (essential === 82 && largest > 1231 - 8) continue;
          if (sent.vendorArea === 'options') expect(dropped).not.toContain(essential);
        }
        if (sent.serverName.length <= 63) expect(result.value.serverName).toBe(sent.serverName);
        if (sent.bootFile.length <= 127) expect(result.value.bootFile).toBe(sent.bootFile);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps to the client’s maximum unless essential options alone exceed it, and to the least of 300 octets', () => {
    fc.assert(
      fc.property(reply, (sent) => {
        const { bytes } = encodeBootp(sent);
        expect(bytes.length).toBeGreaterThanOrEqual(300);
        if (sent.options.some(([each]) => ESSENTIAL.includes(each))) return;
        expect(bytes.length).toBeLessThanOrEqual(Math.max(300, sent.maximumSize ?? 548));
      }),
      { numRuns: 1000 },
    );
  });

  it('drops nothing that there is room for: a message with 1472 octets and 800 of options loses none', () => {
    const few = fc.uniqueArray(fc.tuple(code, octets(38)), { maxLength: 20, selector: ([sent]) => sent });
    fc.assert(
      fc.property(reply, few, (sent, options) => {
        const { dropped } = encodeBootp({ ...sent, options, vendorArea: 'options', maximumSize: 1472 });
        expect(dropped).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('option values', () => {
  it('are printed or refused, never thrown at: any octets for any code, any JSON for any code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 254 }), octets(80), fc.jsonValue(), (each, value, written) => {
        expect(printOption(each, value)).not.toBe('');
        decodeRoutes(value);
        decodeDomainList(value);
        const result = encodeOptionValue(each, written);
        if (!result.ok) expect(result.error).toContain(`option ${each}`);
        else expect(printOption(each, result.value)).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
