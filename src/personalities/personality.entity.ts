import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AS_NUMBER, INSTANT_COLUMN } from '../database/columns.js';
import type { PersonalityKind } from './personality.js';

/** One way in which a machine has presented itself. */
@Entity('personality')
export class PersonalityEntity {
  @PrimaryColumn({ name: 'machine_id', type: 'integer' })
  machineId!: number;

  /** What tells it from the machine's others: a number made of all that it says. */
  @PrimaryColumn({ type: 'bigint', transformer: AS_NUMBER })
  fingerprint!: number;

  @Column({ type: 'varchar', length: 16 })
  kind!: PersonalityKind;

  @Column({ type: 'varchar', length: 17, nullable: true })
  mac!: string | null;

  /** Option 61 in hexadecimal. */
  @Column({ name: 'client_id', type: 'text', nullable: true })
  clientId!: string | null;

  /** Option 60. */
  @Column({ name: 'vendor_class', type: 'text', nullable: true })
  vendorClass!: string | null;

  /** Option 77. */
  @Column({ name: 'user_class', type: 'text', nullable: true })
  userClass!: string | null;

  /** Option 97, octets in the order sent. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  uuid!: string | null;

  /** Option 93, the first of the list. */
  @Column({ type: 'integer', nullable: true })
  architecture!: number | null;

  /** The address that it was given or confirmed last. */
  @Column({ type: 'varchar', length: 15, nullable: true })
  ip!: string | null;

  @Column(INSTANT_COLUMN('first_seen_at'))
  firstSeenAt!: number;

  @Column(INSTANT_COLUMN('last_seen_at'))
  lastSeenAt!: number;

  /** How many of its requests were answered. */
  @Column({ type: 'integer' })
  times!: number;
}
