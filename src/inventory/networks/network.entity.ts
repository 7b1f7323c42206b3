import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BootFiles } from '../../boot/boot-files.js';
import type { NetworkMode } from '../../boot/known-machine.js';
import type { RarpBehaviour } from '../../boot/rarp-behaviour.js';
import { BIG_NUMBER_COLUMN, INSTANT_COLUMN } from '../../database/columns.js';
import type { BootMenuView } from '../boot-menu.schema.js';
import type { WrittenOption } from '../written-option.js';

/** A range of addresses, both ends in it, dotted quads. */
interface AddressRange {
  readonly from: string;
  readonly to: string;
}

/** What clients of a network may send by TFTP. */
export interface NetworkUploads {
  readonly enabled: boolean;
  readonly maxBytes: number;
}

/** A network as the database keeps it. Addresses are dotted quads. */
@Entity('network')
export class NetworkEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'varchar', length: 63 })
  name!: string;

  /** Lower case: names are unique without case. */
  @Column({ name: 'name_key', type: 'varchar', length: 63 })
  nameKey!: string;

  @Column({ type: 'varchar', length: 18 })
  cidr!: string;

  @Column({ name: 'shared_network', type: 'varchar', length: 63, nullable: true })
  sharedNetwork!: string | null;

  @Column({ type: 'varchar', length: 15, nullable: true })
  interface!: string | null;

  @Column({ type: 'varchar', length: 16 })
  mode!: NetworkMode;

  @Column({ type: 'boolean' })
  authoritative!: boolean;

  @Column({ type: 'varchar', length: 15, nullable: true })
  gateway!: string | null;

  @Column({ type: 'simple-json' })
  dns!: string[];

  @Column({ type: 'varchar', length: 253, nullable: true })
  domain!: string | null;

  @Column(BIG_NUMBER_COLUMN('lease_seconds'))
  leaseSeconds!: number;

  @Column(BIG_NUMBER_COLUMN('min_lease_seconds', true))
  minLeaseSeconds!: number | null;

  @Column(BIG_NUMBER_COLUMN('max_lease_seconds', true))
  maxLeaseSeconds!: number | null;

  @Column({ name: 'match_client_id', type: 'boolean' })
  matchClientId!: boolean;

  @Column(BIG_NUMBER_COLUMN('t1_seconds', true))
  t1Seconds!: number | null;

  @Column(BIG_NUMBER_COLUMN('t2_seconds', true))
  t2Seconds!: number | null;

  @Column({ name: 'next_server', type: 'varchar', length: 15, nullable: true })
  nextServer!: string | null;

  @Column({ name: 'server_name', type: 'varchar', length: 253, nullable: true })
  serverName!: string | null;

  @Column({ type: 'simple-json', nullable: true })
  uploads!: NetworkUploads | null;

  @Column({ type: 'simple-json' })
  relays!: string[];

  @Column({ type: 'simple-json' })
  pools!: AddressRange[];

  @Column({ type: 'simple-json' })
  excludes!: AddressRange[];

  @Column({ name: 'boot_files', type: 'simple-json', nullable: true })
  bootFiles!: BootFiles | null;

  @Column({ name: 'boot_menu', type: 'simple-json', nullable: true })
  bootMenu!: BootMenuView | null;

  @Column({ name: 'boot_unknown', type: 'boolean', default: false })
  bootsUnknown!: boolean;

  /** Name of the profile of machines that have none. */
  @Column({ type: 'varchar', length: 63, nullable: true })
  profile!: string | null;

  /** Name of the profile of unknown hosts. */
  @Column({ name: 'unknown_profile', type: 'varchar', length: 63, nullable: true })
  unknownProfile!: string | null;

  /** Null: the default. */
  @Column({ type: 'simple-json', nullable: true })
  rarp!: RarpBehaviour | null;

  @Column({ type: 'simple-json' })
  options!: WrittenOption[];

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;

  @Column(INSTANT_COLUMN('updated_at'))
  updatedAt!: number;
}
