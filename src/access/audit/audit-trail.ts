import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import type { AuditQuery } from './audit.schema.js';

/** PostgreSQL refuses longer text. */
const LONGEST_PATH = 1024;

/** The table of the audit: rows are added and read, never changed. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  async add(entry: Omit<AuditEntryEntity, 'id'>): Promise<void> {
    const row = { ...entry, path: entry.path.slice(0, LONGEST_PATH) };
    await this.database.write((manager) => manager.insert(AuditEntryEntity, row));
  }

  /** The newest first. */
  async read({ cursor, limit, who, path }: AuditQuery): Promise<AuditEntryEntity[]> {
    return this.database.read((manager) => {
      const select = manager
        .createQueryBuilder(AuditEntryEntity, 'entry')
        .orderBy('entry.id', 'DESC')
        .limit(limit + 1);
      if (cursor !== undefined) select.andWhere('entry.id < :cursor', { cursor });
      if (who !== undefined) select.andWhere('entry.who = :who', { who });
      if (path !== undefined) select.andWhere('entry.path = :path', { path });
      return select.getMany();
    });
  }
}
