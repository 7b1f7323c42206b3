import { z } from 'zod';

const count = z.number().int();

/** How full the pools of a network are, in addresses. */
export const poolUseView = z
  .object({
    size: count,
    leased: count,
    offered: count,
    quarantined: count,
    free: count.meta({ description: 'Addresses that nobody holds; those of machines inside the pools are among them' }),
  })
  .meta({ id: 'PoolUse' });
export type PoolUseView = z.output<typeof poolUseView>;

/** How networks are shown with their pool use: counted by the leases, which know the networks while the networks know nothing of them. */
export class PoolUses {
  private count: ((networkId: number) => PoolUseView | undefined) | undefined;

  /** `count` is asked whenever a network is shown; undefined where there is no such network. */
  countBy(count: (networkId: number) => PoolUseView | undefined): void {
    this.count = count;
  }

  of(networkId: number): PoolUseView | null {
    return this.count?.(networkId) ?? null;
  }
}
