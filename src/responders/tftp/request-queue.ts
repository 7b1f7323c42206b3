import type { Ipv4Address } from '../../values/ipv4-address.js';

/** How many requests may wait at the same time. */
export interface QueueLimits {
  readonly all: number;
  readonly perClient: number;
}

/** Counts the requests that wait, so that one address that asks without end leaves room to the others. */
export class RequestQueue {
  private waiting = 0;
  private readonly perClient = new Map<Ipv4Address, number>();

  constructor(private readonly limits: QueueLimits) {}

  get length(): number {
    return this.waiting;
  }

  /** False where there is no room, or where all of this address's share is taken. */
  enter(address: Ipv4Address): boolean {
    const own = this.perClient.get(address) ?? 0;
    if (this.waiting >= this.limits.all || own >= this.limits.perClient) return false;
    this.waiting += 1;
    this.perClient.set(address, own + 1);
    return true;
  }

  leave(address: Ipv4Address): void {
    this.waiting -= 1;
    const left = (this.perClient.get(address) ?? 1) - 1;
    if (left === 0) this.perClient.delete(address);
    else this.perClient.set(address, left);
  }
}
