import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import type { BootFiles, BootMode } from '../../boot/boot-files.js';
import { INSTANT_COLUMN } from '../columns.js';

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

  @Column({ type: 'simple-json', nullable: true })
  bootparams!: Record<string, string> | null;

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;

  @Column(INSTANT_COLUMN('updated_at'))
  updatedAt!: number;

  @OneToMany(() => NicEntity, (nic) => nic.machine)
  nics!: NicEntity[];
}

/** One network port of a machine, or one more address of it. */
@Entity('nic')
export class NicEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'machine_id', type: 'integer' })
  machineId!: number;

  @ManyToOne(() => MachineEntity, (machine) => machine.nics, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'machine_id' })
  machine?: unknown;

  /** Place in the machine's list, from 0. */
  @Column({ type: 'integer' })
  position!: number;

  /** Printed the one way: 08:00:20:8e:48:de. */
  @Column({ type: 'varchar', length: 17, nullable: true })
  mac!: string | null;

  /** Dotted quad. */
  @Column({ type: 'varchar', length: 15, nullable: true })
  ip!: string | null;
}
