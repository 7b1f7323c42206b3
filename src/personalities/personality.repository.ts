import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { formatIpv4Address } from '../values/ipv4-address.js';
import { formatMacAddress } from '../values/mac-address.js';
import { PersonalityEntity } from './personality.entity.js';
import type { SeenPersonality } from './personality.js';

/** Rows of one statement: what makes them holds the event loop for less than a millisecond. */
const CHUNK = 250;
/** A machine's personalities that are kept; those that were not seen for the longest go first. */
export const MOST_OF_A_MACHINE = 16;

const COLUMNS = [
  'machine_id',
  'fingerprint',
  'kind',
  'mac',
  'client_id',
  'vendor_class',
  'user_class',
  'uuid',
  'architecture',
  'ip',
  'first_seen_at',
  'last_seen_at',
  'times',
];

/** PostgreSQL's types of the columns that are not text. */
const CASTS: Readonly<Record<string, string>> = {
  machine_id: '::int',
  fingerprint: '::bigint',
  architecture: '::int',
  first_seen_at: '::bigint',
  last_seen_at: '::bigint',
  times: '::int',
};

/** The table of personalities. */
@Injectable()
export class PersonalityRepository {
  private readonly addSql: string;
  private readonly forgetSql: string;

  constructor(private readonly database: Database) {
    const postgres = database.dataSource.options.type === 'postgres';
    const values = COLUMNS.map((name, at) => (postgres ? `(e->>${at})${CASTS[name] ?? ''}` : `value->>${at}`));
    const rows = postgres ? 'jsonb_array_elements($1::jsonb) AS e' : 'jsonb_each(?)';
    // A machine may have been deleted since it was seen.
    this.addSql =
      `INSERT INTO "personality" (${COLUMNS.map((name) => `"${name}"`).join(',')}) SELECT ${values.join(',')} FROM ${rows} ` +
      `WHERE EXISTS (SELECT 1 FROM "machine" WHERE "machine"."id"=${values[0]}) ` +
      'ON CONFLICT ("machine_id","fingerprint") DO UPDATE SET "last_seen_at"=excluded."last_seen_at",' +
      '"times"="personality"."times"+excluded."times","kind"=excluded."kind","ip"=COALESCE(excluded."ip","personality"."ip")';
    const ids = postgres ? 'SELECT (jsonb_array_elements_text($1::jsonb))::int' : 'SELECT "value" FROM json_each(?)';
    this.forgetSql =
      'DELETE FROM "personality" WHERE ("machine_id","fingerprint") IN (SELECT "machine_id","fingerprint" FROM (' +
      'SELECT "machine_id","fingerprint",ROW_NUMBER() OVER (PARTITION BY "machine_id" ORDER BY "last_seen_at" DESC,"fingerprint") AS "place" ' +
      `FROM "personality" WHERE "machine_id" IN (${ids})) AS "ranked" WHERE "place">${MOST_OF_A_MACHINE})`;
  }

  /** Adds what was seen to what is known already; each personality stands once among it. */
  async add(seen: readonly SeenPersonality[]): Promise<void> {
    for (let at = 0; at < seen.length; at += CHUNK) {
      const chunk = seen.slice(at, at + CHUNK);
      await this.database.statement(this.addSql, [JSON.stringify(chunk.map(rowOf))]);
      const machines = [...new Set(chunk.map(({ machineId }) => machineId))];
      await this.database.statement(this.forgetSql, [JSON.stringify(machines)]);
    }
  }

  /** The latest seen first. */
  async of(machineId: number): Promise<PersonalityEntity[]> {
    return this.database.read((manager) =>
      manager.find(PersonalityEntity, { where: { machineId }, order: { lastSeenAt: 'DESC', fingerprint: 'ASC' } }),
    );
  }
}

/** In the order of the columns. */
function rowOf(seen: SeenPersonality) {
  return [
    ...[seen.machineId, seen.fingerprint, seen.kind, seen.mac === undefined ? null : formatMacAddress(seen.mac)],
    ...[seen.clientId ?? null, seen.vendorClass ?? null, seen.userClass ?? null, seen.uuid ?? null],
    ...[seen.architecture ?? null, seen.ip === undefined ? null : formatIpv4Address(seen.ip)],
    ...[seen.firstAt, seen.lastAt, seen.times],
  ];
}
