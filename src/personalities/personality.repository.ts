import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { formatIpv4Address } from '../values/ipv4-address.js';
import { formatMacAddress } from '../values/mac-address.js';
import { PersonalityEntity } from './personality.entity.js';
import type { SeenPersonality } from './personality.js';

/** Machines in one transaction: SQLite takes so many values in one statement without complaint. */
const CHUNK = 200;
/** A machine's personalities that are kept; those that were not seen for the longest go first. */
export const MOST_OF_A_MACHINE = 16;

/** The table of personalities. */
@Injectable()
export class PersonalityRepository {
  constructor(private readonly database: Database) {}

  /** Adds what was seen to what is known already. */
  async add(seen: readonly SeenPersonality[]): Promise<void> {
    const byMachine = byMachineOf(seen);
    const machines = [...byMachine.keys()];
    for (let at = 0; at < machines.length; at += CHUNK) {
      const ids = machines.slice(at, at + CHUNK);
      await this.database.write((manager) => addTo(manager, ids, byMachine));
    }
  }

  /** The latest seen first. */
  async of(machineId: number): Promise<PersonalityEntity[]> {
    return this.database.read((manager) =>
      manager.find(PersonalityEntity, { where: { machineId }, order: { lastSeenAt: 'DESC', fingerprint: 'ASC' } }),
    );
  }
}

async function addTo(
  manager: EntityManager,
  machineIds: readonly number[],
  byMachine: ReadonlyMap<number, readonly SeenPersonality[]>,
): Promise<void> {
  const known = await manager.findBy(PersonalityEntity, { machineId: In(machineIds) });
  const before = byMachineOf(known);
  const rows: PersonalityEntity[] = [];
  const forgotten: PersonalityEntity[] = [];
  for (const machineId of machineIds) {
    const merged = new Map((before.get(machineId) ?? []).map((row) => [row.fingerprint, row]));
    const fresh = (byMachine.get(machineId) ?? []).map((one) => merge(merged.get(one.fingerprint), one));
    for (const row of fresh) merged.set(row.fingerprint, row);
    const latest = [...merged.values()].sort((one, other) => other.lastSeenAt - one.lastSeenAt);
    const kept = new Set(latest.slice(0, MOST_OF_A_MACHINE));
    rows.push(...fresh.filter((row) => kept.has(row)));
    forgotten.push(
      ...latest
        .slice(MOST_OF_A_MACHINE)
        .filter((row) => before.get(machineId)?.some((old) => old.fingerprint === row.fingerprint)),
    );
  }
  for (const { machineId, fingerprint } of forgotten)
    await manager.delete(PersonalityEntity, { machineId, fingerprint });
  if (rows.length > 0) await manager.upsert(PersonalityEntity, rows, ['machineId', 'fingerprint']);
}

function byMachineOf<Of extends { readonly machineId: number }>(all: readonly Of[]): Map<number, Of[]> {
  const byMachine = new Map<number, Of[]>();
  for (const one of all) {
    const known = byMachine.get(one.machineId);
    if (known === undefined) byMachine.set(one.machineId, [one]);
    else known.push(one);
  }
  return byMachine;
}

function merge(known: PersonalityEntity | undefined, seen: SeenPersonality): PersonalityEntity {
  return Object.assign(new PersonalityEntity(), {
    machineId: seen.machineId,
    fingerprint: seen.fingerprint,
    kind: seen.kind,
    mac: seen.mac === undefined ? null : formatMacAddress(seen.mac),
    clientId: seen.clientId ?? null,
    vendorClass: seen.vendorClass ?? null,
    userClass: seen.userClass ?? null,
    uuid: seen.uuid ?? null,
    architecture: seen.architecture ?? null,
    ip: seen.ip === undefined ? (known?.ip ?? null) : formatIpv4Address(seen.ip),
    firstSeenAt: known?.firstSeenAt ?? seen.firstAt,
    lastSeenAt: seen.lastAt,
    times: (known?.times ?? 0) + seen.times,
  });
}
