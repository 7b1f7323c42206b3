import type { KnownMachine } from '../../boot/known-machine.js';
import type { JournalEvent } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';

/** What the journal hears of a host that uses an address of a pool which nobody gave it, on that host's own timeline. */
export function tellAddressInUse(
  address: Ipv4Address,
  user: MacAddress,
  machine: KnownMachine | undefined,
  interfaceName: string,
  at: Instant,
): JournalEvent {
  return {
    at,
    protocol: 'arp',
    what: 'ARP probe of ours -> answer',
    outcome: 'noted',
    reason: 'address-conflict',
    machineId: machine?.id,
    hostname: machine?.hostname,
    mac: user,
    ip: formatIpv4Address(address),
    interface: interfaceName,
    detail: { other: 'a pool of this appliance: the address is in quarantine' },
  };
}
