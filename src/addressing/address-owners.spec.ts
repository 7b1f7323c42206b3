import { describe, expect, it } from 'vitest';
import { ip, labMachine, labNetwork, mac } from '../../test/fakes/known-lab.js';
import type { KnownMachine, NetworkMode } from '../boot/known-machine.js';
import type { MachineDirectory } from '../inventory/machine-directory.js';
import { networkContains } from '../values/ipv4-network.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { AddressOwners } from './address-owners.js';
import { BorrowedAddresses } from './borrowed-addresses.js';
import { LeaseBook } from './lease-book.js';
import { NO_FACTS } from './lease.js';

const ADDRESS = ip('10.79.0.200');
const CARD = mac('02:00:00:00:00:01');
const OTHER_CARD = mac('02:00:00:00:00:02');
const network = labNetwork({ mode: 'pool', pools: [{ from: ADDRESS, to: ip('10.79.0.204') }] });
const BARE = labMachine({ id: 1, hostname: 'bare', nics: [{ mac: '02:00:00:00:00:01' }] });
const LATE = labMachine({ id: 2, hostname: 'late', nics: [{ mac: '02:00:00:00:00:09', ip: '10.79.0.200' }] });

function ownersOf(machines: readonly KnownMachine[], mode: NetworkMode = 'pool') {
  const home = { ...network, mode };
  const borrowed = new BorrowedAddresses();
  const nics = machines.flatMap((machine) => machine.nics.map((nic) => ({ machine, nic })));
  const directory: Pick<MachineDirectory, 'byIp' | 'byMac' | 'byId' | 'networkOf'> = {
    byIp: (address) => nics.find(({ nic }) => nic.ip === address),
    byMac: (wanted) => nics.find(({ nic }) => nic.mac === wanted),
    byId: (id) => machines.find((machine) => machine.id === id),
    networkOf: (address) => (networkContains(home.cidr, address) ? home : undefined),
  };
  const book = new LeaseBook();
  return { book, borrowed, owners: new AddressOwners(directory as MachineDirectory, book, borrowed) };
}

function lease(book: LeaseBook, card: MacAddress, machineId: number | undefined, expires: number): void {
  const client = { key: card, mac: card, clientId: undefined, machineId };
  const numbered = book.begin({
    kind: 'lease',
    network,
    address: ADDRESS,
    at: 1_000,
    client,
    facts: NO_FACTS,
    expires,
  });
  book.settle(numbered, true);
}

describe('the owner of an address', () => {
  it('is the machine whose lease it is, and nobody when the lease is over (field note D9: warewulf, known issues)', () => {
    const { book, owners } = ownersOf([BARE]);
    expect(owners.ownerOf(ADDRESS, 2_000)).toBeUndefined();
    lease(book, CARD, 1, 5_000);
    expect(owners.ownerOf(ADDRESS, 2_000)).toEqual({ machine: BARE, nic: BARE.nics[0] });
    expect(owners.leasedAddressOf(BARE, 2_000)).toBe(ADDRESS);
    expect(owners.ownerOf(ADDRESS, 5_000)).toBeUndefined();
    expect(owners.leasedAddressOf(BARE, 5_000)).toBeUndefined();
  });
  it('is a machine that came into the inventory after its lease', () => {
    const { book, owners } = ownersOf([BARE]);
    lease(book, CARD, undefined, 5_000);
    expect(owners.ownerOf(ADDRESS, 2_000)?.machine).toBe(BARE);
  });
  it('is a machine that DHCP knew by something else than its MAC', () => {
    const { book, owners } = ownersOf([BARE]);
    lease(book, OTHER_CARD, 1, 5_000);
    expect(owners.ownerOf(ADDRESS, 2_000)).toEqual({ machine: BARE, nic: { mac: OTHER_CARD, ip: undefined } });
  });
  it('is not the machine of the record while a stranger holds the lease', () => {
    const { book, owners } = ownersOf([LATE]);
    lease(book, CARD, undefined, 5_000);
    expect(owners.ownerOf(ADDRESS, 2_000)).toBeUndefined();
    expect(owners.ownerOf(ADDRESS, 5_000)?.machine).toBe(LATE);
  });
  it('is nobody by a machine that was deleted', () => {
    const { book, owners } = ownersOf([]);
    lease(book, CARD, 1, 5_000);
    expect(owners.ownerOf(ADDRESS, 2_000)).toBeUndefined();
  });
  it('is the machine of the record where no pool is, and outside of every network', () => {
    const elsewhere = labMachine({ id: 3, nics: [{ ip: '172.16.0.9' }] });
    expect(ownersOf([elsewhere]).owners.ownerOf(ip('172.16.0.9'), 2_000)?.machine).toBe(elsewhere);
  });
  it('is, beside another DHCP server, the machine that took the address there last, whatever a record says', () => {
    const { borrowed, owners } = ownersOf([BARE, LATE], 'proxy');
    expect(owners.ownerOf(ADDRESS, 2_000)?.machine).toBe(LATE);
    borrowed.borrow(ADDRESS, { mac: CARD, machineId: 1 });
    expect(owners.ownerOf(ADDRESS, 2_000)).toEqual({ machine: BARE, nic: BARE.nics[0] });
    borrowed.borrow(ADDRESS, { mac: OTHER_CARD, machineId: undefined });
    expect(owners.ownerOf(ADDRESS, 2_000)).toBeUndefined();
    borrowed.borrow(ADDRESS, { mac: OTHER_CARD, machineId: 2 });
    expect(owners.ownerOf(ADDRESS, 2_000)?.machine).toBe(LATE);
  });
  it('is not by what another server gave, where this appliance gives the addresses', () => {
    const { borrowed, owners } = ownersOf([BARE, LATE]);
    borrowed.borrow(ADDRESS, { mac: CARD, machineId: 1 });
    expect(owners.ownerOf(ADDRESS, 2_000)?.machine).toBe(LATE);
  });
  it('borrowed addresses are bounded: who asked longest ago is forgotten', () => {
    const borrowed = new BorrowedAddresses();
    for (let one = 0; one <= 65_536; one++)
      borrowed.borrow((ADDRESS + one) as Ipv4Address, { mac: CARD, machineId: 1 });
    expect(borrowed.borrowerOf(ADDRESS)).toBeUndefined();
    expect(borrowed.borrowerOf((ADDRESS + 1) as Ipv4Address)).toBeDefined();
  });
});
