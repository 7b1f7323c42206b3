import type { AddressRange, KnownNetwork } from '../boot/known-machine.js';
import type { Ipv4Address } from '../values/ipv4-address.js';

/** The addresses that a network gives from its pools: disjoint ranges in the order of their addresses. */
export class PoolRanges {
  private readonly ranges: readonly AddressRange[];
  /** How many addresses there are. */
  readonly size: number;

  constructor(network: Pick<KnownNetwork, 'pools' | 'excludes' | 'gateway' | 'dns'>) {
    // A router or name server that stands in the middle of a pool is never a client.
    const servers = network.gateway === undefined ? network.dns : [network.gateway, ...network.dns];
    const excluded = [...network.excludes, ...servers.map((address) => ({ from: address, to: address }))];
    this.ranges = excluded
      .reduce<readonly AddressRange[]>((left, hole) => left.flatMap((range) => without(range, hole)), network.pools)
      .toSorted((a, b) => a.from - b.from);
    this.size = this.ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  contains(address: Ipv4Address): boolean {
    return this.ranges.some(({ from, to }) => from <= address && address <= to);
  }

  /** The first address at or above this one; undefined when there is none. */
  atOrAbove(address: number): Ipv4Address | undefined {
    for (const { from, to } of this.ranges) {
      if (address <= to) return Math.max(from, address) as Ipv4Address;
    }
    return undefined;
  }
}

/** What is left of a range without the addresses of a hole. */
function without(range: AddressRange, hole: AddressRange): AddressRange[] {
  if (hole.to < range.from || range.to < hole.from) return [range];
  const left: AddressRange[] = [];
  if (range.from < hole.from) left.push({ from: range.from, to: (hole.from - 1) as Ipv4Address });
  if (hole.to < range.to) left.push({ from: (hole.to + 1) as Ipv4Address, to: range.to });
  return left;
}
