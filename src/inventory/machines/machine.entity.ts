import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BootFiles, BootMode } from '../../boot/boot-files.js';
import type { InstallRules } from '../../boot/install-rules.js';
import { INSTANT_COLUMN } from '../../database/columns.js';
import type { OfferStrategy } from '../../boot/offer-strategy.js';
import type { BootMenuView } from '../boot-menu.schema.js';
import type { NicEntity } from './nic.entity.js';

/** A machine as the database keeps it. */
@Entity('machine')
export class MachineEntity {
  /** Never used again after a delete, so that a journal's row keeps meaning one machine. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** As the operator wrote it. */
  @Column({ type: 'varchar', length: 253 })
  hostname!: string;

  /** Lower case: host names are unique without case (RFC 1123 §2.1). */
  @Column({ name: 'hostname_key', type: 'varchar', length: 253 })
  hostnameKey!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'simple-json' })
  labels!: Record<string, string>;

  @Column({ name: 'boot_mode', type: 'varchar', length: 16 })
  bootMode!: BootMode;

  @Column({ name: 'boot_files', type: 'simple-json', nullable: true })
  bootFiles!: BootFiles | null;

  @Column({ name: 'boot_menu', type: 'simple-json', nullable: true })
  bootMenu!: BootMenuView | null;

  @Column({ name: 'boot_strategy', type: 'varchar', length: 24, nullable: true })
  offerStrategy!: OfferStrategy | null;

  /** Name of the profile. */
  @Column({ type: 'varchar', length: 63, nullable: true })
  profile!: string | null;

  @Column({ name: 'install_rules', type: 'simple-json', nullable: true })
  installRules!: Partial<InstallRules> | null;

  @Column({ type: 'simple-json', nullable: true })
  bootparams!: Record<string, string> | null;

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;

  @Column(INSTANT_COLUMN('updated_at'))
  updatedAt!: number;

  /** In the order of their positions. Not a column: rows of `nic`, which the service reads and writes beside this one. */
  nics!: NicEntity[];
}
