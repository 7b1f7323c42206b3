import type { Instant } from '../values/instant.js';
import type { NetworkLeases } from './network-leases.js';

/** How full the pools of a network are, in addresses. */
export interface PoolUse {
  readonly size: number;
  readonly leased: number;
  readonly offered: number;
  readonly quarantined: number;
  /** The rest: also what was released or has expired. */
  readonly free: number;
}

/** Counts what stands in the pools now; leases of addresses that are in them no more do not count. */
export function countPoolUse(leases: NetworkLeases, now: Instant): PoolUse {
  const held = { leased: 0, offered: 0, quarantined: 0 };
  for (const { address, state, until } of leases.all()) {
    if (state !== 'released' && until > now && leases.inPool(address)) held[state] += 1;
  }
  const size = leases.poolSize;
  return { size, ...held, free: size - held.leased - held.offered - held.quarantined };
}
