import { z } from 'zod';
import { formatInstant, type Instant } from '../values/instant.js';
import { formatIpv4Address } from '../values/ipv4-address.js';
import { formatMacAddress } from '../values/mac-address.js';
import type { KnownNetwork } from '../boot/known-machine.js';
import { describeRelayAgent } from '../wire/dhcp/describe-relay-agent.js';
import type { Lease } from './lease.js';

export const SHOWN_STATES = ['offered', 'leased', 'expired', 'released', 'quarantined'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

const text = z.string();
const moment = text.meta({ format: 'date-time' });

/** One sub-option of option 82. */
const relayAgentPart = z
  .object({
    code: z.number().int(),
    name: text.nullable().meta({ examples: ['circuit id'] }),
    text: text.nullable().meta({ description: 'Its value where that is text or an address', examples: ['Gi0/3'] }),
    hex: text,
  })
  .meta({ id: 'RelayAgentPart' });
type RelayAgentPartView = z.output<typeof relayAgentPart>;

/** A lease as REST shows it. What is not known is null. */
export const leaseView = z
  .object({
    ip: text,
    network: z.object({ id: z.number().int(), name: text }),
    state: z.enum(SHOWN_STATES),
    mac: text.nullable(),
    clientId: text.nullable().meta({ description: 'Option 61 in hexadecimal' }),
    machineId: z.number().int().nullable(),
    hostname: text.nullable().meta({ description: 'What the client calls itself (option 12)' }),
    vendorClass: text.nullable(),
    relayAgent: text.nullable().meta({ description: 'Option 82 in hexadecimal' }),
    relayAgentParts: z.array(relayAgentPart).meta({
      description: 'The same, sub-option by sub-option; circuitId and remoteId of a NIC take text or hex of 1 and 2',
    }),
    since: moment,
    until: moment.nullable().meta({ description: 'The end of the offer, the lease or the quarantine' }),
    reason: text.nullable(),
  })
  .meta({ id: 'Lease' });
export type LeaseView = z.output<typeof leaseView>;

export const leasePage = z.object({ items: z.array(leaseView), nextCursor: text.nullable() }).meta({ id: 'LeasePage' });

/** The state as people see it: a lease that ended is remembered as expired; undefined: nothing worth showing. */
export function shownStateOf(lease: Lease, now: Instant): ShownState | undefined {
  if (lease.until > now || lease.state === 'released') {
    return lease.state === 'released' && lease.client === undefined ? undefined : lease.state;
  }
  return lease.state === 'leased' ? 'expired' : undefined;
}

export function viewLease(lease: Lease, network: KnownNetwork, state: ShownState): LeaseView {
  const { client, facts } = lease;
  return {
    ip: formatIpv4Address(lease.address),
    network: { id: network.id, name: network.name },
    state,
    mac: client?.mac === undefined ? null : formatMacAddress(client.mac),
    clientId: client?.clientId === undefined ? null : hexOf(client.clientId),
    machineId: client?.machineId ?? null,
    hostname: facts.hostname ?? null,
    vendorClass: facts.vendorClass ?? null,
    relayAgent: facts.relayAgent === undefined ? null : hexOf(facts.relayAgent),
    relayAgentParts: partsOf(facts.relayAgent),
    since: formatInstant(lease.since),
    until: state === 'released' ? null : formatInstant(lease.until),
    reason: lease.reason ?? null,
  };
}

const hexOf = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('hex');

function partsOf(latin1: string | undefined): RelayAgentPartView[] {
  if (latin1 === undefined) return [];
  return describeRelayAgent(Buffer.from(latin1, 'latin1')).map((part) => ({
    code: part.code,
    name: part.name ?? null,
    text: part.text ?? null,
    hex: part.hex,
  }));
}
