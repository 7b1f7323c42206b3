import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Database } from '../database/database.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import { Bell } from './bell.js';
import { JournalRow } from './journal-row.entity.js';
import { ROW_COLUMNS } from './journal-row.render.js';

/** Which rows to read: the newest first, `before` an id for the next page. */
export interface JournalQuery {
  readonly machineId?: number | undefined;
  /** With a machine: also rows of these addresses from the time when no machine had them. Without: all rows of them. */
  readonly macs?: readonly MacAddress[] | undefined;
  /** Milliseconds since 1970; rows whose last repeat is older are left out. */
  readonly since?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Which rows to read on from: the oldest first, ids above `after` and up to `upTo`. */
export interface JournalFollowing extends Pick<JournalQuery, 'machineId' | 'macs' | 'limit'> {
  readonly after: number;
  readonly upTo: number;
}

/** PostgreSQL takes no text for these columns. */
const CASTS: Readonly<Partial<Record<(typeof ROW_COLUMNS)[number], string>>> = {
  at: '::bigint',
  last_at: '::bigint',
  repeats: '::int',
  machine_id: '::int',
};

/** How many old rows one delete takes, so that it never holds the database for long. */
const PRUNE_CHUNK = 5_000;

/** The journal's table. */
@Injectable()
export class JournalRepository {
  /** Told after every commit of new rows. */
  readonly written = new Bell();
  private readonly insertSql: string;
  private readonly postgres: boolean;

  constructor(private readonly database: Database) {
    const columns = ROW_COLUMNS.map((name) => `"${name}"`).join(',');
    this.postgres = database.dataSource.options.type === 'postgres';
    const values = ROW_COLUMNS.map((name, at) => (this.postgres ? `(e->>${at})${CASTS[name] ?? ''}` : `value->>${at}`));
    // As octets the rows need not become a string of JavaScript's; jsonb_each reads each of them once.
    const rows = this.postgres ? 'json_array_elements($1::json) AS e' : 'jsonb_each(CAST(? AS TEXT))';
    this.insertSql = `INSERT INTO "journal_events" (${columns}) SELECT ${values.join(',')} FROM ${rows}`;
  }

  /**
   * Writes rows in one statement and one commit.
   *
   * @param rows a JSON array of arrays, see `ROW_COLUMNS`
   */
  async insert(rows: Buffer): Promise<void> {
    await this.database.statement(this.insertSql, [this.postgres ? rows.toString() : rows]);
    this.written.ring();
  }

  async read(query: JournalQuery): Promise<JournalRow[]> {
    return this.database.read((manager) => this.select(manager, query).getMany());
  }

  async follow({ after, upTo, ...whose }: JournalFollowing): Promise<JournalRow[]> {
    return this.database.read((manager) =>
      selectOf(manager, whose)
        .orderBy('row.id', 'ASC')
        .andWhere('row.id > :after AND row.id <= :upTo', { after, upTo })
        .getMany(),
    );
  }

  /** The id of the newest row; 0 when there is none. */
  async newestId(): Promise<number> {
    const rows = await this.database.read((manager) =>
      manager.query<{ newest: number | string | null }[]>('SELECT MAX("id") AS "newest" FROM "journal_events"'),
    );
    return Number(rows[0]?.newest ?? 0);
  }

  private select(manager: EntityManager, query: JournalQuery): SelectQueryBuilder<JournalRow> {
    const select = selectOf(manager, query).orderBy('row.id', 'DESC');
    if (query.since !== undefined) select.andWhere('row.lastAt >= :since', { since: query.since });
    if (query.before !== undefined) select.andWhere('row.id < :before', { before: query.before });
    return select;
  }

  /** Deletes the oldest rows so that the newest `keep` stay, one chunk a call; true when more are to go. */
  async prune(keep: number): Promise<boolean> {
    return this.database.write(async (manager) => {
      const bounds = await manager.query<{ oldest: number | string | null; newest: number | string | null }[]>(
        'SELECT MIN("id") AS "oldest", MAX("id") AS "newest" FROM "journal_events"',
      );
      const oldest = Number(bounds[0]?.oldest ?? 0);
      const goal = Number(bounds[0]?.newest ?? 0) - keep;
      if (oldest === 0 || goal < oldest) return false;
      const upTo = Math.min(goal, oldest + PRUNE_CHUNK - 1);
      await manager.createQueryBuilder().delete().from(JournalRow).where('id <= :upTo', { upTo }).execute();
      return upTo < goal;
    });
  }
}

/** The rows of a machine, or of some hardware addresses, or all. */
function selectOf(
  manager: EntityManager,
  query: Pick<JournalQuery, 'machineId' | 'macs' | 'limit'>,
): SelectQueryBuilder<JournalRow> {
  const select = manager.createQueryBuilder(JournalRow, 'row').limit(query.limit);
  const macs = query.macs?.map(formatMacAddress) ?? [];
  if (query.machineId !== undefined) {
    const orUnknown = macs.length > 0 ? ' OR (row.machineId IS NULL AND row.mac IN (:...macs))' : '';
    select.andWhere(`(row.machineId = :machineId${orUnknown})`, { machineId: query.machineId, macs });
  } else if (macs.length > 0) {
    select.andWhere('row.mac IN (:...macs)', { macs });
  }
  return select;
}
