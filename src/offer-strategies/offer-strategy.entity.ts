import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { OfferStrategy } from '../boot/offer-strategy.js';
import { INSTANT_COLUMN } from '../database/columns.js';

/** A row of strategies as the database keeps it; a column that is null fits every client. */
@Entity('offer_strategy')
export class OfferStrategyEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** The pattern as one text: unique. */
  @Column({ name: 'fingerprint_key', type: 'varchar', length: 1200 })
  fingerprintKey!: string;

  @Column({ type: 'integer', nullable: true })
  architecture!: number | null;

  @Column({ type: 'varchar', length: 7, nullable: true })
  undi!: string | null;

  @Column({ name: 'vendor_class', type: 'varchar', length: 64, nullable: true })
  vendorClass!: string | null;

  @Column({ type: 'text', nullable: true })
  parameters!: string | null;

  @Column({ type: 'varchar', length: 8, nullable: true })
  oui!: string | null;

  @Column({ type: 'varchar', length: 24 })
  strategy!: OfferStrategy;

  @Column({ type: 'boolean' })
  learned!: boolean;

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;

  @Column(INSTANT_COLUMN('updated_at'))
  updatedAt!: number;
}
