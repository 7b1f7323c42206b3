import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';

/** Who has an address from a server that is not ours. */
export interface Borrower {
  readonly mac: MacAddress | undefined;
  /** The machine as DHCP knew it: by its MAC, UUID, client id or switch port. */
  readonly machineId: number | undefined;
}

/** As many as a /16 has; beyond that the one that asked longest ago is forgotten. */
const MOST_ADDRESSES = 65_536;

/**
 * Addresses that clients took from another DHCP server, on networks in mode proxy: their REQUESTs are broadcast, and
 * say which. By these a machine is known that fetches its files from an address that is in no record. In memory; who
 * takes an address last has it.
 */
export class BorrowedAddresses {
  private readonly borrowers = new Map<Ipv4Address, Borrower>();

  borrow(address: Ipv4Address, borrower: Borrower): void {
    this.borrowers.delete(address);
    if (this.borrowers.size >= MOST_ADDRESSES) {
      const [oldest] = this.borrowers.keys();
      if (oldest !== undefined) this.borrowers.delete(oldest);
    }
    this.borrowers.set(address, borrower);
  }

  borrowerOf(address: Ipv4Address): Borrower | undefined {
    return this.borrowers.get(address);
  }
}
