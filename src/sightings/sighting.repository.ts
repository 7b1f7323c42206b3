import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../database/database.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import type { Seen } from './sighting-book.js';
import { SightingEntity } from './sighting.entity.js';
import type { SightingQuery } from './sighting.schema.js';

/** SQLite takes so many values in one statement without complaint. */
const CHUNK = 500;
/** Kept at most; the oldest go first. */
const MOST_KEPT = 20_000;
const WHAT_LENGTH = 80;

/** The table of sightings. */
@Injectable()
export class SightingRepository {
  constructor(private readonly database: Database) {}

  /** Adds what was seen to what is known already. */
  async add(seen: readonly Seen[]): Promise<void> {
    for (let at = 0; at < seen.length; at += CHUNK) await this.addChunk(seen.slice(at, at + CHUNK));
    await this.forgetOldest();
  }

  private async addChunk(seen: readonly Seen[]): Promise<void> {
    await this.database.write(async (manager) => {
      const macs = seen.map(({ mac }) => formatMacAddress(mac));
      const known = await manager.findBy(SightingEntity, { mac: In(macs) });
      const byMac = new Map(known.map((row) => [row.mac, row]));
      const rows = seen.map((one) => merge(byMac.get(formatMacAddress(one.mac)), one));
      await manager.upsert(SightingEntity, rows, ['mac']);
    });
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

function merge(known: SightingEntity | undefined, seen: Seen): SightingEntity {
  const { last } = seen;
  return Object.assign(new SightingEntity(), {
    mac: formatMacAddress(seen.mac),
    firstSeenAt: known?.firstSeenAt ?? seen.firstAt,
    lastSeenAt: seen.lastAt,
    times: (known?.times ?? 0) + seen.times,
    interface: last.interface ?? known?.interface ?? null,
    protocol: last.protocol,
    what: last.what.slice(0, WHAT_LENGTH),
    ip: last.ip ?? known?.ip ?? null,
    detail: { ...known?.detail, ...seen.detail },
  });
}
