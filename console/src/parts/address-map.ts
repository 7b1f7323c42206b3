import type { Lease, Machine, Network } from '../client/api';

export type AddressState = 'free' | 'outside' | 'reserved' | 'leased' | 'quarantined' | 'conflict';

export interface AddressCell {
  readonly ip: string;
  readonly state: AddressState;
  /** Who has it, or why nobody gets it. */
  readonly words: string;
  readonly machine: Machine | undefined;
}

export const BLOCK = 256;

/** Dotted quad → number; what is none gives NaN, which is in no range. */
export const ipNumber = (text: string): number => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

export const ipText = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** The first address of a network and how many there are. */
export function extentOf({ cidr }: Network): { readonly first: number; readonly count: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  return { first: ipNumber(address), count: 2 ** (32 - Number(bits)) };
}

/** Machines by their addresses; two of one address cannot be, for REST refuses the second. */
export function machinesByIp(machines: readonly Machine[]): ReadonlyMap<string, Machine> {
  return new Map(
    machines.flatMap((machine) => machine.nics.flatMap(({ ip }) => (ip === null ? [] : [[ip, machine] as const]))),
  );
}

/** The state of up to 256 addresses from `start` on. */
export function addressCells(
  network: Network,
  start: number,
  owners: ReadonlyMap<string, Machine>,
  leases: readonly Lease[],
): AddressCell[] {
  const { first, count } = extentOf(network);
  const end = Math.min(start + BLOCK, first + count);
  const byIp = new Map(leases.map((lease) => [lease.ip, lease]));
  const ranges = network.pools.map(({ from, to }) => [ipNumber(from), ipNumber(to)] as const);
  const cells: AddressCell[] = [];
  for (let value = start; value < end; value += 1) {
    const ip = ipText(value);
    const machine = owners.get(ip);
    const lease = byIp.get(ip);
    const inPool = ranges.some(([from, to]) => value >= from && value <= to);
    cells.push({ ip, machine, ...stateOf(machine, lease, inPool, network.gateway === ip) });
  }
  return cells;
}

function stateOf(
  machine: Machine | undefined,
  lease: Lease | undefined,
  inPool: boolean,
  isGateway: boolean,
): { readonly state: AddressState; readonly words: string } {
  const active = lease?.state === 'leased' || lease?.state === 'offered';
  const holder = lease?.hostname ?? lease?.mac ?? 'somebody';
  if (lease?.state === 'quarantined')
    return { state: 'quarantined', words: lease.reason ?? 'somebody else answered for it' };
  if (machine !== undefined && active && lease.machineId !== machine.id) {
    return { state: 'conflict', words: `reserved for ${machine.hostname}, leased to ${holder}` };
  }
  if (machine !== undefined) return { state: 'reserved', words: machine.hostname };
  if (active) return { state: 'leased', words: holder };
  if (isGateway) return { state: 'reserved', words: 'the gateway' };
  return inPool ? { state: 'free', words: 'free, in a pool' } : { state: 'outside', words: 'free, in no pool' };
}
