import { Column, Entity, PrimaryColumn } from 'typeorm';
import { INSTANT_COLUMN } from '../database/columns.js';

/** A hardware address that was seen and that no machine has. */
@Entity('sighting')
export class SightingEntity {
  @PrimaryColumn({ type: 'varchar', length: 17 })
  mac!: string;

  @Column(INSTANT_COLUMN('first_seen_at'))
  firstSeenAt!: number;

  @Column(INSTANT_COLUMN('last_seen_at'))
  lastSeenAt!: number;

  /** How many packets it sent. */
  @Column({ type: 'integer' })
  times!: number;

  @Column({ type: 'varchar', length: 15, nullable: true })
  interface!: string | null;

  /** What it said last. */
  @Column({ type: 'varchar', length: 16 })
  protocol!: string;

  @Column({ type: 'varchar', length: 80 })
  what!: string;

  /** The address that it had or was given last. */
  @Column({ type: 'varchar', length: 15, nullable: true })
  ip!: string | null;

  /** Facts of the last packet that had any: architecture, relay, vendor class. */
  @Column({ type: 'simple-json' })
  detail!: Record<string, string | number | boolean>;
}
