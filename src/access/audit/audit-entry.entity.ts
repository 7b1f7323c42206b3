import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../../api/caller.js';
import { INSTANT_COLUMN } from '../../database/columns.js';

/** One write that was carried out: who, what, and the record before and after. Rows are never changed. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column(INSTANT_COLUMN('at'))
  at!: number;

  /** The name of the token. */
  @Column({ type: 'varchar', length: 64 })
  who!: string;

  @Column({ type: 'varchar', length: 16 })
  role!: Role;

  /** Where the request came from. */
  @Column({ type: 'varchar', length: 45 })
  address!: string;

  @Column({ type: 'varchar', length: 8 })
  method!: string;

  /** Path and query as they were asked. */
  @Column({ type: 'varchar', length: 1024 })
  path!: string;

  @Column({ type: 'integer' })
  status!: number;

  /** JSON as REST showed the record; null when there was none. */
  @Column({ type: 'text', nullable: true })
  before!: string | null;

  @Column({ type: 'text', nullable: true })
  after!: string | null;
}
