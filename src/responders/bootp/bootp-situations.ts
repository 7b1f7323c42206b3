import { hostname } from 'node:os';
import type { LeaseBook } from '../../addressing/lease-book.js';
import type { BuiltInFiles } from '../../boot-files/built-in-files.js';
import type { Clock } from '../../clock/clock.port.js';
import type { MachineDirectory } from '../../inventory/machine-directory.js';
import type { Net, NetworkInterface } from '../../net/net.port.js';
import type { Settings } from '../../settings/settings.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { networkContains } from '../../values/ipv4-network.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { readRelayAgent } from '../../wire/dhcp/read-relay-agent.js';
import type { AddressSituation } from './client-facts.js';
import { identifyClient } from './identify-client.js';
import type { LeaseQuestion } from './leasequery.decision.js';

/** Where a datagram came in. */
export interface BootpPlace {
  readonly wire: NetworkInterface;
  readonly destinationAddress: Ipv4Address;
  readonly sourcePort: number;
}

/** Who is asked. */
interface Sources {
  readonly net: Net;
  readonly directory: MachineDirectory;
  readonly leases: LeaseBook;
  readonly files: BuiltInFiles;
  readonly settings: Settings;
  readonly clock: Clock;
}

/** Looks up what the decisions about requests on port 67 go by. */
export class BootpSituations {
  /** What is the same for every packet; made once, since there is one situation per packet. */
  private readonly surroundings: Pick<
    AddressSituation,
    | 'leases'
    | 'ownerOf'
    | 'networksOnWire'
    | 'networksAround'
    | 'isOwnAddress'
    | 'fileExists'
    | 'serverHostname'
    | 'httpPort'
  >;

  constructor(private readonly sources: Sources) {
    const { net, directory, leases, files, settings } = sources;
    this.surroundings = {
      leases,
      ownerOf: (address) => directory.byIp(address)?.machine,
      networksOnWire: (ours) => directory.networksOnWire(ours),
      networksAround: (address) => directory.networksAround(address),
      isOwnAddress: (address) =>
        net.interfaces().some(({ addresses }) => addresses.some((own) => own.address === address)),
      fileExists: (path) => files.exists(path),
      serverHostname: hostname(),
      httpPort: settings.httpPort,
    };
  }

  of(message: BootpMessage, { wire, destinationAddress, sourcePort }: BootpPlace): AddressSituation {
    const relayAgent = readRelayAgent(message.options);
    return {
      message,
      relayAgent,
      known: identifyClient(message, relayAgent, this.sources.directory),
      wire,
      now: this.sources.clock.now(),
      destinationAddress,
      sourcePort,
      ...this.surroundings,
    };
  }

  /** What a leasequery (RFC 4388) is answered by. */
  leaseQuestionOf({ message, wire, relayAgent, sourcePort, now, leases }: AddressSituation): LeaseQuestion {
    const { directory, settings } = this.sources;
    return {
      message,
      wire,
      relayPort: relayAgent?.ownSourcePort === true ? sourcePort : undefined,
      now,
      leases,
      isListed: (giaddr) => settings.leasequery.some((network) => networkContains(network, giaddr)),
      networkOf: (address) => directory.networkOf(address),
      byIp: (address) => directory.byIp(address),
      byMac: (mac) => directory.byMac(mac),
      byClientId: (clientId) => directory.byClientId(clientId),
    };
  }
}
