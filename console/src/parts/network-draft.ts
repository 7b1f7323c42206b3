import type { components } from '../client/schema';
import type { Network } from '../client/api';
import { listsOf, pairsOf, patchRecord, type Pair } from './pair-rows';

type NetworkInput = components['schemas']['NetworkInput'];

export interface RangeDraft {
  readonly from: string;
  readonly to: string;
}

/** A network as the form holds it: all text, as it is typed. */
export interface NetworkDraft {
  readonly name: string;
  readonly cidr: string;
  readonly gateway: string;
  readonly mode: Network['mode'];
  readonly pools: readonly RangeDraft[];
  readonly dns: string;
  readonly domain: string;
  readonly leaseSeconds: string;
  readonly profile: string;
  readonly files: readonly Pair[];
  readonly unknownClients: boolean;
  readonly interface: string;
  readonly sharedNetwork: string;
  readonly nextServer: string;
  readonly relays: string;
  readonly authoritative: boolean;
  /** Extra DHCP options: code and value. */
  readonly options: readonly Pair[];
}

const LEASE_SECONDS = '3600';

export const NEW_NETWORK: NetworkDraft = {
  name: '',
  cidr: '',
  gateway: '',
  mode: 'known',
  pools: [],
  dns: '',
  domain: '',
  leaseSeconds: LEASE_SECONDS,
  profile: '',
  files: [],
  unknownClients: false,
  interface: '',
  sharedNetwork: '',
  nextServer: '',
  relays: '',
  authoritative: true,
  options: [],
};

export function draftOfNetwork(network: Network): NetworkDraft {
  return {
    name: network.name,
    cidr: network.cidr,
    gateway: network.gateway ?? '',
    mode: network.mode,
    pools: network.pools,
    dns: network.dns.join(', '),
    domain: network.domain ?? '',
    leaseSeconds: String(network.leaseSeconds),
    profile: network.boot.profile ?? '',
    files: pairsOf(network.boot.files),
    unknownClients: network.boot.unknownClients,
    interface: network.interface ?? '',
    sharedNetwork: network.sharedNetwork ?? '',
    nextServer: network.nextServer ?? '',
    relays: network.relays.join(', '),
    authoritative: network.authoritative,
    options: network.options.map((option) => ({ key: String(option.code), value: textOfOption(option) })),
  };
}

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What was typed as a number; what is none goes as it is, so that the appliance says what is wrong with it. */
const numberOf = (text: string): unknown => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : text.trim());

type WrittenOption = Network['options'][number];

/** Octets stand behind a word of their own, since digits may be a text too. */
const HEX = /^hex\s+/i;

function textOfOption({ value, hex }: WrittenOption): string {
  if (hex !== undefined) return `hex ${hex}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The rows that say something, in the order in which they are sent. */
export const writtenOptions = ({ options }: NetworkDraft): readonly Pair[] =>
  options.filter(({ key, value }) => key.trim() !== '' || value.trim() !== '');

/** What was left as it was goes back as it was; lists and tags by name are written as JSON. */
function optionOf({ key, value }: Pair, before: Network | undefined): object {
  const text = value.trim();
  const code = numberOf(key);
  const unchanged = before?.options.find((option) => option.code === code && textOfOption(option) === text);
  if (unchanged !== undefined) return unchanged;
  return HEX.test(text) ? { code, hex: text.replace(HEX, '') } : { code, value: valueOf(text) };
}

function valueOf(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A merge patch (RFC 7396) that makes `before` what the form says; of a new network, all of it. */
export function patchOfNetwork(draft: NetworkDraft, before: Network | undefined): object {
  const pools = draft.pools
    .map(({ from, to }) => ({ from: from.trim(), to: to.trim() }))
    .filter(({ from, to }) => from !== '' || to !== '');
  return {
    name: draft.name.trim(),
    cidr: draft.cidr.trim(),
    gateway: orNull(draft.gateway),
    mode: draft.mode,
    pools,
    dns: wordsOf(draft.dns),
    domain: orNull(draft.domain),
    leaseSeconds: draft.leaseSeconds.trim() === '' ? null : numberOf(draft.leaseSeconds),
    boot: {
      profile: orNull(draft.profile),
      files: patchRecord(before?.boot.files ?? {}, listsOf(draft.files)),
      unknownClients: draft.unknownClients,
    },
    interface: orNull(draft.interface),
    sharedNetwork: orNull(draft.sharedNetwork),
    nextServer: orNull(draft.nextServer),
    relays: wordsOf(draft.relays),
    authoritative: draft.authoritative,
    options: writtenOptions(draft).map((pair) => optionOf(pair, before)),
  };
}

/** The appliance reads null as "not said", so what a patch holds is an input too. */
export const inputOfNetwork = (draft: NetworkDraft): NetworkInput => patchOfNetwork(draft, undefined) as NetworkInput;
