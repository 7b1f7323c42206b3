import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import { BROADCAST_MAC } from '../../src/values/mac-address.js';
import type { BootpRequest, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { encodeUdpFrame, type UdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { ip, mac } from '../fakes/known-lab.js';

/** What a hostile client puts on the wire, by what is wrong with it; the frames of one name are sent together. */
export type HostilePackets = Readonly<Record<string, readonly Buffer[]>>;

/** Whom the packets lie about. */
export interface Victims {
  readonly server: string;
  readonly serverMac: string;
  /** A machine of the inventory, whose address others decline, release and ask for. */
  readonly machine: string;
  readonly machineMac: string;
}

const LIAR = mac('02:66:00:00:00:01');
const OPTIONS_AT = 240;
const [SNAME_AT, FILE_AT] = [44, 108] as const;
const [DISCOVER, REQUEST, DECLINE, RELEASE, INFORM, LEASEQUERY] = [1, 3, 4, 7, 8, 10] as const;

type Options = readonly (readonly [code: number, value: Buffer | string | readonly number[]])[];

const bytesOf = (value: Buffer | string | readonly number[]): Buffer =>
  typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(value);
const addressBytes = (address: string): readonly number[] => address.split('.').map(Number);

function message(type: number, options: Options = [], over: Partial<BootpRequest> = {}): Buffer {
  const sent = options.map(([code, value]): OptionToSend => [code, bytesOf(value)]);
  return encodeBootpRequest({
    mac: LIAR,
    transactionId: 0x6666,
    ...over,
    options: [[53, Buffer.from([type])], ...sent],
  });
}

/** A DISCOVER with these octets after its cookie. */
function raw(octets: readonly number[] | Buffer): Buffer {
  return Buffer.concat([message(DISCOVER).subarray(0, OPTIONS_AT), Buffer.from(octets)]);
}

/** A whole DISCOVER with some octets of it replaced. */
function changed(...changes: readonly (readonly [offset: number, octets: readonly number[]])[]): Buffer {
  const bytes = Buffer.from(message(DISCOVER));
  for (const [offset, octets] of changes) bytes.set(octets, offset);
  return bytes;
}

/** As clients without an address send it, unless `over` says otherwise. */
function frame(payload: Buffer, over: Partial<UdpFrame> = {}): Buffer {
  return encodeUdpFrame({
    sourceMac: LIAR,
    destinationMac: BROADCAST_MAC,
    sourceAddress: 0 as Ipv4Address,
    destinationAddress: ip('255.255.255.255'),
    sourcePort: 68,
    destinationPort: 67,
    payload,
    ...over,
  });
}

/** Octets of a finished frame replaced: checksums and lengths then no longer fit. */
function damaged(offset: number, octets: readonly number[]): Buffer {
  const bytes = Buffer.from(frame(message(DISCOVER)));
  bytes.set(octets, offset);
  return bytes;
}

/** One datagram of `payload`, in frames of at most 1480 octets of IPv4 payload. */
function fragments(payload: Buffer): Buffer[] {
  const whole = frame(payload, { sourceAddress: ip('10.79.0.66'), identification: 0x6666 });
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length - 34; at += 1480) {
    const piece = Buffer.concat([whole.subarray(0, 34), whole.subarray(34 + at, 34 + at + 1480)]);
    const more = 34 + at + 1480 < whole.length;
    piece.writeUInt16BE(piece.length - 14, 16);
    piece.writeUInt16BE((more ? 0x2000 : 0) | (at / 8), 20);
    piece.writeUInt16BE(0, 24);
    piece.writeUInt16BE(headerChecksum(piece), 24);
    pieces.push(piece);
  }
  return pieces;
}

function headerChecksum(bytes: Buffer): number {
  let sum = 0;
  for (let offset = 14; offset < 34; offset += 2) sum += bytes.readUInt16BE(offset);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** Cut short, with lengths that are not true, of types that do not exist. */
function malformed(): HostilePackets {
  const whole = message(DISCOVER);
  const cuts = [0, 1, 27, 28, 235, 236, 239, 240, 241, 242].map((length): [string, Buffer[]] => [
    `cut-to-${length}`,
    [frame(whole.subarray(0, length))],
  ]);
  return {
    ...Object.fromEntries(cuts),
    'foreign-cookie': [frame(changed([236, [1, 2, 3, 4]]))],
    'op-0-2-255': [0, 2, 255].map((operation) => frame(changed([0, [operation]]))),
    'htype-0-255': [0, 255].map((type) => frame(changed([1, [type]]))),
    'hlen-0-1-16-17-255': [0, 1, 16, 17, 255].map((length) => frame(changed([2, [length]]))),
    'hops-255': [frame(changed([3, [255]]))],
    'type-without-octets': [frame(raw([53, 0, 255]))],
    'type-of-two-octets': [frame(raw([53, 2, 1, 1, 255]))],
    'types-0-9-255': [0, 9, 255].map((type) => frame(message(type))),
    'option-beyond-the-end': [frame(raw([53, 1, 1, 61, 255, 1]))],
    'code-without-length': [frame(raw([53, 1, 1, 61]))],
    'no-end-only-pads': [frame(Buffer.concat([raw([53, 1, 1]), Buffer.alloc(1200)]))],
    'options-after-end': [frame(raw([255, 53, 1, 1, 255]))],
    'overload-of-3-with-overload-inside': [
      frame(
        changed(
          [SNAME_AT, [52, 1, 3, 53, 1, 3, 255]],
          [FILE_AT, [52, 1, 3, 52, 1, 1, 255]],
          [OPTIONS_AT, [52, 1, 3, 53, 1, 1, 255]],
        ),
      ),
    ],
    'overload-without-ends': [
      frame(
        changed(
          [SNAME_AT, Array.from({ length: 64 }, () => 61)],
          [FILE_AT, Array.from({ length: 128 }, () => 255 - 1)],
          [OPTIONS_AT, [53, 1, 1, 52, 1, 3, 255]],
        ),
      ),
    ],
    'overload-255': [frame(raw([53, 1, 1, 52, 1, 255, 255]))],
    'wrong-ip-checksum': [damaged(24, [0xde, 0xad])],
    'wrong-udp-checksum': [damaged(40, [0xde, 0xad])],
    'udp-length-lies': [damaged(38, [0xff, 0xff]), damaged(38, [0, 1])],
    'ip-length-lies': [damaged(16, [0xff, 0xff]), damaged(16, [0, 20])],
    'ip-header-of-four-octets': [damaged(14, [0x41])],
  };
}

/** Large, and many of a thing. */
function giant(): HostilePackets {
  const part = [61, 255, ...Array.from({ length: 255 }, () => 7)];
  return {
    'fills-the-mtu': [frame(Buffer.concat([raw([53, 1, 1]), Buffer.alloc(1472 - 243, 61)]))],
    'client-id-in-five-parts': [frame(raw([53, 1, 1, ...part, ...part, ...part, ...part, ...part.slice(0, 190), 255]))],
    'six-hundred-empty-options': [
      frame(raw([53, 1, 1, ...Array.from({ length: 600 }, (_, index) => [1 + (index % 254), 0]).flat(), 255])),
    ],
    'asks-for-everything': [
      frame(
        message(DISCOVER, [
          [55, Array.from({ length: 255 }, (_, index) => index)],
          [57, [255, 255]],
        ]),
      ),
    ],
    'asks-for-255-only': [
      frame(
        message(DISCOVER, [
          [55, Array.from({ length: 255 }, () => 255)],
          [57, [0, 1]],
        ]),
      ),
    ],
    'in-fragments': fragments(Buffer.concat([raw([53, 1, 1, 255]), Buffer.alloc(9000)])),
    'fragments-of-the-largest-datagram': fragments(Buffer.concat([raw([53, 1, 1]), Buffer.alloc(65_507 - 243, 61)])),
    'first-fragment-only': fragments(Buffer.concat([raw([53, 1, 1, 255]), Buffer.alloc(9000)])).slice(0, 1),
  };
}

/** Options whose insides go wrong, or round in circles. */
function twisted(): HostilePackets {
  const withOption = (code: number, value: Buffer | string | readonly number[]): Buffer =>
    frame(
      message(DISCOVER, [
        [60, 'PXEClient:Arch:00007:UNDI:003016'],
        [code, value],
      ]),
    );
  return {
    'relay-agent-beyond-its-end': [withOption(82, [1, 200, 1]), withOption(82, [1]), withOption(82, [5, 1, 1])],
    'relay-agent-in-relay-agent': [withOption(82, [82, 8, 82, 6, 82, 4, 1, 2, 82, 0])],
    'vendor-options-beyond-their-end': [
      withOption(43, [71, 4, 0]),
      withOption(43, [71, 1, 1]),
      withOption(43, [6, 0, 255]),
    ],
    'ipxe-options-in-ipxe-options': [withOption(175, [175, 6, 175, 4, 175, 2, 1, 200])],
    'names-that-point-at-themselves': [withOption(119, [0xc0, 0x00]), withOption(81, [4, 0, 0, 0xc0, 0x02])],
    'architecture-of-three-octets': [withOption(93, [0, 7, 0]), withOption(93, [])],
    'uuid-of-no-length': [withOption(97, []), withOption(97, [0, 1])],
    'user-class-beyond-its-end': [withOption(77, [200, 105, 80, 88, 69]), withOption(77, [0, 0, 0])],
    'control-characters': [
      withOption(12, '\u001b[2J\r\n\u0000{"level":"error"}'),
      withOption(60, 'PXEClient\u0000\n%s%n'),
    ],
    'routes-of-33-bits': [withOption(121, [33, 10, 0, 0, 0, 0, 10, 0, 0, 1])],
    'lease-of-0-and-for-ever': [withOption(51, [0, 0, 0, 0]), withOption(51, [255, 255, 255, 255])],
  };
}

/** Well-formed, and untrue. */
function lying({ server, serverMac, machine, machineMac }: Victims): HostilePackets {
  const named: Options = [
    [50, addressBytes(machine)],
    [54, addressBytes(server)],
  ];
  const stolen = { mac: mac(machineMac) };
  const to = { destinationMac: mac(serverMac), destinationAddress: ip(server), sourceAddress: ip('10.79.0.66') };
  const relayed = (giaddr: string): Buffer => frame(message(DISCOVER, [], { relayAddress: ip(giaddr) }), to);
  const renewed = (ciaddr: string): Buffer => frame(message(REQUEST, [], { clientAddress: ip(ciaddr) }));
  return {
    "declines-another's-address": [frame(message(DECLINE, named)), frame(message(DECLINE, [[50, [0, 0, 0, 0]]]))],
    "releases-another's-address": [frame(message(RELEASE, named.slice(1), { clientAddress: ip(machine) }), to)],
    "declines-in-another's-name": [frame(message(DECLINE, named, stolen))],
    "releases-in-another's-name": [
      frame(message(RELEASE, named.slice(1), { ...stolen, clientAddress: ip(machine) }), to),
    ],
    "requests-another's-address": [frame(message(REQUEST, named))],
    "requests-the-server's-address": [
      frame(
        message(REQUEST, [
          [50, addressBytes(server)],
          [54, addressBytes(server)],
        ]),
      ),
    ],
    "renews-another's-address": [renewed(machine)],
    'renews-impossible-addresses': ['255.255.255.255', '127.0.0.1', '224.0.0.1', server, '10.79.0.255'].map(renewed),
    'relayed-by-nobody': ['127.0.0.1', '255.255.255.255', '224.0.0.1', '10.79.0.255', '192.0.2.1'].map(relayed),
    'relayed-by-the-server-itself': [relayed(server)],
    "comes-from-the-server's-own-port-and-address": [
      frame(message(DISCOVER), { ...to, sourceAddress: ip(server), sourcePort: 67 }),
      frame(message(REQUEST, [], { clientAddress: ip(server), relayAddress: ip(server) }), { ...to, sourcePort: 67 }),
    ],
    'answers-to-everybody': [
      frame(changed([0, [2]], [OPTIONS_AT, [53, 1, 2, 255]]), { sourcePort: 67, destinationPort: 67 }),
    ],
    'has-no-hardware-address': ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', serverMac].map(
      (claimed) => frame(message(DISCOVER, [], { mac: mac(claimed) })),
    ),
    'informs-nowhere': ['0.0.0.0', '255.255.255.255', '127.0.0.1'].map((ciaddr) =>
      frame(message(INFORM, [], { clientAddress: ip(ciaddr) })),
    ),
    'asks-for-leases': [frame(message(LEASEQUERY, [], { relayAddress: ip('10.79.0.66') }), to)],
    'a-hundred-clients-of-one-address': Array.from({ length: 100 }, (_, last) =>
      frame(
        message(DISCOVER, [
          [50, addressBytes(machine)],
          [61, [0, last]],
        ]),
      ),
    ),
  };
}

export function hostilePackets(victims: Victims): HostilePackets {
  return { ...malformed(), ...giant(), ...twisted(), ...lying(victims) };
}

/** Any UDP payload as a frame of the hostile client. */
export function hostileFrame(payload: Buffer): Buffer {
  return frame(payload);
}
