import { belongsTo, isHeld } from '../../addressing/lease.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { readAddress } from '../../wire/dhcp/dhcp-options.codec.js';
import { silent, type Silent } from '../verdict.js';
import { readNetworks, type AddressSituation } from './client-facts.js';
import { REQUESTED_ADDRESS } from './option-codes.js';
import { readLeaseClient } from './pool-client.js';

/**
 * A DHCPDECLINE of an address that the client does not have, and another has: a machine by its record, or a client by
 * its lease. It must not take the address away (RFC 2131 §4.3.3 speaks of the client's own), and the operator hears of it.
 * Undefined for the client's own address, and for one that nobody has.
 */
export function findDeclineOfAnothers(situation: AddressSituation): Silent | undefined {
  const { message, known, now, leases } = situation;
  const declined = readAddress(message.options, REQUESTED_ADDRESS);
  if (declined === undefined) return undefined;
  const lie = (owner: string): Silent =>
    silent('declines-anothers-address', { address: formatIpv4Address(declined), owner });
  let holder: string | undefined;
  for (const network of readNetworks(situation)) {
    const lease = leases.ifAny(network)?.at(declined);
    if (lease?.state !== 'leased' || !isHeld(lease, now)) continue;
    if (belongsTo(lease, readLeaseClient(situation, network))) return undefined;
    holder = lease.client?.mac === undefined ? 'another client' : formatMacAddress(lease.client.mac);
  }
  const owner = situation.ownerOf(declined);
  if (owner !== undefined && owner.id === known?.machine.id) return undefined;
  if (owner !== undefined) return lie(owner.hostname);
  return holder === undefined ? undefined : lie(holder);
}
