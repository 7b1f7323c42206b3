import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BIG_NUMBER_COLUMN, INSTANT_COLUMN } from '../database/columns.js';
import type { WebhookEvent } from './webhook-event.js';

/** Somebody who wants to be told. */
@Entity('webhook')
export class WebhookEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'varchar', length: 2048 })
  url!: string;

  /** Signs what is sent, so it is kept as it is. */
  @Column({ type: 'varchar', length: 256 })
  secret!: string;

  @Column({ type: 'simple-json' })
  events!: readonly WebhookEvent[];

  @Column({ type: 'boolean' })
  active!: boolean;

  /** Why we ourselves switched it off. */
  @Column({ name: 'disabled_because', type: 'text', nullable: true })
  disabledBecause!: string | null;

  /** Since when nothing arrives; null: the last one did. */
  @Column(BIG_NUMBER_COLUMN('failing_since', true))
  failingSince!: number | null;

  @Column(INSTANT_COLUMN('created_at'))
  createdAt!: number;
}

/** `waiting`: to be told, or told again; `delivered`; `given-up`: its webhook was switched off, or newer ones took its place. */
export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** One thing that one webhook is told. */
@Entity('webhook_delivery')
export class WebhookDeliveryEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'webhook_id', type: 'integer' })
  webhookId!: number;

  @Column({ type: 'varchar', length: 32 })
  event!: string;

  /** JSON, as it is sent but for its number. */
  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'varchar', length: 16 })
  state!: DeliveryState;

  @Column({ type: 'integer' })
  attempts!: number;

  @Column(INSTANT_COLUMN('at'))
  at!: number;

  @Column(BIG_NUMBER_COLUMN('next_at', true))
  nextAt!: number | null;

  @Column(BIG_NUMBER_COLUMN('told_at', true))
  toldAt!: number | null;

  @Column({ type: 'integer', nullable: true })
  status!: number | null;

  @Column({ type: 'text', nullable: true })
  problem!: string | null;
}
