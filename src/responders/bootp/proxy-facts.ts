import { chooseBootPlan } from '../../boot/boot-policy.js';
import type { BootRequest } from '../../boot/boot-request.js';
import { networkHolding } from '../../boot/choose-networks.js';
import type { KnownMachine, KnownNetwork } from '../../boot/known-machine.js';
import { UNKNOWN_MACHINE } from '../../boot/unknown-machine.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { networkContains } from '../../values/ipv4-network.js';
import { silent, type Silent } from '../verdict.js';
import { readNetworks, type BootpSituation, type ClientFacts } from './client-facts.js';

/** What a client boots where its address is not our business: the facts without NIC and address. */
export type BootFacts = Pick<
  ClientFacts,
  'machine' | 'network' | 'server' | 'nextServer' | 'request' | 'plan' | 'httpPort'
>;

/**
 * The network in mode proxy that this packet belongs to; undefined when addresses are ours to give: on another of the
 * networks of the wire the machine has an address of the record.
 */
export function proxyNetworkOf(situation: BootpSituation): KnownNetwork | undefined {
  const networks = readNetworks(situation);
  const proxy = networks.find(({ mode }) => mode === 'proxy');
  if (proxy === undefined || networks.length === 1) return proxy;
  const ours = networks.filter(({ mode }) => mode !== 'proxy');
  const nics = situation.known?.machine.nics ?? [];
  return nics.some(({ ip }) => ip !== undefined && networkHolding(ours, ip) !== undefined) ? undefined : proxy;
}

/** Who asks to boot on this network, and what does it boot? Silence with its reason where nothing is to be said. */
export function readBootFacts(
  situation: BootpSituation,
  network: KnownNetwork,
  request: BootRequest,
): BootFacts | Silent {
  const { known, fileExists, httpPort } = situation;
  const machine = known?.machine ?? stranger(network);
  if (machine === undefined) return silent('unknown-machine');
  const server = chooseOwnAddress(situation, network);
  if (server === undefined) return silent('interface-without-address');
  const plan = chooseBootPlan({ request, machine, network, fileExists });
  if (plan.kind === 'none' && plan.reason === 'paused') return silent('paused');
  const nextServer = known?.nic.details?.nextServer ?? network.nextServer;
  return { machine, network, server, nextServer, request, plan, httpPort };
}

function stranger(network: KnownNetwork): KnownMachine | undefined {
  return network.mode === 'pool' || network.bootsUnknown ? UNKNOWN_MACHINE : undefined;
}

/** Our address on that network; for relayed clients the one that the relay sent to; else the interface's primary one. */
function chooseOwnAddress(
  { wire, destinationAddress }: BootpSituation,
  network: KnownNetwork,
): Ipv4Address | undefined {
  const own =
    wire.addresses.find(({ address }) => networkContains(network.cidr, address)) ??
    wire.addresses.find(({ address }) => address === destinationAddress) ??
    wire.addresses[0];
  return own?.address;
}

/** Why there is nothing to say to a client that is to boot: for the detail of a silence. */
export function nothingToBoot({ plan }: BootFacts): Silent {
  return silent('nothing-to-boot', { why: plan.kind === 'none' ? plan.reason : 'no menu item fits' });
}
