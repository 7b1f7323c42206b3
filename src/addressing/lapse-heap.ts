import type { Instant } from '../values/instant.js';
import type { Lease } from './lease.js';

/**
 * Leases by the moment at which they lapse, the next one first: a binary heap. A lease stands in it once; when its end
 * moves away, as with every renewal, it keeps its place until that comes up, so that a renewal costs nothing here.
 */
export class LapseHeap {
  private readonly leases: Lease[] = [];

  /** The lease must be looked at no later than `at`. */
  schedule(lease: Lease, at: Instant): void {
    if (lease.heapIndex < 0) {
      lease.heapIndex = this.leases.length;
      this.leases.push(lease);
    } else if (at >= lease.heapAt) {
      return;
    }
    lease.heapAt = at;
    this.rise(lease);
  }

  /** Takes out the next lease whose moment has come; its end may have moved since. */
  takeDue(now: Instant): Lease | undefined {
    const first = this.leases[0];
    if (first === undefined || first.heapAt > now) return undefined;
    this.remove(first);
    return first;
  }

  remove(lease: Lease): void {
    const hole = lease.heapIndex;
    const last = this.leases.pop();
    lease.heapIndex = -1;
    if (last === undefined || last === lease) return;
    this.put(last, hole);
    this.sink(last);
    this.rise(last);
  }

  private rise(lease: Lease): void {
    let at = lease.heapIndex;
    while (at > 0) {
      const above = (at - 1) >>> 1;
      const parent = this.leases[above];
      if (parent === undefined || parent.heapAt <= lease.heapAt) break;
      this.put(parent, at);
      at = above;
    }
    this.put(lease, at);
  }

  private sink(lease: Lease): void {
    let at = lease.heapIndex;
    for (;;) {
      const left = this.leases[2 * at + 1];
      const right = this.leases[2 * at + 2];
      const child = right !== undefined && left !== undefined && right.heapAt < left.heapAt ? right : left;
      if (child === undefined || child.heapAt >= lease.heapAt) break;
      const below = child.heapIndex;
      this.put(child, at);
      at = below;
    }
    this.put(lease, at);
  }

  private put(lease: Lease, at: number): void {
    this.leases[at] = lease;
    lease.heapIndex = at;
  }
}
