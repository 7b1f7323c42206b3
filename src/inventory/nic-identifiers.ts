import type { NicDetails } from '../boot/known-machine.js';
import type { MachineNic } from './machine-directory.js';

/** A field of a NIC whose identifier is another's, and whose. */
export interface TakenIdentifier {
  readonly field: 'clientId' | 'uuid' | 'circuitId' | 'remoteId';
  readonly by: MachineNic;
}

/**
 * What leads to a NIC besides its MAC: client id, UUID, port of a relay. Few inventories use them, so a lookup in an
 * empty index makes no text of the octets.
 */
export class NicIdentifiers {
  private readonly clientIds = new Map<string, MachineNic>();
  private readonly uuids = new Map<string, MachineNic>();
  private readonly relayPorts = new Map<string, MachineNic>();

  byClientId(clientId: Buffer): MachineNic | undefined {
    return this.clientIds.size === 0 ? undefined : this.clientIds.get(clientId.toString('hex'));
  }

  byUuid(uuid: string): MachineNic | undefined {
    return this.uuids.get(uuid);
  }

  byRelayPort(circuitId: Buffer | undefined, remoteId: Buffer | undefined): MachineNic | undefined {
    if (this.relayPorts.size === 0) return undefined;
    const circuit = circuitId?.toString('hex') ?? '';
    const remote = remoteId?.toString('hex') ?? '';
    return (
      this.relayPorts.get(`${circuit}/${remote}`) ??
      this.relayPorts.get(`${circuit}/`) ??
      this.relayPorts.get(`/${remote}`)
    );
  }

  /** Which NIC has an identifier of these already, and in which field. */
  taken(details: NicDetails): readonly TakenIdentifier[] {
    const clientId = firstIn(this.clientIds, details.clientIds);
    const uuid = details.uuid === undefined ? undefined : this.uuids.get(details.uuid);
    const port = firstIn(this.relayPorts, relayPortKeys(details));
    const taken: TakenIdentifier[] = [];
    if (clientId !== undefined) taken.push({ field: 'clientId', by: clientId });
    if (uuid !== undefined) taken.push({ field: 'uuid', by: uuid });
    if (port !== undefined) taken.push({ field: details.circuitIds.length > 0 ? 'circuitId' : 'remoteId', by: port });
    return taken;
  }

  add(details: NicDetails, entry: MachineNic): void {
    for (const clientId of details.clientIds) this.clientIds.set(clientId, entry);
    if (details.uuid !== undefined) this.uuids.set(details.uuid, entry);
    for (const key of relayPortKeys(details)) this.relayPorts.set(key, entry);
  }

  remove(details: NicDetails): void {
    for (const clientId of details.clientIds) this.clientIds.delete(clientId);
    if (details.uuid !== undefined) this.uuids.delete(details.uuid);
    for (const key of relayPortKeys(details)) this.relayPorts.delete(key);
  }
}

/** `<circuit>/<remote>`, each empty when the record leaves it open; none when it leaves both open. */
export function relayPortKeys({ circuitIds, remoteIds }: NicDetails): readonly string[] {
  if (circuitIds.length === 0) return remoteIds.map((remote) => `/${remote}`);
  if (remoteIds.length === 0) return circuitIds.map((circuit) => `${circuit}/`);
  return circuitIds.flatMap((circuit) => remoteIds.map((remote) => `${circuit}/${remote}`));
}

function firstIn(index: ReadonlyMap<string, MachineNic>, keys: readonly string[]): MachineNic | undefined {
  for (const key of keys) {
    const entry = index.get(key);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
