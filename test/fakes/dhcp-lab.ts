import { LeaseBook } from '../../src/addressing/lease-book.js';
import type { KnownMachine, KnownNetwork } from '../../src/boot/known-machine.js';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import { knownNicDetails } from '../../src/inventory/machines/nic-details.js';
import type { BootpVerdict } from '../../src/responders/bootp/bootp-verdict.js';
import { decideDhcp } from '../../src/responders/bootp/dhcp.decision.js';
import { identifyClient } from '../../src/responders/bootp/identify-client.js';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import type { BootpMessage, BootpRequest, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readRelayAgent } from '../../src/wire/dhcp/read-relay-agent.js';
import { ip, labMachine, labNetwork, labWire, mac, must } from './known-lab.js';

/** The hardware address that asks unless a case says otherwise; the lab's machine has it. */
export const CLIENT = '02:00:00:00:00:01';

export const DISCOVER = 1;
export const REQUEST = 3;
export const DECLINE = 4;
export const RELEASE = 7;
export const INFORM = 8;

export const address = (code: number, dotted: string): OptionToSend => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(ip(dotted));
  return [code, value];
};
export const bytes = (code: number, ...octets: number[]): OptionToSend => [code, Buffer.from(octets)];
export const text = (code: number, value: string): OptionToSend => [code, Buffer.from(value)];

/** Option 82 of these sub-options. */
export const relayAgent = (...subOptions: readonly OptionToSend[]): OptionToSend => [
  82,
  Buffer.concat(subOptions.map(([code, value]) => Buffer.concat([Buffer.from([code, value.length]), value]))),
];

/** What a NIC's record says beyond MAC and address. */
export const nicDetails = knownNicDetails;

/** A packet and the inventory that it meets; what is left out is that of a fresh client on the lab's wire. */
export interface DhcpCase {
  readonly type: number;
  readonly options?: readonly OptionToSend[];
  readonly request?: Partial<BootpRequest>;
  readonly machine?: KnownMachine | undefined;
  readonly networks?: readonly KnownNetwork[];
  readonly wire?: readonly string[];
  readonly files?: readonly string[];
  readonly sentTo?: string;
  readonly sourcePort?: number;
  readonly leases?: LeaseBook;
  /** In milliseconds. */
  readonly now?: number;
}

/** When a packet is decided about unless a case says otherwise. */
export const NOW = 1_000_000;

const OWN_ADDRESSES = ['10.79.0.1', '192.168.9.1'].map(ip);

/** Decides about the packet, which goes over the wire format first. */
export function decide(given: DhcpCase): BootpVerdict {
  const { type, options = [], request = {}, wire = ['10.79.0.1/24'], files = [], sentTo = '255.255.255.255' } = given;
  const message = must(
    decodeBootp(
      encodeBootpRequest({
        mac: mac(CLIENT),
        transactionId: 0x1234,
        ...request,
        options: [bytes(53, type), ...options],
      }),
    ),
  );
  const directory = new InMemoryDirectory();
  for (const network of given.networks ?? [labNetwork()]) directory.putNetwork(network);
  const machine = 'machine' in given ? given.machine : labMachine();
  if (machine !== undefined) directory.putMachine(machine);
  const agent = readRelayAgent(message.options);
  return decideDhcp({
    message,
    relayAgent: agent,
    known: identifyClient(message, agent, directory),
    wire: labWire(...wire),
    sourcePort: given.sourcePort ?? 68,
    destinationAddress: ip(sentTo),
    networksOnWire: (own) => directory.networksOnWire(own),
    networksAround: (there) => directory.networksAround(there),
    isOwnAddress: (own) => OWN_ADDRESSES.includes(own),
    fileExists: (path) => files.includes(path),
    serverHostname: 'server',
    httpPort: 8080,
    now: given.now ?? NOW,
    leases: given.leases ?? new LeaseBook(),
    ownerOf: (given) => directory.byIp(given)?.machine,
  });
}

/** The verdict in one line: `DHCPOFFER 10.79.0.21 to relay 10.79.0.9`, `silent unknown-machine`. */
export function outcome(given: DhcpCase): string {
  const verdict = decide(given);
  if (verdict.kind === 'silent') return `silent ${verdict.reason}`;
  const { name, message } = verdict.reply;
  const { destination } = verdict;
  const where = 'address' in destination ? ` ${formatIpv4Address(destination.address)}` : '';
  const port = 'port' in destination && destination.port !== undefined ? ` port ${destination.port}` : '';
  return `${name} ${formatIpv4Address(message.yourAddress)} to ${destination.to}${where}${port}`;
}

/** The reply, read back from its bytes. */
export function reply(given: DhcpCase): BootpMessage {
  const verdict = decide(given);
  if (verdict.kind === 'silent') throw new Error(`silent: ${verdict.reason}`);
  return must(decodeBootp(encodeBootp(verdict.reply.message).bytes));
}

export const hexOption = (given: DhcpCase, code: number): string | undefined =>
  reply(given).options.get(code)?.toString('hex');
