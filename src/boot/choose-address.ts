import type { Ipv4Address } from '../values/ipv4-address.js';
import type { KnownMachine, KnownNic } from './known-machine.js';

/**
 * Which of a machine's addresses does it get on this wire? As in.rarpd looks up the host's name and takes the address
 * "on the right net": first the address of the very NIC that asks, then an address that the record ties to no MAC,
 * then an address of another NIC (cables swapped, or a Sun that uses one MAC on all of its ports).
 */
export function chooseAddress(
  machine: KnownMachine,
  nic: KnownNic,
  isOnWire: (address: Ipv4Address) => boolean,
): Ipv4Address | undefined {
  if (nic.ip !== undefined && isOnWire(nic.ip)) return nic.ip;
  let ofAnotherNic: Ipv4Address | undefined;
  for (const other of machine.nics) {
    if (other.ip === undefined || !isOnWire(other.ip)) continue;
    if (other.mac === undefined) return other.ip;
    ofAnotherNic ??= other.ip;
  }
  return ofAnotherNic;
}

export function hasAddress(machine: KnownMachine): boolean {
  return machine.nics.some((nic) => nic.ip !== undefined);
}
