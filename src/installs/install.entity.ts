import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InstallProgress } from '../boot/install-state.js';

/** Where a machine's installation stands, as the database keeps it. */
@Entity('install')
export class InstallEntity {
  /** The foreign key to `machine`; the migration makes it. */
  @PrimaryColumn({ name: 'machine_id', type: 'integer' })
  machineId!: number;

  @Column({ type: 'simple-json' })
  progress!: InstallProgress;
}
