import { describe, expect, it } from 'vitest';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import { readUint8 } from '../dhcp/dhcp-options.codec.js';
import type { BootpMessage, BootpReply, OptionToSend } from './bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from './bootp.codec.js';

const option = (code: number, ...octets: number[]): OptionToSend => [code, Buffer.from(octets)];
const filled = (code: number, length: number, octet = code): OptionToSend => [code, Buffer.alloc(length, octet)];

const ACK = option(53, 5);
const SERVER = option(54, 192, 168, 0, 28);
const LEASE = option(51, 0, 0, 14, 16);

const REPLY: BootpReply = {
  hardwareType: 1,
  hardwareLength: 6,
  hops: 1,
  transactionId: 0xfedc_ba98,
  seconds: 7,
  flags: 0x8000,
  clientAddress: ANY_ADDRESS,
  yourAddress: 0xc0a8_0015 as Ipv4Address,
  serverAddress: 0xc0a8_001c as Ipv4Address,
  relayAddress: 0x0a09_0001 as Ipv4Address,
  hardwareAddress: Buffer.from('0800208e48de0000000000000000aabb', 'hex'),
  serverName: 'ultra10',
  bootFile: 'pxelinux.0',
  options: [ACK, SERVER, LEASE],
  vendorArea: 'options',
};

function decoded(payload: Buffer): BootpMessage {
  const result = decodeBootp(payload);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** Encode, decode, encode what was decoded: the octets must be the same, and nothing odd. */
function roundTrip(reply: BootpReply): BootpMessage {
  const { bytes, dropped } = encodeBootp(reply);
  expect(dropped).toEqual([]);
  const message = decoded(bytes);
  expect(message.oddities).toEqual([]);
  const options = message.options
    .codes()
    .map((code): OptionToSend => [code, message.options.get(code) ?? Buffer.alloc(0)]);
  const again = encodeBootp({
    ...message,
    vendorArea: reply.vendorArea,
    options,
    maximumSize: reply.maximumSize ?? 548,
  });
  expect(again.bytes.toString('hex')).toBe(bytes.toString('hex'));
  return message;
}

describe('encodeBootp', () => {
  it('writes every octet where RFC 2131 §2 has it', () => {
    const { bytes } = encodeBootp(REPLY);
    expect(bytes).toHaveLength(300);
    expect(bytes.toString('hex', 0, 44)).toBe(
      ['02', '01', '06', '01', 'fedcba98', '0007', '8000', '00000000', 'c0a80015', 'c0a8001c', '0a090001'].join('') +
        '0800208e48de0000000000000000aabb',
    );
    expect(bytes.toString('latin1', 44, 108)).toBe('ultra10'.padEnd(64, '\0'));
    expect(bytes.toString('latin1', 108, 236)).toBe('pxelinux.0'.padEnd(128, '\0'));
    expect(bytes.toString('hex', 236, 256)).toBe('63825363' + '350105' + '3604c0a8001c' + '330400000e10' + 'ff');
    expect(bytes.subarray(256).every((octet) => octet === 0)).toBe(true);
  });

  it.each<[string, Partial<BootpReply>]>([
    ['a plain reply', {}],
    ['no options at all', { options: [] }],
    ['an option without a value', { options: [ACK, [80, Buffer.alloc(0)]] }],
    ['no names', { serverName: '', bootFile: '' }],
    ['names that fill their fields but for the NUL', { serverName: 's'.repeat(63), bootFile: 'f'.repeat(127) }],
    ['names beyond ASCII', { serverName: 'büro', bootFile: 'läufer/größe.0' }],
    ['an InfiniBand client without chaddr', { hardwareType: 32, hardwareLength: 0, hardwareAddress: Buffer.alloc(16) }],
    ['a value of 255 octets', { options: [ACK, filled(43, 255)] }],
    ['a value of 256 octets (RFC 3396)', { options: [ACK, filled(43, 256)], maximumSize: 1472 }],
    ['a value of 1000 octets (RFC 3396)', { options: [ACK, filled(43, 1000)], maximumSize: 1472 }],
    ['a client of RFC 951', { vendorArea: 'none', options: [] }],
  ])('is what decodeBootp reads, and the same again: %s', (_, change) => {
    const reply = { ...REPLY, ...change };
    const message = roundTrip(reply);
    expect(message).toMatchObject({
      operation: 2,
      transactionId: reply.transactionId,
      serverName: reply.serverName,
      bootFile: reply.bootFile,
      vendorArea: reply.vendorArea,
    });
    expect(message.options.codes()).toEqual(reply.options.map(([code]) => code));
    for (const [code, value] of reply.options) expect(message.options.get(code)).toEqual(value);
  });

  it('splits a value over 255 octets into parts with heads of their own (RFC 3396 §6)', () => {
    const value = Buffer.from(Array.from({ length: 300 }, (_, index) => index & 0xff));
    const { bytes } = encodeBootp({ ...REPLY, options: [ACK, [67, value]] });
    expect([...bytes.subarray(243, 245)]).toEqual([67, 255]);
    expect([...bytes.subarray(500, 502)]).toEqual([67, 45]);
    expect(bytes[547]).toBe(255);
    expect(bytes).toHaveLength(548);
    expect(decoded(bytes).options.get(67)).toEqual(value);
  });

  it('keeps the order of the options, but option 82 stands last', () => {
    const { bytes } = encodeBootp({
      ...REPLY,
      options: [ACK, option(82, 1, 1, 7), option(12, 0x61), option(1, 255, 0, 0, 0)],
    });
    expect(decoded(bytes).options.codes()).toEqual([53, 12, 1, 82]);
  });

  it('gives a client without a cookie none back, and says which options it does not get', () => {
    const { bytes, dropped } = encodeBootp({ ...REPLY, vendorArea: 'none', bootFile: 'f'.repeat(128) });
    expect(bytes).toHaveLength(300);
    expect(bytes.subarray(236).every((octet) => octet === 0)).toBe(true);
    expect(dropped).toEqual([53, 54, 51, 67]);
  });

  it.each([
    ['file', { bootFile: 'f'.repeat(128) }, 67, 'f'.repeat(128), 'bootFile'],
    ['sname', { serverName: 's'.repeat(64) }, 66, 's'.repeat(64), 'serverName'],
    ['file, counted in octets', { bootFile: 'ä'.repeat(64) }, 67, 'ä'.repeat(64), 'bootFile'],
  ] as const)('sends a name that is too long for its field as an option alone: %s', (_, change, code, text, field) => {
    const { bytes, dropped } = encodeBootp({ ...REPLY, ...change });
    const message = decoded(bytes);
    expect(message[field]).toBe('');
    expect(message.options.get(code)?.toString()).toBe(text);
    expect(message.options.codes()).toEqual([53, 54, 51, code]);
    expect(dropped).toEqual([]);
  });

  it('does not send option 67 twice when the caller gives it', () => {
    const { bytes } = encodeBootp({ ...REPLY, bootFile: 'f'.repeat(128), options: [ACK, filled(67, 128)] });
    expect(decoded(bytes).options.get(67)).toEqual(Buffer.alloc(128, 67));
  });

  it('takes 548 octets for granted, and honours more and no less than 300', () => {
    const many = [ACK, ...Array.from({ length: 30 }, (_, index) => filled(200 + index, 50))];
    expect(encodeBootp({ ...REPLY, options: many }).bytes.length).toBeLessThanOrEqual(548);
    expect(encodeBootp({ ...REPLY, options: many, maximumSize: 1472 }).bytes.length).toBeLessThanOrEqual(1472);
    expect(encodeBootp({ ...REPLY, options: many, maximumSize: 1472 }).bytes.length).toBeGreaterThan(1400);
    expect(encodeBootp({ ...REPLY, options: many, maximumSize: 0 }).bytes).toHaveLength(300);
  });

  it('drops codes that nobody may send: pad, end, an overload of the caller’s own, what is no octet', () => {
    const options = [ACK, option(0, 1), option(52, 3), option(255, 1), option(300, 1), option(1.5, 1), LEASE];
    const { bytes, dropped } = encodeBootp({ ...REPLY, options });
    expect(decoded(bytes).options.codes()).toEqual([53, 51]);
    expect(dropped).toEqual([0, 52, 255, 300, 1.5]);
  });
});

describe('a message that is too small for its options', () => {
  const nameless = { ...REPLY, serverName: '', bootFile: '', maximumSize: 300 } as const;
  const room = 300 - 240 - 1; // 59 octets of options before End

  it('uses the last octet before it overloads', () => {
    const exact = [ACK, filled(12, room - 3 - 2)];
    const { bytes, dropped } = encodeBootp({ ...nameless, options: exact });
    expect(bytes).toHaveLength(300);
    expect(bytes[299]).toBe(255);
    expect(decoded(bytes).options.codes()).toEqual([53, 12]);
    expect(dropped).toEqual([]);
  });

  it.each([
    ['file first', [filled(12, 40), filled(15, 40)], 1],
    ['then sname', [filled(12, 40), filled(17, 125), filled(15, 40)], 3],
    ['past an option that fits nowhere', [filled(12, 40), filled(43, 200), filled(15, 40)], 1],
  ])('moves options into the free fields and says so in option 52: %s', (_, rest, overload) => {
    const { bytes, dropped } = encodeBootp({ ...nameless, options: [ACK, SERVER, ...rest] });
    const message = decoded(bytes);
    expect(bytes).toHaveLength(300);
    expect(message.oddities).toEqual([]);
    expect(readUint8(message.options, 52)).toBe(overload);
    expect(message.options.codes().slice(0, 2)).toEqual([53, 52]);
    for (const [code, value] of rest)
      expect(message.options.get(code)).toEqual(dropped.includes(code) ? undefined : value);
    expect(dropped).toEqual(rest.filter(([, value]) => value.length > 126).map(([code]) => code));
  });

  it.each([
    ['file to its last octet', 125, 0, 1, []],
    ['nothing into file that leaves no room for End', 126, 0, undefined, [17]],
    ['sname to its last octet', 125, 61, 3, []],
    ['nothing into sname that leaves no room for End', 125, 62, 1, [66]],
  ])('fills %s', (_, inFile, inName, overload, lost) => {
    const options = [ACK, filled(12, 51), filled(17, inFile), ...(inName > 0 ? [filled(66, inName)] : [])];
    const { bytes, dropped } = encodeBootp({ ...nameless, options });
    const message = decoded(bytes);
    expect(dropped).toEqual(lost);
    expect(readUint8(message.options, 52)).toBe(overload);
    expect(message.oddities).toEqual([]);
    for (const [code, value] of options) if (!dropped.includes(code)) expect(message.options.get(code)).toEqual(value);
  });

  it('leaves a field alone that carries a name', () => {
    const { bytes } = encodeBootp({
      ...nameless,
      bootFile: 'pxelinux.0',
      options: [ACK, filled(12, 40), filled(15, 40)],
    });
    const message = decoded(bytes);
    expect(message.bootFile).toBe('pxelinux.0');
    expect(readUint8(message.options, 52)).toBe(2);
    expect(message.options.get(15)).toEqual(Buffer.alloc(40, 15));
  });

  it('overloads nothing when both fields carry names, and drops the last options', () => {
    const options = [ACK, SERVER, filled(12, 30), filled(15, 30), filled(17, 30)];
    const { bytes, dropped } = encodeBootp({ ...REPLY, maximumSize: 300, options });
    const message = decoded(bytes);
    expect(message.options.codes()).toEqual([53, 54, 12]);
    expect(dropped).toEqual([15, 17]);
    expect(message.options.has(52)).toBe(false);
    expect(message).toMatchObject({ serverName: 'ultra10', bootFile: 'pxelinux.0' });
  });

  it('spends no octets on option 52 when nothing fits the free fields', () => {
    const { bytes, dropped } = encodeBootp({ ...nameless, options: [ACK, filled(43, 200), filled(12, 51)] });
    expect(decoded(bytes).options.codes()).toEqual([53, 12]);
    expect(dropped).toEqual([43]);
  });

  it('never drops type, server, lease time and relay information, even when they stand behind what fills the room', () => {
    const relay = filled(82, 20);
    const options = [ACK, filled(12, 40), filled(15, 40), filled(17, 120), filled(43, 90), LEASE, SERVER, relay];
    const { bytes, dropped } = encodeBootp({ ...nameless, options });
    const message = decoded(bytes);
    expect(dropped).toContain(43);
    for (const [code, value] of [ACK, LEASE, SERVER, relay]) expect(message.options.get(code)).toEqual(value);
    expect(bytes).toHaveLength(300);
    const main = message.options.codes();
    expect(main.indexOf(82)).toBeGreaterThan(main.indexOf(54));
  });

  it('puts option 82 last in the options area, never into a field (RFC 3046 §2.1)', () => {
    const { bytes } = encodeBootp({ ...nameless, options: [ACK, filled(82, 40), filled(12, 40)] });
    expect([...bytes.subarray(240, 240 + 8)]).toEqual([53, 1, 5, 52, 1, 1, 82, 40]);
    expect(bytes[240 + 48]).toBe(255);
    expect([...bytes.subarray(108, 110)]).toEqual([12, 40]);
  });

  it('grows past the client’s maximum rather than lose relay information', () => {
    const { bytes, dropped } = encodeBootp({ ...nameless, options: [ACK, SERVER, LEASE, filled(82, 255)] });
    expect(decoded(bytes).options.get(82)).toEqual(Buffer.alloc(255, 82));
    expect(bytes).toHaveLength(240 + 3 + 6 + 6 + 257 + 1);
    expect(dropped).toEqual([]);
  });
});

describe('relay agent information that no frame could carry (RFC 3046 §2.2)', () => {
  const reply = { ...REPLY, maximumSize: 548 } as const;
  /** Type, server and lease time take 15 octets of the 1231 that an Ethernet frame has for options. */
  const most = 1231 - 15 - 2 * 5;

  it('is echoed whole up to the last octet of a frame', () => {
    const { bytes, dropped } = encodeBootp({ ...reply, options: [ACK, SERVER, LEASE, filled(82, most)] });
    expect(bytes).toHaveLength(1472);
    expect(decoded(bytes).options.get(82)).toEqual(Buffer.alloc(most, 82));
    expect(dropped).toEqual([]);
  });

  it('is dropped, and named, when it is one octet longer; everything else is there', () => {
    const options = [ACK, SERVER, LEASE, filled(12, 30), filled(82, most + 1)];
    const { bytes, dropped } = encodeBootp({ ...reply, options });
    expect(decoded(bytes).options.codes()).toEqual([53, 54, 51, 12]);
    expect(dropped).toEqual([82]);
  });
});

describe('encodeBootpRequest', () => {
  it('says what a fresh client says', () => {
    const request = decoded(
      encodeBootpRequest({ mac: 0x0800_208e_48de as MacAddress, transactionId: 9, options: [option(53, 1)] }),
    );
    expect(request).toMatchObject({
      operation: 1,
      hardwareType: 1,
      hardwareLength: 6,
      transactionId: 9,
      flags: 0,
      mac: 0x0800_208e_48de,
      clientAddress: 0,
      vendorArea: 'options',
      oddities: [],
    });
    expect(request.options.codes()).toEqual([53]);
  });

  it('is 300 zero-filled octets for a client of RFC 951', () => {
    const bytes = encodeBootpRequest({ mac: 1 as MacAddress, vendorArea: 'none', bootFile: 'unix' });
    expect(bytes).toHaveLength(300);
    expect(decoded(bytes)).toMatchObject({ vendorArea: 'none', bootFile: 'unix' });
  });
});
