import type { AllocationRules } from '../../addressing/allocate-address.js';
import type { LeaseClient } from '../../addressing/lease.js';
import { chooseBootPlan } from '../../boot/boot-policy.js';
import type { BootRequest } from '../../boot/boot-request.js';
import type { KnownMachine, KnownNetwork } from '../../boot/known-machine.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { UNKNOWN_MACHINE } from '../../boot/unknown-machine.js';
import { silent, type Silent } from '../verdict.js';
import { readNetworks, seatAt, type AddressSituation, type BootpSituation, type ClientFacts } from './client-facts.js';
import { CLIENT_IDENTIFIER } from './option-codes.js';

/** A client whose address comes from pools: of a machine that has none of its own here, or of nobody we know. */
export interface PoolClient {
  readonly machine: KnownMachine;
  readonly request: BootRequest;
  /** The networks with pools on the client's wire, at least one. */
  readonly networks: readonly KnownNetwork[];
}

/** Undefined: no network on the client's wire gives addresses from pools. */
export function readPoolClient(situation: BootpSituation, request: BootRequest): PoolClient | undefined {
  const { wire, message, known } = situation;
  if (wire.addresses.length === 0) return undefined;
  const networks = readNetworks(situation).filter(({ mode }) => mode === 'pool');
  if (networks.length === 0) return undefined;
  // Without a hardware address and a client id nobody could tell it from the next one.
  if (message.mac === undefined && !message.options.has(CLIENT_IDENTIFIER)) return undefined;
  return { machine: known?.machine ?? UNKNOWN_MACHINE, request, networks };
}

/** The client on this network with this address; silence when its machine is paused. */
export function seatClient(
  situation: BootpSituation,
  { machine, request }: PoolClient,
  network: KnownNetwork,
  address: Ipv4Address,
): ClientFacts | Silent {
  const plan = chooseBootPlan({ request, machine, network, fileExists: situation.fileExists });
  if (request.boots && plan.kind === 'none' && plan.reason === 'paused') return silent('paused');
  return seatAt(situation, machine, network, address, request, plan);
}

/**
 * Who the client is to the leases of a network. A NIC of the inventory is its MAC, whichever client id its ROM, loader
 * or system sends (coreos/bugs#1432), and one that is known without a MAC is its machine; anybody else is its client id
 * (RFC 2131 §4.2, RFC 4361), or its MAC where it sends none or the network says so.
 */
export function readLeaseClient({ message, known }: BootpSituation, network: KnownNetwork): LeaseClient {
  const { mac } = message;
  const clientId = message.options.get(CLIENT_IDENTIFIER)?.toString('latin1') || undefined;
  if (known !== undefined) {
    const { machine, nic } = known;
    return { key: nic.mac ?? -machine.id, mac, clientId, machineId: machine.id };
  }
  const key = (network.matchClientId ? (clientId ?? mac) : (mac ?? clientId)) ?? '';
  return { key, mac, clientId, machineId: undefined };
}

/** What an allocation for this client may look at: addresses of other machines and our own are kept. */
export function readAllocationRules(situation: AddressSituation, machine: KnownMachine): AllocationRules {
  const { now, isOwnAddress, ownerOf } = situation;
  return {
    now,
    isKept: (address) => {
      const owner = ownerOf(address);
      return (owner !== undefined && owner.id !== machine.id) || isOwnAddress(address);
    },
  };
}
