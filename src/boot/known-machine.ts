import type { Ipv4Address } from '../values/ipv4-address.js';
import type { Ipv4Network } from '../values/ipv4-network.js';
import type { MacAddress } from '../values/mac-address.js';
import type { BootFiles, BootMode } from './boot-files.js';
import type { Bootparams } from './bootparams.js';
import type { BootMenu } from './boot-menu.js';
import type { InstallRules } from './install-rules.js';
import type { InstallProgress } from './install-state.js';
import type { KnownProfile, Labels } from './known-profile.js';
import type { OfferStrategy } from './offer-strategy.js';
import type { RarpBehaviour } from './rarp-behaviour.js';

/**
 * What a responder knows about a machine: the inventory's record without its paperwork. Immutable; a write to the
 * inventory puts a new object into the directory.
 */
export interface KnownMachine {
  readonly id: number;
  readonly hostname: string;
  readonly labels: Labels;
  readonly bootMode: BootMode;
  readonly bootFiles: BootFiles | undefined;
  /** `server:path` of each Sun bootparams key. */
  readonly bootparams: Bootparams | undefined;
  readonly bootMenu: BootMenu | undefined;
  /** How it is told what to boot on a network in mode proxy; undefined: found out by trying. */
  readonly offerStrategy: OfferStrategy | undefined;
  /** The profile that its record names. */
  readonly profileName: string | undefined;
  /** The named one, else the one that its labels select. */
  readonly profile: KnownProfile | undefined;
  readonly installRules: Partial<InstallRules> | undefined;
  /** Where its installation stands. */
  readonly install: InstallProgress;
  readonly nics: readonly KnownNic[];
}

/** One network port of a machine. A NIC without a MAC is a further address of the machine, e.g. on another wire. */
export interface KnownNic {
  readonly mac: MacAddress | undefined;
  readonly ip: Ipv4Address | undefined;
  /** Undefined for the many that have nothing but MAC and address. */
  readonly details?: NicDetails | undefined;
}

/**
 * What else leads to a NIC when its MAC does not, and what it gets that its network does not give. Identifiers are
 * hexadecimal digits of octets on the wire, in each reading of what the operator wrote; none when not set.
 */
export interface NicDetails {
  /** Option 61, its type octet included. */
  readonly clientIds: readonly string[];
  /** Sub-options 1 and 2 of option 82; a NIC that has both is found by both together only. */
  readonly circuitIds: readonly string[];
  readonly remoteIds: readonly string[];
  /** Option 97 as text, f81d4fae-7dec-11d0-a765-00a0c91e6bf6. */
  readonly uuid: string | undefined;
  /** These win over the network's. */
  readonly nextServer: Ipv4Address | undefined;
  readonly options: readonly ExtraOption[];
  /** The machine is remote: questions for its address are answered with this router's hardware address. */
  readonly proxyArp: MacAddress | undefined;
}

/**
 * `off`: silence; `shadow`: listen and journal what we would have said; `known`: answer machines of the inventory;
 * `pool`: these, and anybody else from the pools; `proxy`: another server gives the addresses, we tell boot clients
 * what to boot.
 */
export const NETWORK_MODES = ['off', 'shadow', 'known', 'pool', 'proxy'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

/** One extra DHCP option that the operator set: its code and its encoded value. */
export interface ExtraOption {
  readonly code: number;
  readonly value: Buffer;
}

/** Addresses from the first to the last, both in it. */
export interface AddressRange {
  readonly from: Ipv4Address;
  readonly to: Ipv4Address;
}

/** A network of the inventory as a responder sees it. */
export interface KnownNetwork {
  readonly id: number;
  readonly name: string;
  readonly cidr: Ipv4Network;
  /** Networks with the same name here are on one wire (RFC 2131 has no word for it; ISC dhcpd calls it so). */
  readonly sharedNetwork: string | undefined;
  /** Name of our interface on its wire; undefined: the interface that has an address in the CIDR. */
  readonly interface: string | undefined;
  readonly mode: NetworkMode;
  /** May we NAK a client that asks for an address which is wrong here? (RFC 2131 §4.3.2) */
  readonly authoritative: boolean;
  readonly gateway: Ipv4Address | undefined;
  readonly dns: readonly Ipv4Address[];
  readonly domain: string | undefined;
  readonly leaseSeconds: number;
  /** Bounds of the lease that a client may ask for (option 51); undefined: `leaseSeconds`. */
  readonly minLeaseSeconds: number | undefined;
  readonly maxLeaseSeconds: number | undefined;
  /** T1 and T2 (options 58 and 59); undefined: half and seven eighths of the lease (RFC 2131 §4.4.5). */
  readonly t1Seconds: number | undefined;
  readonly t2Seconds: number | undefined;
  /** siaddr for boot clients; undefined: our own address on the arrival interface. */
  readonly nextServer: Ipv4Address | undefined;
  readonly serverName: string | undefined;
  /** Relay addresses (giaddr) outside the CIDR whose clients live on this network. */
  readonly relays: readonly Ipv4Address[];
  /** Where addresses of mode pool come from, without those that are excluded. */
  readonly pools: readonly AddressRange[];
  readonly excludes: readonly AddressRange[];
  /** Is a client that the inventory does not know told from others by its client id (option 61), or by its MAC alone? */
  readonly matchClientId: boolean;
  /** May its clients send files by TFTP, and of how many octets at most? */
  readonly uploads: { readonly maxBytes: number } | undefined;
  readonly bootFiles: BootFiles | undefined;
  readonly bootMenu: BootMenu | undefined;
  /** Mode proxy: are boot clients that the inventory does not have told what to boot? */
  readonly bootsUnknown: boolean;
  readonly profileName: string | undefined;
  /** For its machines that neither name a profile nor have labels that select one. */
  readonly profile: KnownProfile | undefined;
  readonly unknownProfileName: string | undefined;
  /** For hosts that the inventory does not know, where they get an address at all; undefined: they boot nothing. */
  readonly unknownProfile: KnownProfile | undefined;
  readonly rarp: RarpBehaviour;
  readonly options: readonly ExtraOption[];
}
