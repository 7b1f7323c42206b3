import { NO_INSTALL } from '../../src/boot/install-state.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../src/boot/known-machine.js';
import type { KnownProfile } from '../../src/boot/known-profile.js';
import { DEFAULT_RARP_BEHAVIOUR } from '../../src/boot/rarp-behaviour.js';
import { networksOnWire, networksSharing, type NetworkLookups } from '../../src/boot/choose-networks.js';
import type { ServerWire } from '../../src/boot/server-wire.js';
import { parseIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';
import { networkContains, networkOf, parseIpv4Network } from '../../src/values/ipv4-network.js';
import { parseMacAddress, type MacAddress } from '../../src/values/mac-address.js';
import type { Result } from '../../src/values/result.js';

/** The value, or a test that stops here. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
}

export const ip = (text: string): Ipv4Address => must(parseIpv4Address(text));
export const mac = (text: string): MacAddress => must(parseMacAddress(text));

/** A network of a small lab; what a test is about, it overrides. */
export function labNetwork(over: Partial<KnownNetwork> & { readonly range?: string } = {}): KnownNetwork {
  const { range = '10.79.0.0/24', ...rest } = over;
  return {
    id: 1,
    name: 'lab',
    cidr: must(parseIpv4Network(range)),
    sharedNetwork: undefined,
    interface: undefined,
    mode: 'known',
    authoritative: true,
    gateway: undefined,
    dns: [],
    domain: undefined,
    leaseSeconds: 3600,
    minLeaseSeconds: undefined,
    maxLeaseSeconds: undefined,
    t1Seconds: undefined,
    t2Seconds: undefined,
    nextServer: undefined,
    serverName: undefined,
    relays: [],
    pools: [],
    excludes: [],
    matchClientId: true,
    uploads: undefined,
    bootFiles: undefined,
    bootMenu: undefined,
    bootsUnknown: false,
    profileName: undefined,
    profile: undefined,
    unknownProfileName: undefined,
    unknownProfile: undefined,
    rarp: DEFAULT_RARP_BEHAVIOUR,
    options: [],
    ...rest,
  };
}

/** A machine; `nics` as pairs of MAC and IP, either may be left out. */
export function labMachine(
  over: Partial<Omit<KnownMachine, 'nics'>> & { readonly nics?: readonly { mac?: string; ip?: string }[] } = {},
): KnownMachine {
  const { nics = [{ mac: '02:00:00:00:00:01', ip: '10.79.0.21' }], ...rest } = over;
  return {
    id: 1,
    hostname: 'ultra10',
    labels: {},
    bootMode: 'always',
    bootFiles: undefined,
    bootparams: undefined,
    bootMenu: undefined,
    offerStrategy: undefined,
    profileName: undefined,
    profile: undefined,
    installRules: undefined,
    install: NO_INSTALL,
    nics: nics.map((nic): KnownNic => ({
      mac: nic.mac === undefined ? undefined : mac(nic.mac),
      ip: nic.ip === undefined ? undefined : ip(nic.ip),
    })),
    ...rest,
  };
}

/** A profile without anything; what a test is about, it overrides. */
export function labProfile(over: Partial<KnownProfile> = {}): KnownProfile {
  return {
    id: 1,
    name: 'debian-12',
    kernel: undefined,
    initrds: [],
    commandLine: '',
    loaders: undefined,
    matchLabels: undefined,
    bootparams: undefined,
    files: {},
    install: undefined,
    ...over,
  };
}

/** Our interface, with addresses written as `10.79.0.1/24`. */
export function labWire(...addresses: readonly string[]): ServerWire {
  return {
    name: 'eth0',
    mac: mac('02:ff:00:00:00:01'),
    mtu: 1500,
    addresses: addresses.map((text) => {
      const [address = '', prefix = ''] = text.split('/');
      return { address: ip(address), network: networkOf(ip(address), Number(prefix)) };
    }),
  };
}

/** What the directory would say about these networks. */
export function labLookups(networks: readonly KnownNetwork[]): NetworkLookups & {
  networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
} {
  const find = (address: Ipv4Address): KnownNetwork | undefined =>
    networks.find(({ cidr }) => networkContains(cidr, address));
  return {
    networkOf: find,
    networksOnWire: (wire) => networksOnWire(wire, networks),
    networksAround: (address) => {
      const found = find(address) ?? networks.find(({ relays }) => relays.includes(address));
      return found === undefined ? [] : networksSharing(found, networks);
    },
  };
}
