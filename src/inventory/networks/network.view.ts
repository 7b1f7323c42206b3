import { z } from 'zod';
import { NETWORK_MODES, type AddressRange, type KnownNetwork } from '../../boot/known-machine.js';
import { DEFAULT_RARP_BEHAVIOUR, RARP_PROFILES, VIRTUAL_MACHINES } from '../../boot/rarp-behaviour.js';
import { formatInstant } from '../../values/instant.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Network, parseIpv4Network } from '../../values/ipv4-network.js';
import { bootFilesView, viewBootFiles } from '../boot-files.schema.js';
import { bootMenuView, knownBootMenu, viewBootMenu } from '../boot-menu.schema.js';
import { NetworkEntity } from './network.entity.js';
import type { NetworkInput } from './network.schema.js';
import { poolUseView } from './pool-uses.js';
import { writtenOptionView } from '../written-option.schema.js';
import { extraOptions } from '../written-option.js';

const text = z.string();
const range = z.object({ from: text, to: text });

/** A network as REST shows it. What is not set is null. */
export const networkView = z
  .object({
    id: z.number().int(),
    name: text,
    cidr: text,
    sharedNetwork: text.nullable(),
    interface: text.nullable(),
    mode: z.enum(NETWORK_MODES),
    authoritative: z.boolean(),
    gateway: text.nullable(),
    dns: z.array(text),
    domain: text.nullable(),
    leaseSeconds: z.number().int(),
    minLeaseSeconds: z.number().int().nullable(),
    maxLeaseSeconds: z.number().int().nullable(),
    matchClientId: z.boolean(),
    uploads: z.object({ enabled: z.boolean(), maxBytes: z.number().int() }).nullable(),
    t1Seconds: z.number().int().nullable(),
    t2Seconds: z.number().int().nullable(),
    nextServer: text.nullable(),
    serverName: text.nullable(),
    relays: z.array(text),
    pools: z.array(range),
    poolUse: poolUseView
      .nullable()
      .meta({ description: 'How full the pools are now; null for a network without pools' }),
    excludes: z.array(range),
    boot: z.object({
      profile: text.nullable(),
      unknownProfile: text.nullable(),
      files: bootFilesView,
      menu: bootMenuView.nullable(),
      unknownClients: z.boolean(),
    }),
    rarp: z.object({ profile: z.enum(RARP_PROFILES), virtualMachines: z.enum(VIRTUAL_MACHINES) }),
    options: z.array(writtenOptionView),
    createdAt: text.meta({ format: 'date-time' }),
    updatedAt: text.meta({ format: 'date-time' }),
  })
  .meta({ id: 'Network' });
export type NetworkView = z.output<typeof networkView>;
/** The record alone, without what is counted while it is shown. */
export type NetworkRecordView = Omit<NetworkView, 'poolUse'>;

export const networkPage = z
  .object({ items: z.array(networkView), nextCursor: text.nullable() })
  .meta({ id: 'NetworkPage' });

export function viewNetwork(network: NetworkEntity): NetworkRecordView {
  return {
    id: network.id,
    name: network.name,
    cidr: network.cidr,
    sharedNetwork: network.sharedNetwork,
    interface: network.interface,
    mode: network.mode,
    authoritative: network.authoritative,
    gateway: network.gateway,
    dns: network.dns,
    domain: network.domain,
    leaseSeconds: network.leaseSeconds,
    minLeaseSeconds: network.minLeaseSeconds,
    maxLeaseSeconds: network.maxLeaseSeconds,
    matchClientId: network.matchClientId,
    uploads: network.uploads,
    t1Seconds: network.t1Seconds,
    t2Seconds: network.t2Seconds,
    nextServer: network.nextServer,
    serverName: network.serverName,
    relays: network.relays,
    pools: network.pools.map(({ from, to }) => ({ from, to })),
    excludes: network.excludes.map(({ from, to }) => ({ from, to })),
    boot: {
      profile: network.profile,
      unknownProfile: network.unknownProfile,
      files: viewBootFiles(network.bootFiles),
      menu: network.bootMenu,
      unknownClients: network.bootsUnknown,
    },
    rarp: network.rarp ?? DEFAULT_RARP_BEHAVIOUR,
    options: network.options,
    createdAt: formatInstant(network.createdAt),
    updatedAt: formatInstant(network.updatedAt),
  };
}

const orNull = (address: Ipv4Address | undefined): string | null =>
  address === undefined ? null : formatIpv4Address(address);

/** The record that this input makes. `id` 0: the database gives one. */
export function networkOfInput(input: NetworkInput, before: NetworkEntity | undefined, now: number): NetworkEntity {
  const ranges = (list: NetworkInput['pools']) =>
    list.map(({ from, to }) => ({ from: formatIpv4Address(from), to: formatIpv4Address(to) }));
  return Object.assign(new NetworkEntity(), {
    id: before?.id ?? 0,
    name: input.name,
    nameKey: input.name.toLowerCase(),
    cidr: formatIpv4Network(input.cidr),
    sharedNetwork: input.sharedNetwork ?? null,
    interface: input.interface ?? null,
    mode: input.mode,
    authoritative: input.authoritative,
    gateway: orNull(input.gateway),
    dns: input.dns.map(formatIpv4Address),
    domain: input.domain ?? null,
    leaseSeconds: input.leaseSeconds,
    minLeaseSeconds: input.minLeaseSeconds ?? null,
    maxLeaseSeconds: input.maxLeaseSeconds ?? null,
    matchClientId: input.matchClientId,
    uploads: input.uploads ?? null,
    t1Seconds: input.t1Seconds ?? null,
    t2Seconds: input.t2Seconds ?? null,
    nextServer: orNull(input.nextServer),
    serverName: input.serverName ?? null,
    relays: input.relays.map(formatIpv4Address),
    pools: ranges(input.pools),
    excludes: ranges(input.excludes),
    bootFiles: input.boot.files ?? null,
    bootMenu: input.boot.menu === undefined ? null : viewBootMenu(input.boot.menu),
    bootsUnknown: input.boot.unknownClients,
    profile: input.boot.profile ?? null,
    unknownProfile: input.boot.unknownProfile ?? null,
    rarp: input.rarp,
    options: [...input.options],
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
}

function addressOf(text: string | null): Ipv4Address | undefined {
  if (text === null) return undefined;
  const address = parseIpv4Address(text);
  return address.ok ? address.value : undefined;
}

const addressesOf = (texts: readonly string[]): Ipv4Address[] =>
  texts.map(addressOf).filter((address): address is Ipv4Address => address !== undefined);

const rangesOf = (ranges: NetworkEntity['pools']): AddressRange[] =>
  ranges.flatMap((range) => {
    const [from, to] = [addressOf(range.from), addressOf(range.to)];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });

/** The record as responders see it. Throws on a CIDR that cannot be read: somebody else wrote into the database. */
export function knownNetwork(network: NetworkEntity): KnownNetwork {
  const cidr = parseIpv4Network(network.cidr);
  if (!cidr.ok) throw new Error(`network ${network.id} (${network.name}) of the database: ${cidr.error}`);
  return {
    id: network.id,
    name: network.name,
    cidr: cidr.value,
    sharedNetwork: network.sharedNetwork ?? undefined,
    interface: network.interface ?? undefined,
    mode: network.mode,
    authoritative: network.authoritative,
    gateway: addressOf(network.gateway),
    dns: addressesOf(network.dns),
    domain: network.domain ?? undefined,
    leaseSeconds: network.leaseSeconds,
    minLeaseSeconds: network.minLeaseSeconds ?? undefined,
    maxLeaseSeconds: network.maxLeaseSeconds ?? undefined,
    t1Seconds: network.t1Seconds ?? undefined,
    t2Seconds: network.t2Seconds ?? undefined,
    nextServer: addressOf(network.nextServer),
    serverName: network.serverName ?? undefined,
    relays: addressesOf(network.relays),
    pools: rangesOf(network.pools),
    excludes: rangesOf(network.excludes),
    matchClientId: network.matchClientId,
    uploads: network.uploads?.enabled === true ? { maxBytes: network.uploads.maxBytes } : undefined,
    bootFiles: network.bootFiles ?? undefined,
    bootMenu: network.bootMenu === null ? undefined : knownBootMenu(network.bootMenu),
    bootsUnknown: network.bootsUnknown,
    profileName: network.profile ?? undefined,
    profile: undefined, // the directory looks both up
    unknownProfileName: network.unknownProfile ?? undefined,
    unknownProfile: undefined,
    rarp: network.rarp ?? DEFAULT_RARP_BEHAVIOUR,
    options: extraOptions(network.options),
  };
}
