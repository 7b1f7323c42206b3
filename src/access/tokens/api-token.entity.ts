import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../../api/caller.js';
import { BIG_NUMBER_COLUMN, INSTANT_COLUMN } from '../../database/columns.js';

/** A token for REST. What opens the door is not kept, only its digest. */
@Entity('api_token')
export class ApiTokenEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'varchar', length: 64 })
  name!: string;

  @Column({ type: 'varchar', length: 16 })
  role!: Role;

  /** SHA-256 in hexadecimal. The token has 256 random bits, so no salt and no slow digest is needed. */
  @Column({ type: 'varchar', length: 64 })
  digest!: string;

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;

  /** Null: never. */
  @Column(BIG_NUMBER_COLUMN('expires_at', true))
  expiresAt!: number | null;
}
