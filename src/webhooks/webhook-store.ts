import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { Database } from '../database/database.js';
import { WebhookDeliveryEntity, WebhookEntity } from './webhook.entity.js';

/** Deliveries of one webhook that wait, or are kept to be looked at; the oldest make room for new ones. */
export const MOST_KEPT = 1_000;

/** A thing to be told to one webhook. */
export interface NewDelivery {
  readonly webhookId: number;
  readonly event: string;
  readonly body: string;
  readonly at: number;
}

/** The tables of webhooks and their deliveries. */
@Injectable()
export class WebhookStore {
  constructor(private readonly database: Database) {}

  webhooks(): Promise<WebhookEntity[]> {
    return this.database.read((manager) => manager.find(WebhookEntity, { order: { id: 'ASC' } }));
  }

  async add(webhook: WebhookEntity): Promise<void> {
    await this.database.write((manager) => manager.insert(WebhookEntity, webhook));
  }

  /** Writes what has changed; nothing when it was deleted meanwhile. */
  async change({ id, ...facts }: WebhookEntity): Promise<void> {
    await this.database.write((manager) => manager.update(WebhookEntity, { id }, facts));
  }

  async remove(id: number): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.delete(WebhookDeliveryEntity, { webhookId: id });
      await manager.delete(WebhookEntity, { id });
    });
  }

  /** Writes deliveries to be told at once; answers how many that waited were given up for them. */
  async addDeliveries(deliveries: readonly NewDelivery[], now: number): Promise<number> {
    return this.database.write(async (manager) => {
      const rows = deliveries.map(({ at, ...delivery }) =>
        Object.assign(new WebhookDeliveryEntity(), {
          ...delivery,
          ...{ at, nextAt: now, state: 'waiting', attempts: 0, toldAt: null, status: null, problem: null },
        }),
      );
      await manager.insert(WebhookDeliveryEntity, rows);
      let lost = 0;
      for (const webhookId of new Set(deliveries.map((delivery) => delivery.webhookId))) {
        const old = await manager.find(WebhookDeliveryEntity, {
          where: { webhookId },
          order: { id: 'DESC' },
          skip: MOST_KEPT,
          take: MOST_KEPT,
        });
        if (old.length === 0) continue;
        lost += old.filter(({ state }) => state === 'waiting').length;
        await manager.delete(WebhookDeliveryEntity, { id: In(old.map(({ id }) => id)) });
      }
      return lost;
    });
  }

  /** The oldest delivery that is due. */
  due(webhookId: number, now: number): Promise<WebhookDeliveryEntity | null> {
    return this.database.read((manager) =>
      manager.findOne(WebhookDeliveryEntity, {
        where: { webhookId, state: 'waiting', nextAt: LessThanOrEqual(now) },
        order: { id: 'ASC' },
      }),
    );
  }

  /** When the next one is due; undefined: none waits. */
  async nextAt(webhookId: number): Promise<number | undefined> {
    const next = await this.database.read((manager) =>
      manager.findOne(WebhookDeliveryEntity, { where: { webhookId, state: 'waiting' }, order: { nextAt: 'ASC' } }),
    );
    return next?.nextAt ?? undefined;
  }

  async changeDelivery({ id, ...facts }: WebhookDeliveryEntity): Promise<void> {
    await this.database.write((manager) => manager.update(WebhookDeliveryEntity, { id }, facts));
  }

  /** Whatever waits is due now. */
  async hurry(webhookId: number, now: number): Promise<void> {
    await this.database.write((manager) =>
      manager.update(WebhookDeliveryEntity, { webhookId, state: 'waiting' }, { nextAt: now }),
    );
  }

  async giveUp(webhookId: number): Promise<void> {
    await this.database.write((manager) =>
      manager.update(WebhookDeliveryEntity, { webhookId, state: 'waiting' }, { state: 'given-up', nextAt: null }),
    );
  }

  /** The newest first. */
  deliveries(webhookId: number, limit: number): Promise<WebhookDeliveryEntity[]> {
    return this.database.read((manager) =>
      manager.find(WebhookDeliveryEntity, { where: { webhookId }, order: { id: 'DESC' }, take: limit }),
    );
  }
}
