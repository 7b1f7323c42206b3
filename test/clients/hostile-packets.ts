import { ip } from '../fakes/known-lab.js';
import {
  addressBytes,
  changed,
  damaged,
  DISCOVER,
  FILE_AT,
  fragments,
  frame,
  message,
  OPTIONS_AT,
  raw,
  SNAME_AT,
  type HostilePackets,
} from './hostile-frames.js';
import { lying, type Victims } from './hostile-lies.js';

/** Cut short, with lengths that are not true, of types that do not exist. */
function malformed(): HostilePackets {
  const whole = message(DISCOVER);
  const cuts = [0, 1, 27, 28, 235, 236, 237, 238, 239, 240, 241, 242].map((length): [string, Buffer[]] => [
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
    'overload-twice-and-of-no-octets': [
      frame(raw([53, 1, 1, 52, 1, 1, 52, 1, 2, 52, 1, 3, 255])),
      frame(raw([53, 1, 1, 52, 0, 255])),
    ],
    'type-only-in-an-overloaded-field': [
      frame(
        changed(
          [FILE_AT, [53, 1, 1, 255]],
          [SNAME_AT, [53, 1, 3, 50, 4, 0, 0, 0, 0, 255]],
          [OPTIONS_AT, [52, 1, 3, 255]],
        ),
      ),
    ],
    'hlen-of-other-hardware': [32, 1, 6, 20].map((type) => frame(changed([1, [type, 16]]))),
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
    'relay-agent-of-255-octets': [
      [1, 253],
      [82, 253],
      [151, 253],
      [5, 253],
    ].map(([code = 0, length = 0]) =>
      frame(
        message(DISCOVER, [[82, [code, length, ...Array.from({ length }, () => 0x41)]]], {
          relayAddress: ip('10.79.0.66'),
        }),
      ),
    ),
    'relay-agent-of-four-full-parts': [
      frame(
        raw([
          53,
          1,
          1,
          ...Array.from({ length: 4 }, () => [82, 255, 1, 253, ...Array.from({ length: 253 }, () => 0x41)]).flat(),
          255,
        ]),
      ),
    ],
    'says-every-size': [0, 235, 240, 300, 548, 575, 576, 577, 1472, 1500, 9000, 65_535].map((size) =>
      frame(
        message(DISCOVER, [
          [57, [size >> 8, size & 0xff]],
          [55, Array.from({ length: 254 }, (_, code) => code + 1)],
        ]),
      ),
    ),
    'of-548-and-576-octets': [548, 576].map((size) =>
      frame(Buffer.concat([raw([53, 1, 1]), Buffer.alloc(size - 244), Buffer.from([255])])),
    ),
    'fragments-out-of-order-and-twice': ((pieces) => [...pieces.toReversed(), ...pieces])(
      fragments(Buffer.concat([raw([53, 1, 1, 255]), Buffer.alloc(9000)])),
    ),
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
    'links-and-servers-that-cannot-be': ['0.0.0.0', '127.0.0.1', '224.0.0.1', '255.255.255.255', '10.79.0.255'].flatMap(
      (where) => [
        withOption(82, [5, 4, ...addressBytes(where)]),
        withOption(82, [11, 4, ...addressBytes(where)]),
        withOption(118, addressBytes(where)),
      ],
    ),
    'sub-options-many-times-over': [
      withOption(82, Array.from({ length: 60 }, () => [5, 2, 10, 79]).flat()),
      withOption(43, Array.from({ length: 80 }, () => [71, 1, 0]).flat()),
      withOption(
        43,
        Array.from({ length: 255 }, () => 0),
      ),
    ],
    'client-ids-of-none-and-many-octets': [[], [0], [255], Array.from({ length: 255 }, () => 255)].map((id) =>
      withOption(61, id),
    ),
    'lease-of-0-and-for-ever': [withOption(51, [0, 0, 0, 0]), withOption(51, [255, 255, 255, 255])],
  };
}

export function hostilePackets(victims: Victims): HostilePackets {
  return { ...malformed(), ...giant(), ...twisted(), ...lying(victims) };
}

/** Any UDP payload as a frame of the hostile client. */
export function hostileFrame(payload: Buffer): Buffer {
  return frame(payload);
}
