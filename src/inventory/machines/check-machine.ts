import type { FieldError } from '../../api/problem.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { broadcastAddressOf, isHostAddressOf } from '../../values/ipv4-network.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { networkLabel, type InMemoryDirectory } from '../in-memory-directory.js';
import { profileFaults } from '../profiles/check-profile.js';
import type { NicInput } from './machine.schema.js';
import { knownNicDetails, writtenNicDetails } from './nic-details.js';

/** What stands against a machine: `invalid` is its own fault (422), `conflicts` is another record's place (409). */
interface MachineFindings {
  readonly invalid: readonly FieldError[];
  readonly conflicts: readonly FieldError[];
}

/** What is checked of a record that is to be written. */
export interface CheckedMachine {
  readonly hostname: string;
  readonly nics: readonly NicInput[];
  readonly profile?: string | undefined;
}

/** `machine 7 (ultra10)`, for messages; one that has no id yet comes with the same request. */
function machineLabel({ id, hostname }: Pick<KnownMachine, 'id' | 'hostname'>): string {
  return id < 0 ? `${hostname}, which is new too` : `machine ${id} (${hostname})`;
}

/** Why no machine may have this address, or undefined. */
function addressFault(directory: InMemoryDirectory, ip: Ipv4Address): string | undefined {
  const text = formatIpv4Address(ip);
  const network = directory.networkOf(ip);
  if (network === undefined) {
    const some = directory.networks().slice(0, 5).map(networkLabel).join(', ');
    const known =
      some === ''
        ? 'there is no network yet'
        : `the networks are ${some}${directory.networks().length > 5 ? ', …' : ''}`;
    return `${text} lies in no network: ${known}; add its network first: in the console, by reveille networks add, or by POST /api/v1/networks`;
  }
  if (isHostAddressOf(network.cidr, ip)) return undefined;
  const kind = ip === broadcastAddressOf(network.cidr) ? 'broadcast' : 'network';
  return `${text} is the ${kind} address of ${networkLabel(network)} and cannot be a machine's`;
}

/** Checks a machine against the rest of the inventory. `ownId`: the record it replaces, which is no conflict. */
export function checkMachine(
  directory: InMemoryDirectory,
  machine: CheckedMachine,
  ownId: number | undefined,
): MachineFindings {
  const invalid: FieldError[] = profileFaults(directory, 'boot.profile', machine.profile);
  const conflicts: FieldError[] = [];
  const conflict = (field: string, what: string, other: KnownMachine | undefined): void => {
    if (other !== undefined && other.id !== ownId)
      conflicts.push({ field, reason: `${what} belongs to ${machineLabel(other)}` });
  };
  conflict('hostname', `the host name ${machine.hostname}`, directory.byHostname(machine.hostname));
  machine.nics.forEach((nic, at) => {
    const { mac, ip } = nic;
    if (mac !== undefined) conflict(`nics[${at}].mac`, formatMacAddress(mac), directory.byMac(mac)?.machine);
    const details = writtenNicDetails(nic);
    if (details !== undefined) {
      for (const { field, by } of directory.takenIdentifiers(knownNicDetails(details)))
        conflict(`nics[${at}].${field}`, `this ${field}`, by.machine);
    }
    if (ip === undefined) return;
    const reason = addressFault(directory, ip);
    if (reason !== undefined) invalid.push({ field: `nics[${at}].ip`, reason });
    else conflict(`nics[${at}].ip`, formatIpv4Address(ip), directory.byIp(ip)?.machine);
  });
  return { invalid, conflicts };
}
