import { Column, Entity, PrimaryColumn } from 'typeorm';
import { INSTANT_COLUMN } from '../../database/columns.js';

/** A file marked `{% once %}` that a machine has had. */
@Entity('handed_out_file')
export class HandedOutFile {
  @PrimaryColumn({ name: 'machine_id', type: 'integer' })
  machineId!: number;

  @PrimaryColumn({ type: 'varchar', length: 1024 })
  name!: string;

  @Column(INSTANT_COLUMN('at'))
  at!: number;
}
