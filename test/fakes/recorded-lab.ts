import { LeaseBook } from '../../src/addressing/lease-book.js';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import type { BootpVerdict } from '../../src/responders/bootp/bootp-verdict.js';
import { decideBootp } from '../../src/responders/bootp/bootp.decision.js';
import { decideDhcp } from '../../src/responders/bootp/dhcp.decision.js';
import { identifyClient } from '../../src/responders/bootp/identify-client.js';
import type { BootpMessage } from '../../src/wire/bootp/bootp-message.js';
import { readRelayAgent } from '../../src/wire/dhcp/read-relay-agent.js';
import type { UdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { RECORDED_NETWORK, type ClientFamily } from '../golden/client-families.js';
import { ip, labMachine, labNetwork, labWire } from './known-lab.js';

const SERVER = '10.79.0.1';
const DHCP_MESSAGE_TYPE = 53;

/** What the appliance of the recordings answers to a frame, from an inventory with this family's machine. */
export function answerRecorded(
  { name, mac, ip: address, files }: ClientFamily,
  { sourcePort, destinationAddress }: UdpFrame,
  message: BootpMessage,
): BootpVerdict {
  const { cidr, gateway, dns, domain, leaseSeconds } = RECORDED_NETWORK;
  const directory = new InMemoryDirectory();
  directory.putNetwork(labNetwork({ range: cidr, gateway: ip(gateway), dns: dns.map(ip), domain, leaseSeconds }));
  directory.putMachine(
    labMachine({ hostname: name, nics: [{ mac, ip: address }], bootFiles: files === undefined ? undefined : files }),
  );
  const agent = readRelayAgent(message.options);
  const situation = {
    message,
    relayAgent: agent,
    known: identifyClient(message, agent, directory),
    wire: labWire(`${SERVER}/24`),
    sourcePort,
    destinationAddress,
    networksOnWire: (own: Parameters<InMemoryDirectory['networksOnWire']>[0]) => directory.networksOnWire(own),
    networksAround: (there: Parameters<InMemoryDirectory['networksAround']>[0]) => directory.networksAround(there),
    isOwnAddress: (own: number) => own === ip(SERVER),
    fileExists: () => true,
    serverHostname: 'server',
    httpPort: 8080,
    now: 1_000_000,
    leases: new LeaseBook(),
    ownerOf: (given: Parameters<InMemoryDirectory['byIp']>[0]) => directory.byIp(given)?.machine,
  };
  return message.options.has(DHCP_MESSAGE_TYPE) ? decideDhcp(situation) : decideBootp(situation);
}
