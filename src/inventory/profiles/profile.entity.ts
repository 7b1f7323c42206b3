import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BootFiles } from '../../boot/boot-files.js';
import type { InstallRules } from '../../boot/install-rules.js';
import { INSTANT_COLUMN } from '../../database/columns.js';

/** A profile as the database keeps it. */
@Entity('profile')
export class ProfileEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** What machines and networks name it by; it never changes. */
  @Column({ type: 'varchar', length: 63 })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'text', nullable: true })
  kernel!: string | null;

  @Column({ type: 'simple-json' })
  initrds!: string[];

  @Column({ name: 'command_line', type: 'text' })
  commandLine!: string;

  @Column({ type: 'simple-json', nullable: true })
  loaders!: BootFiles | null;

  @Column({ name: 'match_labels', type: 'simple-json', nullable: true })
  matchLabels!: Record<string, string> | null;

  @Column({ type: 'simple-json', nullable: true })
  bootparams!: Record<string, string> | null;

  @Column({ type: 'simple-json' })
  files!: Record<string, string>;

  @Column({ name: 'install_rules', type: 'simple-json', nullable: true })
  installRules!: Partial<InstallRules> | null;

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;

  @Column(INSTANT_COLUMN('updated_at'))
  updatedAt!: number;
}
