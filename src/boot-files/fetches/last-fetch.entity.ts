import { Column, Entity, PrimaryColumn } from 'typeorm';
import { INSTANT_COLUMN } from '../../database/columns.js';

/** Who fetched a boot file last. */
@Entity('boot_file_fetch')
export class LastFetchRow {
  @PrimaryColumn({ type: 'varchar', length: 1024 })
  name!: string;

  @Column(INSTANT_COLUMN('at'))
  at!: number;

  /** Dotted quad. */
  @Column({ type: 'varchar', length: 15 })
  address!: string;

  @Column({ name: 'machine_id', type: 'integer', nullable: true })
  machineId!: number | null;
}
