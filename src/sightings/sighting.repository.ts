import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../database/database.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import type { Seen } from './sighting-book.js';
import { SightingEntity } from './sighting.entity.js';
import type { SightingQuery } from './sighting.schema.js';

/** Rows of one statement: what makes them holds the event loop for less than a millisecond. */
const CHUNK = 250;
/** Kept at most; the oldest go first. */
const MOST_KEPT = 20_000;
const WHAT_LENGTH = 80;

const COLUMNS = ['mac', 'first_seen_at', 'last_seen_at', 'times', 'interface', 'protocol', 'what', 'ip', 'detail'];

/** PostgreSQL's types of the columns that are not text. */
const CASTS: Readonly<Record<string, string>> = {
  first_seen_at: '::bigint',
  last_seen_at: '::bigint',
  times: '::int',
};

/** The table of sightings. */
@Injectable()
export class SightingRepository {
  private readonly addSql: string;

  constructor(private readonly database: Database) {
    const postgres = database.dataSource.options.type === 'postgres';
    const values = COLUMNS.map((name, at) => (postgres ? `(e->>${at})${CASTS[name] ?? ''}` : `value->>${at}`));
    // SQLite takes ON CONFLICT for a join without the WHERE.
    const rows = postgres ? 'jsonb_array_elements($1::jsonb) AS e' : 'jsonb_each(?) WHERE true';
    const detail = postgres
      ? '("sighting"."detail"::jsonb || excluded."detail"::jsonb)::text'
      : 'json_patch("sighting"."detail", excluded."detail")';
    this.addSql =
      `INSERT INTO "sighting" (${COLUMNS.map((name) => `"${name}"`).join(',')}) SELECT ${values.join(',')} FROM ${rows} ` +
      'ON CONFLICT ("mac") DO UPDATE SET "last_seen_at"=excluded."last_seen_at","times"="sighting"."times"+excluded."times",' +
      '"interface"=COALESCE(excluded."interface","sighting"."interface"),"protocol"=excluded."protocol",' +
      `"what"=excluded."what","ip"=COALESCE(excluded."ip","sighting"."ip"),"detail"=${detail}`;
  }

  /** Adds what was seen to what is known already; a hardware address stands once among it. */
  async add(seen: readonly Seen[]): Promise<void> {
    for (let at = 0; at < seen.length; at += CHUNK) {
      const rows = seen.slice(at, at + CHUNK).map(rowOf);
      await this.database.statement(this.addSql, [JSON.stringify(rows)]);
    }
    await this.forgetOldest();
  }

  private async forgetOldest(): Promise<void> {
    await this.database.write(async (manager) => {
      const [last] = await manager.find(SightingEntity, {
        order: { lastSeenAt: 'DESC' },
        skip: MOST_KEPT,
        take: 1,
      });
      if (last === undefined) return;
      await manager
        .createQueryBuilder()
        .delete()
        .from(SightingEntity)
        .where('last_seen_at <= :at', { at: last.lastSeenAt })
        .execute();
    });
  }

  /** The latest seen first. */
  async list({ limit, cursor }: SightingQuery): Promise<SightingEntity[]> {
    return this.database.read((manager) =>
      manager.find(SightingEntity, {
        order: { lastSeenAt: 'DESC', mac: 'ASC' },
        skip: cursor ?? 0,
        take: limit + 1,
      }),
    );
  }

  async get(mac: MacAddress): Promise<SightingEntity | undefined> {
    const row = await this.database.read((manager) =>
      manager.findOneBy(SightingEntity, { mac: formatMacAddress(mac) }),
    );
    return row ?? undefined;
  }

  /** Were there any, and are they gone now? */
  async remove(macs: readonly MacAddress[]): Promise<boolean> {
    const result = await this.database.write((manager) =>
      manager.delete(SightingEntity, { mac: In(macs.map(formatMacAddress)) }),
    );
    return (result.affected ?? 0) > 0;
  }
}

/** In the order of the columns. */
function rowOf({ mac, firstAt, lastAt, times, last, detail }: Seen) {
  return [
    ...[formatMacAddress(mac), firstAt, lastAt, times, last.interface ?? null, last.protocol],
    ...[last.what.slice(0, WHAT_LENGTH), last.ip ?? null, detail],
  ];
}
