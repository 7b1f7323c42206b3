import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** PostgreSQL gives 64-bit integers as text; ours stay far below 2⁵³. */
const asNumber = { to: (value: number) => value, from: (value: string | number) => Number(value) };

/** One row of the timeline. Rows have no foreign key: what happened stays true when the machine is deleted. */
@Entity('journal_events')
export class JournalRow {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  /** PostgreSQL gives it as text. */
  id!: number | string;

  @Column({ type: 'bigint', transformer: asNumber })
  at!: number;

  /** When the last repeat came, and how many there were with the first. */
  @Column({ name: 'last_at', type: 'bigint', transformer: asNumber })
  lastAt!: number;

  @Column({ type: 'integer' })
  repeats!: number;

  @Column({ name: 'machine_id', type: 'integer', nullable: true })
  machineId!: number | null;

  @Column({ type: 'varchar', length: 17, nullable: true })
  mac!: string | null;

  @Column({ type: 'varchar', length: 15, nullable: true })
  ip!: string | null;

  @Column({ type: 'varchar', length: 15, nullable: true })
  interface!: string | null;

  @Column({ type: 'varchar', length: 16 })
  protocol!: string;

  @Column({ type: 'varchar', length: 80 })
  what!: string;

  @Column({ type: 'varchar', length: 8 })
  outcome!: 'answered' | 'silent' | 'noted';

  @Column({ type: 'varchar', length: 40, nullable: true })
  reason!: string | null;

  /** A flat JSON object, or null. */
  @Column({ type: 'text', nullable: true })
  detail!: string | null;
}
