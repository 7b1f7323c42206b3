import type { KnownMachine } from '../boot/known-machine.js';
import type { MachineDirectory, MachineNic } from '../inventory/machine-directory.js';
import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { BorrowedAddresses, Borrower } from './borrowed-addresses.js';
import type { LeaseBook } from './lease-book.js';
import { isHeld } from './lease.js';

/** Which machine of the inventory uses an address: by its record, by a lease that it holds, or by another server's. */
export class AddressOwners {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly leases: LeaseBook,
    private readonly borrowed: BorrowedAddresses,
  ) {}

  /**
   * The machine that is at this address now. A lease that somebody holds comes before the records: an address that
   * became a machine's while a client of the pool held it is its own when that lease is over, and until then the client
   * must not get what is meant for the machine.
   */
  ownerOf(address: Ipv4Address, now: Instant): MachineNic | undefined {
    const network = this.directory.networkOf(address);
    const lease = network && this.leases.ifAny(network)?.at(address);
    if (lease?.state === 'leased' && lease.client !== undefined && isHeld(lease, now)) return this.holder(lease.client);
    // On a network in mode proxy the other server gives any address to anybody, also one that a record has.
    const borrower = network?.mode === 'proxy' ? this.borrowed.borrowerOf(address) : undefined;
    return borrower === undefined ? this.directory.byIp(address) : this.holder(borrower);
  }

  /** An address that the machine holds by a lease; undefined when it holds none. */
  leasedAddressOf(machine: KnownMachine, now: Instant): Ipv4Address | undefined {
    for (const table of this.leases.tables()) {
      for (const { mac } of machine.nics) {
        const lease = table.of({ key: mac ?? -machine.id, mac, clientId: undefined, machineId: machine.id });
        if (lease?.state === 'leased' && isHeld(lease, now)) return lease.address;
      }
    }
    return undefined;
  }

  /** As DHCP would know the client today: its card may have come into the inventory, or to another machine, since. */
  private holder({ mac, machineId }: Borrower): MachineNic | undefined {
    const byMac = mac === undefined ? undefined : this.directory.byMac(mac);
    if (byMac !== undefined) return byMac;
    const machine = machineId === undefined ? undefined : this.directory.byId(machineId);
    // Known by its UUID, client id or switch port: the record has no NIC with this MAC.
    return machine && { machine, nic: { mac, ip: undefined } };
  }
}
