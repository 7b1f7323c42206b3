import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AS_NUMBER, BIG_NUMBER_COLUMN } from '../database/columns.js';
import type { LeaseState } from './lease.js';

/** How a lease's client is told from others: by its machine's record, its client id or its MAC. */
export type KnownBy = 'machine' | 'client-id' | 'mac';

/** What the database keeps of an address of a pool; offers stay in memory. */
@Entity('lease')
export class LeaseEntity {
  /** As a number, the first octet most significant. */
  @PrimaryColumn({ type: 'bigint', transformer: AS_NUMBER })
  address!: number;

  /** The network when the row was written; at start an address belongs to the network that holds it then. */
  @Column({ name: 'network_id', type: 'integer' })
  networkId!: number;

  @Column({ type: 'varchar', length: 12 })
  state!: Exclude<LeaseState, 'offered'>;

  @Column({ type: 'varchar', length: 17, nullable: true })
  mac!: string | null;

  /** Option 61 in hexadecimal. */
  @Column({ name: 'client_id', type: 'text', nullable: true })
  clientId!: string | null;

  @Column({ name: 'machine_id', type: 'integer', nullable: true })
  machineId!: number | null;

  @Column({ name: 'known_by', type: 'varchar', length: 9, nullable: true })
  knownBy!: KnownBy | null;

  /** Option 12. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  hostname!: string | null;

  /** Option 60. */
  @Column({ name: 'vendor_class', type: 'varchar', length: 255, nullable: true })
  vendorClass!: string | null;

  /** Option 82 in hexadecimal. */
  @Column({ name: 'relay_agent', type: 'text', nullable: true })
  relayAgent!: string | null;

  /** When the state began, in milliseconds since 1970. */
  @Column(BIG_NUMBER_COLUMN('starts'))
  starts!: number;

  /** When the lease or the quarantine ends; when a released address was given back. */
  @Column(BIG_NUMBER_COLUMN('expires'))
  expires!: number;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}
