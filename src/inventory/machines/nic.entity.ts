import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { WrittenNicDetails } from './nic-details.js';

/** One network port of a machine, or one more address of it, as the database keeps it. */
@Entity('nic')
export class NicEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** The foreign key to `machine`; the migration makes it. */
  @Column({ name: 'machine_id', type: 'integer' })
  machineId!: number;

  /** Place in the machine's list, from 0. */
  @Column({ type: 'integer' })
  position!: number;

  /** Printed the one way: 08:00:20:8e:48:de. */
  @Column({ type: 'varchar', length: 17, nullable: true })
  mac!: string | null;

  /** Dotted quad. */
  @Column({ type: 'varchar', length: 15, nullable: true })
  ip!: string | null;

  /** Null for the many that have nothing but MAC and address. */
  @Column({ type: 'simple-json', nullable: true })
  details!: WrittenNicDetails | null;
}
