import type { LeaseBook } from '../../addressing/lease-book.js';
import { isHeld, type Lease, type LeaseClient } from '../../addressing/lease.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';

/** A NIC of the inventory. */
export type Owner = { readonly machine: KnownMachine; readonly nic: KnownNic } | undefined;

/** Where to look for who has an address. */
export interface HolderLookups {
  readonly now: Instant;
  readonly leases: LeaseBook;
  readonly networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
  readonly byIp: (address: Ipv4Address) => Owner;
  readonly byMac: (mac: MacAddress) => Owner;
  readonly byClientId: (clientId: Buffer) => Owner;
}

/** Who has an address, by a record of the inventory or by a lease, and what is known of it. */
export interface LeaseHolder {
  readonly address: Ipv4Address;
  readonly mac: MacAddress | undefined;
  readonly hostname: string | undefined;
  /** Seconds that the lease still runs; of a reservation those of a new one. */
  readonly seconds: number | undefined;
  readonly clientId: Buffer | undefined;
  /** Option 82 of the client's last REQUEST. */
  readonly relayAgent: Buffer | undefined;
  /** Seconds since the client last took or renewed it. */
  readonly silence: number | undefined;
  /** All addresses of this client, when there are more than this one. */
  readonly addresses: readonly Ipv4Address[];
}

/** Undefined: nobody has this address now. */
export function holderOf(lookups: HolderLookups, address: Ipv4Address): LeaseHolder | undefined {
  const network = lookups.networkOf(address);
  const lease = network && lookups.leases.ifAny(network)?.at(address);
  if (lease !== undefined && isActive(lease, lookups.now)) return holderOfLease(lookups, [lease]);
  const owner = lookups.byIp(address);
  return owner && holderByRecord(lookups, address, owner);
}

/** Undefined: no address is of this client id, or, where it is undefined, of this MAC. */
export function holderByClient(
  lookups: HolderLookups,
  mac: MacAddress | undefined,
  clientId: Buffer | undefined,
): LeaseHolder | undefined {
  const owner = clientId === undefined ? mac && lookups.byMac(mac) : lookups.byClientId(clientId);
  const reserved = owner?.nic.ip;
  if (owner !== undefined && reserved !== undefined) return holderByRecord(lookups, reserved, owner);
  const id = clientId?.toString('latin1');
  if (id === undefined && mac === undefined) return undefined;
  return holderOfLease(
    lookups,
    activeLeases(lookups, (client) => (id === undefined ? client.mac === mac : client.clientId === id)),
  );
}

/** Relays ask this seldom, and few of them: the leases have no index by MAC of a client that sends a client id. */
function activeLeases({ leases, now }: HolderLookups, isWanted: (client: LeaseClient) => boolean): Lease[] {
  const found: Lease[] = [];
  for (const table of leases.tables()) {
    for (const lease of table.all()) {
      if (lease.client !== undefined && isActive(lease, now) && isWanted(lease.client)) found.push(lease);
    }
  }
  return found;
}

function isActive(lease: Lease, now: Instant): boolean {
  return lease.state === 'leased' && isHeld(lease, now);
}

/** RFC 4388 §6.4.2: of several addresses that one counts that its client used last. */
function holderOfLease({ now }: HolderLookups, leases: readonly Lease[]): LeaseHolder | undefined {
  const [lease] = [...leases].sort((one, other) => other.heardAt - one.heardAt);
  if (lease === undefined) return undefined;
  const { client, facts } = lease;
  return {
    address: lease.address,
    mac: client?.mac,
    hostname: facts.hostname,
    seconds: Math.max(0, Math.floor((lease.until - now) / 1000)),
    clientId: octetsOf(client?.clientId),
    relayAgent: octetsOf(facts.relayAgent),
    silence: Math.max(0, Math.floor((now - lease.heardAt) / 1000)),
    addresses: leases.map(({ address }) => address),
  };
}

/** A machine's address is its own for as long as its record says so; nothing is written when it asks for it. */
function holderByRecord(
  { networkOf }: HolderLookups,
  address: Ipv4Address,
  { machine, nic }: NonNullable<Owner>,
): LeaseHolder {
  return {
    address,
    mac: nic.mac,
    hostname: machine.hostname,
    seconds: networkOf(address)?.leaseSeconds,
    clientId: undefined,
    relayAgent: undefined,
    silence: undefined,
    addresses: machine.nics.flatMap(({ ip }) => (ip === undefined ? [] : [ip])),
  };
}

function octetsOf(latin1: string | undefined): Buffer | undefined {
  return latin1 === undefined ? undefined : Buffer.from(latin1, 'latin1');
}
