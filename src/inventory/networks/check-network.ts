import type { FieldError } from '../../api/problem.js';
import type { KnownNetwork } from '../../boot/known-machine.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Network, isHostAddressOf, networkContains, networksOverlap } from '../../values/ipv4-network.js';
import { networkLabel, type InMemoryDirectory } from '../in-memory-directory.js';
import type { NetworkInput } from './network.schema.js';

/** `network 2 (lab 10.79.0.0/24)`, for messages. */
const withId = (network: KnownNetwork): string => `network ${network.id} (${networkLabel(network)})`;

/** What other records have that this network asks for: rows of a 409. `ownId`: the record that it replaces. */
export function networkConflicts(
  directory: InMemoryDirectory,
  network: Pick<NetworkInput, 'name' | 'cidr' | 'relays' | 'sharedNetwork' | 'interface'>,
  ownId: number | undefined,
): FieldError[] {
  const conflicts: FieldError[] = [];
  const add = (field: string, reason: string): unknown => conflicts.push({ field, reason });
  for (const other of directory.networks()) {
    if (other.id === ownId) continue;
    if (other.name.toLowerCase() === network.name.toLowerCase()) {
      add('name', `the name ${network.name} belongs to ${withId(other)}`);
    }
    if (standsOnAnotherInterface(network, other)) {
      add('interface', `${withId(other)} shares the wire ${other.sharedNetwork} and is set to ${other.interface}`);
    }
    if (networksOverlap(other.cidr, network.cidr)) {
      add('cidr', `${formatIpv4Network(network.cidr)} overlaps ${withId(other)}`);
    }
    network.relays.forEach((relay, at) => {
      const text = formatIpv4Address(relay);
      if (other.relays.includes(relay)) add(`relays[${at}]`, `the relay ${text} is listed by ${withId(other)}`);
      else if (networkContains(other.cidr, relay)) add(`relays[${at}]`, `the relay ${text} lies in ${withId(other)}`);
    });
    const swallowed = other.relays.find((relay) => networkContains(network.cidr, relay));
    if (swallowed !== undefined) {
      add('cidr', `it holds ${formatIpv4Address(swallowed)}, which ${withId(other)} lists as its relay`);
    }
  }
  return conflicts;
}

/** Two networks on one wire cannot be set to two interfaces. */
function standsOnAnotherInterface(
  network: Pick<NetworkInput, 'sharedNetwork' | 'interface'>,
  other: KnownNetwork,
): boolean {
  if (network.sharedNetwork === undefined || network.sharedNetwork !== other.sharedNetwork) return false;
  return network.interface !== undefined && other.interface !== undefined && network.interface !== other.interface;
}

/**
 * Machines' addresses that would lie in no network any more, or would become the network's own or broadcast address:
 * one row of a 409 that says how many and names one. `after`: what becomes of the network; undefined when it goes.
 */
export function strandedAddresses(
  directory: InMemoryDirectory,
  before: KnownNetwork,
  after: Pick<NetworkInput, 'cidr'> | undefined,
): FieldError[] {
  let count = 0;
  let example = '';
  for (const { ip, machine } of directory.addressesIn(before)) {
    if (after !== undefined && isHostAddressOf(after.cidr, ip)) continue;
    count++;
    if (example === '') example = `${formatIpv4Address(ip)} of machine ${machine.id} (${machine.hostname})`;
  }
  if (count === 0) return [];
  const what =
    after === undefined ? networkLabel(before) : `${networkLabel(before)} as ${formatIpv4Network(after.cidr)}`;
  const addresses = count === 1 ? "a machine's address" : `${count} machines' addresses`;
  const without = after === undefined ? `still holds ${addresses}` : `would no longer hold ${addresses}`;
  return [
    { field: 'cidr', reason: `${what} ${without}: ${example}; move or delete ${count === 1 ? 'it' : 'them'} first` },
  ];
}
