import type { MachineDirectory, MachineNic } from '../../inventory/machine-directory.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { readClientUuid } from '../../wire/dhcp/read-boot-client.js';
import type { RelayAgent } from '../../wire/dhcp/read-relay-agent.js';
import { formatUuid } from '../../wire/dhcp/uuid.js';
import { CLIENT_IDENTIFIER } from './option-codes.js';

/** What told us who the client is. */
export type IdentifiedBy = 'MAC' | 'UUID' | 'client id' | 'relay port';

export interface IdentifiedClient extends MachineNic {
  readonly by: IdentifiedBy;
}

/** As much of the directory as this asks. */
export type IdentityLookups = Pick<MachineDirectory, 'byMac' | 'byUuid' | 'byClientId' | 'byRelayPort'>;

/**
 * Which machine of the inventory asks? The MAC first: ROM, iPXE, installer and operating system of one machine come
 * with different client ids and have that in common (RFC 4361 §6.3 leaves the administrator this choice). Then the UUID
 * in either order of octets, the client id (InfiniBand has no other, RFC 4390), and the port of the switch.
 */
export function identifyClient(
  { mac, options }: BootpMessage,
  relayAgent: RelayAgent | undefined,
  directory: IdentityLookups,
): IdentifiedClient | undefined {
  const byMac = mac === undefined ? undefined : directory.byMac(mac);
  if (byMac !== undefined) return { machine: byMac.machine, nic: byMac.nic, by: 'MAC' };
  const uuid = readClientUuid(options);
  const byUuid = uuid && (directory.byUuid(formatUuid(uuid, 'efi')) ?? directory.byUuid(formatUuid(uuid, 'wire')));
  if (byUuid !== undefined) return { ...byUuid, by: 'UUID' };
  const clientId = options.get(CLIENT_IDENTIFIER);
  const byClientId = clientId && directory.byClientId(clientId);
  if (byClientId !== undefined) return { ...byClientId, by: 'client id' };
  const byPort = relayAgent && directory.byRelayPort(relayAgent.circuitId, relayAgent.remoteId);
  return byPort === undefined ? undefined : { ...byPort, by: 'relay port' };
}
