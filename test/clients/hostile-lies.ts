import { BROADCAST_MAC } from '../../src/values/mac-address.js';
import { ip, mac } from '../fakes/known-lab.js';
import {
  addressBytes,
  changed,
  DECLINE,
  DISCOVER,
  frame,
  INFORM,
  LEASEQUERY,
  message,
  OPTIONS_AT,
  RELEASE,
  REQUEST,
  type HostilePackets,
  type Options,
} from './hostile-frames.js';

/** Whom the packets lie about. */
export interface Victims {
  readonly server: string;
  readonly serverMac: string;
  /** A machine of the inventory, whose address others decline, release and ask for. */
  readonly machine: string;
  readonly machineMac: string;
}

/** Well-formed, and untrue. */
export function lying({ server, serverMac, machine, machineMac }: Victims): HostilePackets {
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
    'comes-from-port-0': [
      frame(message(DISCOVER), { sourcePort: 0 }),
      frame(message(REQUEST, named), { sourcePort: 0 }),
    ],
    'comes-from-addresses-that-nobody-has': [
      '255.255.255.255',
      '10.79.0.255',
      '127.0.0.1',
      '224.0.0.1',
      '0.0.0.1',
      '240.0.0.1',
    ].map((source) => frame(message(DISCOVER), { sourceAddress: ip(source) })),
    'comes-from-the-broadcast-card': [
      frame(message(DISCOVER), { sourceMac: BROADCAST_MAC }),
      frame(message(DISCOVER, [], { mac: BROADCAST_MAC }), {
        sourceMac: BROADCAST_MAC,
        sourceAddress: ip('255.255.255.255'),
      }),
      frame(message(DISCOVER), { sourceMac: mac(serverMac) }),
    ],
    'goes-to-other-addresses': ['10.79.0.255', '224.0.0.1', '0.0.0.0', '127.0.0.1'].map((destination) =>
      frame(message(DISCOVER), { destinationAddress: ip(destination) }),
    ),
    // RFC 8357: the relay is the server itself and wants its answer at a port that the server listens on.
    'has-the-server-answer-its-own-ports': [67, 68, 69, 111, 4011, 0, 65_535].map((sourcePort) =>
      frame(message(DISCOVER, [[82, [19, 0]]], { relayAddress: ip(server) }), { ...to, sourcePort }),
    ),
    "asks-for-a-wrong-address-in-another's-name": [
      frame(message(REQUEST, [[50, [192, 168, 1, 5]]], stolen)),
      frame(
        message(
          REQUEST,
          [
            [50, addressBytes(server)],
            [54, addressBytes(server)],
          ],
          stolen,
        ),
      ),
      frame(message(REQUEST, [], { ...stolen, clientAddress: ip('10.80.0.9') })),
    ],
    "boots-in-another's-name": [
      frame(
        message(
          DISCOVER,
          [
            [60, 'PXEClient:Arch:00007:UNDI:003016'],
            [93, [0, 7]],
            [97, []],
          ],
          stolen,
        ),
      ),
      frame(
        message(
          DISCOVER,
          [
            [60, 'HTTPClient:Arch:00016:UNDI:003016'],
            [93, [0, 16]],
          ],
          stolen,
        ),
      ),
    ],
    'wants-impossible-addresses': [
      '0.0.0.0',
      '255.255.255.255',
      '127.0.0.1',
      server,
      '10.79.0.0',
      '10.79.0.255',
      '10.80.0.1',
    ].map((wanted) =>
      frame(
        message(DISCOVER, [
          [50, addressBytes(wanted)],
          [80, []],
        ]),
      ),
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
