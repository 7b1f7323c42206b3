import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../../values/mac-address.js';
import { NO_OPTIONS, readAddresses, readText } from '../dhcp/dhcp-options.codec.js';
import type { BootpMessage } from './bootp-message.js';
import { decodeBootp, encodeBootpRequest } from './bootp.codec.js';

const MAC = 0x0800_208e_48de as MacAddress;

function decoded(payload: Buffer): BootpMessage {
  const result = decodeBootp(payload);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function reasonFor(payload: Buffer): string {
  const result = decodeBootp(payload);
  if (result.ok) throw new Error('it was read');
  return result.error;
}

const ascii = (text: string, length: number): number[] => [
  ...Buffer.alloc(length).fill(text, 0, text.length, 'latin1'),
];

/** A BOOTREPLY, octet by octet. */
const ANNOTATED = Buffer.from([
  ...[2], // op: BOOTREPLY
  ...[1], // htype: Ethernet
  ...[6], // hlen
  ...[3], // hops
  ...[0x39, 0x03, 0xf3, 0x26], // xid
  ...[0x01, 0x02], // secs
  ...[0x80, 0x00], // flags: broadcast
  ...[192, 168, 0, 1], // ciaddr
  ...[192, 168, 0, 21], // yiaddr
  ...[192, 168, 0, 28], // siaddr
  ...[10, 9, 0, 1], // giaddr
  ...[0x08, 0x00, 0x20, 0x8e, 0x48, 0xde, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x77], // chaddr, with rubbish in its last octet
  ...ascii('ultra10', 64), // sname
  ...ascii('C0A80015.SUN4U', 128), // file
  ...[99, 130, 83, 99], // magic cookie
  ...[53, 1, 5], // message type ACK
  ...[0], // pad
  ...[1, 4, 255, 255, 255, 0], // subnet mask
  ...[255], // end
  ...Array.from({ length: 300 - 240 - 11 }, () => 0xff), // padding of a careless client
]);

/** A minimal request: header, cookie and what the case is about. */
function requestWith(...options: number[]): Buffer {
  const payload = Buffer.alloc(Math.max(300, 240 + options.length));
  payload.set([1, 1, 6, 0]);
  payload.writeUInt32BE(0x6382_5363, 236);
  payload.set(options, 240);
  return payload;
}

describe('decodeBootp', () => {
  it('reads every field of the header', () => {
    const { hardwareAddress, options, ...message } = decoded(ANNOTATED);
    expect(message).toEqual({
      operation: 2,
      hardwareType: 1,
      hardwareLength: 6,
      hops: 3,
      transactionId: 0x3903_f326,
      seconds: 0x0102,
      flags: 0x8000,
      broadcast: true,
      clientAddress: 0xc0a8_0001,
      yourAddress: 0xc0a8_0015,
      serverAddress: 0xc0a8_001c,
      relayAddress: 0x0a09_0001,
      mac: MAC,
      serverName: 'ultra10',
      bootFile: 'C0A80015.SUN4U',
      vendorArea: 'options',
      oddities: [],
    });
    expect(hardwareAddress.toString('hex')).toBe('0800208e48de00000000000000000077');
    expect(options.codes()).toEqual([53, 1]);
    expect(options.get(1)).toEqual(Buffer.from([255, 255, 255, 0]));
  });

  it('reads the same from the middle of a larger buffer', () => {
    const larger = Buffer.alloc(ANNOTATED.length + 30, 0xee);
    ANNOTATED.copy(larger, 10);
    const inside = decoded(larger.subarray(10, 10 + ANNOTATED.length));
    const alone = decoded(ANNOTATED);
    expect({ ...inside, options: inside.options.codes() }).toEqual({ ...alone, options: alone.options.codes() });
    expect(inside.options.get(1)).toEqual(alone.options.get(1));
  });

  it('borrows: chaddr and option values are views into the packet', () => {
    const payload = Buffer.from(ANNOTATED);
    const message = decoded(payload);
    payload[28] = 0xaa;
    payload[246] = 0xfe;
    expect(message.hardwareAddress[0]).toBe(0xaa);
    expect(message.options.get(1)?.[0]).toBe(0xfe);
  });

  it('shares one empty list of oddities and one empty set of options', () => {
    const plain = encodeBootpRequest({ mac: MAC, vendorArea: 'none' });
    expect(decoded(plain).options).toBe(NO_OPTIONS);
    expect(decoded(plain).oddities).toBe(decoded(ANNOTATED).oddities);
  });

  it.each([
    ['nothing', Buffer.alloc(0), '0 octets are too few for a BOOTP message, its fixed header alone has 236'],
    ['one octet less than the header', ANNOTATED.subarray(0, 235), '235 octets are too few'],
    ['op 0', Buffer.alloc(300), 'op is 0; a BOOTP message has 1 (request) or 2 (reply)'],
    ['op 3', Buffer.alloc(300, 3), 'op is 3'],
    [
      'a header that is 2 octets short',
      cutOut(ANNOTATED, 40, 2),
      'stands at octet 234, not at 236: the fixed header is 2 octets too short',
    ],
    ['a header that is 1 octet short', cutOut(ANNOTATED, 40, 1), 'the fixed header is 1 octet too short'],
    [
      'a header that is 4 octets long',
      Buffer.concat([ANNOTATED.subarray(0, 40), Buffer.alloc(4), ANNOTATED.subarray(40)]),
      'the fixed header is 4 octets too long',
    ],
  ])('refuses %s and says why', (_, payload, reason) => {
    expect(reasonFor(payload)).toContain(reason);
  });

  it.each([
    ['ends with the header', 236, 'none'],
    ['ends inside the cookie', 239, 'foreign'],
    ['ends with the cookie', 240, 'options'],
  ] as const)('accepts a message that %s', (_, length, vendorArea) => {
    const message = decoded(ANNOTATED.subarray(0, length));
    expect(message.vendorArea).toBe(vendorArea);
    expect(message.options.codes()).toEqual([]);
    expect(message.oddities).toContain(`${length} octets, RFC 951 asks for at least 300`);
  });

  it('finds nothing odd in a DHCP message under 300 octets: Android sends 286', () => {
    expect(decoded(requestWith(53, 1, 1, 255).subarray(0, 244)).oddities).toEqual([]);
  });

  it.each([
    ['all zero: none', [], 'none'],
    ['another vendor’s cookie: foreign', [1, 2, 3, 4], 'foreign'],
    ['zeros with something behind them: foreign', [0, 0, 0, 0, 7], 'foreign'],
  ] as const)('knows a vendor area of RFC 951 (%s)', (_, octets, vendorArea) => {
    const payload = requestWith();
    payload.fill(0, 236).set(octets, 236);
    const message = decoded(payload);
    expect(message.vendorArea).toBe(vendorArea);
    expect(message.options).toBe(NO_OPTIONS);
    expect(message.oddities).toEqual([]);
  });

  it.each([
    ['Ethernet, 6 octets', 1, 6, '08:00:20:8e:48:de'],
    ['IEEE 802, 6 octets', 6, 6, '08:00:20:8e:48:de'],
    ['EDK2 that sends its GUID, 16 octets', 1, 16, undefined],
    ['InfiniBand, none (RFC 4390)', 32, 0, undefined],
    ['InfiniBand, 6 octets', 32, 6, undefined],
    ['type 0', 0, 6, undefined],
  ])('takes chaddr for a MAC address or not: %s', (_, hardwareType, hardwareLength, mac) => {
    const payload = Buffer.from(ANNOTATED);
    payload.set([hardwareType, hardwareLength], 1);
    const message = decoded(payload);
    expect(message.mac === undefined ? undefined : formatMacAddress(message.mac)).toBe(mac);
    expect(message.hardwareLength).toBe(hardwareLength);
  });

  it('clamps an hlen over 16 and says so', () => {
    const payload = Buffer.from(ANNOTATED);
    payload[2] = 255;
    expect(decoded(payload)).toMatchObject({
      hardwareLength: 16,
      mac: undefined,
      oddities: ['hlen is 255, chaddr has 16 octets'],
    });
  });

  it('names reserved flag bits and still reads the broadcast bit', () => {
    const payload = Buffer.from(ANNOTATED);
    payload.writeUInt16BE(0x0081, 10);
    expect(decoded(payload)).toMatchObject({
      flags: 0x0081,
      broadcast: false,
      oddities: ['reserved flag bits are set: 0x0081'],
    });
  });

  it('reads sname and file that fill their fields without a NUL', () => {
    const payload = Buffer.from(ANNOTATED);
    payload.fill('n', 44, 108).fill('f', 108, 236);
    expect(decoded(payload)).toMatchObject({ serverName: 'n'.repeat(64), bootFile: 'f'.repeat(128) });
  });
});

function cutOut(bytes: Buffer, at: number, octets: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + octets)]);
}

describe('option overload (RFC 2132 §9.3)', () => {
  function overloaded(value: number): Buffer {
    const payload = requestWith(53, 1, 2, 52, 1, value, 3, 4, 10, 0, 0, 1, 255);
    payload.set([15, 3, 0x6c, 0x61, 0x62, 3, 4, 10, 0, 0, 2, 255], 108); // file: domain, second half of option 3
    payload.set([12, 2, 0x68, 0x31, 3, 4, 10, 0, 0, 3, 255], 44); // sname: host name, third part of option 3
    return payload;
  }
  const routers = (message: BootpMessage): string[] | undefined =>
    readAddresses(message.options, 3)?.map(formatIpv4Address);

  it.each([
    [1, [53, 52, 3, 15], ['10.0.0.1', '10.0.0.2'], 'h1', ''],
    [2, [53, 52, 3, 12], ['10.0.0.1', '10.0.0.3'], '', 'lab'],
    [3, [53, 52, 3, 15, 12], ['10.0.0.1', '10.0.0.2', '10.0.0.3'], '', ''],
  ])(
    '%i: reads the fields in the order options, file, sname and joins the parts',
    (value, codes, addresses, sname, file) => {
      const message = decoded(overloaded(value));
      expect(message.options.codes()).toEqual(codes);
      expect(routers(message)).toEqual(addresses);
      expect(message.serverName).toContain(sname);
      expect(message.bootFile).toContain(file);
      if (value === 3) expect([message.serverName, message.bootFile]).toEqual(['', '']);
      expect(message.oddities).toEqual([]);
    },
  );

  it.each([
    ['0', [52, 1, 0], 'option 52 is 0x00, only 1, 2 and 3 are defined'],
    ['4', [52, 1, 4], 'option 52 is 0x04, only 1, 2 and 3 are defined'],
    ['two octets', [52, 2, 0, 1], 'option 52 is 0x0001, only 1, 2 and 3 are defined'],
  ])('ignores %s and says so: the fields stay names', (_, octets, oddity) => {
    const payload = requestWith(...octets, 255);
    payload.write('boot', 108);
    expect(decoded(payload)).toMatchObject({ bootFile: 'boot', oddities: [oddity] });
  });

  it('heeds no option 52 inside an overloaded field', () => {
    const payload = requestWith(52, 1, 1, 255);
    payload.set([52, 1, 2, 255], 108);
    payload.write('server', 44);
    expect(decoded(payload)).toMatchObject({ serverName: 'server', bootFile: '', oddities: [] });
  });

  it('names the field whose options are damaged', () => {
    const payload = requestWith(52, 1, 3, 255);
    payload.fill(0x0c, 108, 236); // option 12 of 12 octets again and again, past the end of file
    payload.set([12, 200], 44);
    expect(decoded(payload).oddities).toEqual([
      'option 12 in file claims 12 octets, only 0 are there',
      'option 12 in sname claims 200 octets, only 62 are there',
    ]);
  });
});

describe('damaged options', () => {
  it.each([
    [
      'a length past the end',
      [12, 1, 0x61, 15, 99],
      'option 15 in the options area claims 99 octets, only 55 are there',
      [12],
    ],
    ['no End', Array.from({ length: 60 }, () => 0), 'the options area has no End option', []],
  ])('keeps the whole ones before %s', (_, octets, oddity, codes) => {
    const message = decoded(requestWith(...octets));
    expect(message.options.codes()).toEqual(codes);
    expect(message.oddities).toEqual([oddity]);
  });

  it.each([
    ['one octet past the end is left out', 4, []],
    ['that ends with the packet is kept', 3, [12]],
  ])('counts exactly: an option %s', (_, length, codes) => {
    const message = decoded(requestWith(12, length, 0x61, 0x62, 0x63).subarray(0, 245));
    expect(message.options.codes()).toEqual(codes);
  });

  it('keeps the whole ones before a code without a length', () => {
    const message = decoded(requestWith(53, 1, 1, 12).subarray(0, 244));
    expect(message.options.codes()).toEqual([53]);
    expect(message.oddities).toEqual(['option 12 in the options area has no length octet']);
  });

  it('reads nothing behind End', () => {
    const message = decoded(requestWith(53, 1, 1, 255, 12, 1, 0x61, 255));
    expect(message.options.codes()).toEqual([53]);
    expect(message.options.has(12)).toBe(false);
  });

  it('reads options of no octets, and pads before, between and behind', () => {
    const message = decoded(requestWith(0, 0, 80, 0, 0, 12, 2, 0x68, 0x31, 0, 255));
    expect(message.options.get(80)).toEqual(Buffer.alloc(0));
    expect(readText(message.options, 12)).toBe('h1');
    expect(message.oddities).toEqual([]);
  });

  it('never throws, whichever octet is changed to whichever telling value', () => {
    for (let at = 0; at < ANNOTATED.length; at += 1) {
      for (const octet of [0, 1, 2, 52, 53, 127, 128, 254, 255]) {
        const payload = Buffer.from(ANNOTATED);
        payload[at] = octet;
        const result = decodeBootp(payload);
        expect(result.ok || result.error.length > 0).toBe(true);
        if (!result.ok) continue;
        for (const code of result.value.options.codes()) expect(result.value.options.get(code)).toBeDefined();
      }
    }
  });

  it('never throws, wherever the packet is cut', () => {
    for (let length = 0; length <= ANNOTATED.length; length += 1) {
      const result = decodeBootp(ANNOTATED.subarray(0, length));
      expect(result.ok).toBe(length >= 236);
    }
  });
});
