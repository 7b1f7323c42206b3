import type { Lease } from './lease.js';

/**
 * Leases in the order in which they came, linked through themselves: taking one out of the middle costs no search. A
 * lease stands in one list at most, the one that it names.
 */
export class LeaseList {
  first: Lease | undefined;
  private last: Lease | undefined;

  constructor(private readonly name: NonNullable<Lease['list']>) {}

  append(lease: Lease): void {
    lease.list = this.name;
    lease.before = this.last;
    lease.after = undefined;
    if (this.last === undefined) this.first = lease;
    else this.last.after = lease;
    this.last = lease;
  }

  prepend(lease: Lease): void {
    lease.list = this.name;
    lease.before = undefined;
    lease.after = this.first;
    if (this.first === undefined) this.last = lease;
    else this.first.before = lease;
    this.first = lease;
  }

  remove(lease: Lease): void {
    if (lease.before === undefined) this.first = lease.after;
    else lease.before.after = lease.after;
    if (lease.after === undefined) this.last = lease.before;
    else lease.after.before = lease.before;
    lease.list = undefined;
    lease.before = undefined;
    lease.after = undefined;
  }
}
