import { Injectable } from '@nestjs/common';
import { Log, type AreaLog } from '../logging/log.js';
import { postWebhook, type Posted } from './post-webhook.js';
import { decideRetry } from './retry.decision.js';
import { WebhookStore } from './webhook-store.js';
import type { WebhookDeliveryEntity, WebhookEntity } from './webhook.entity.js';

/** A timer's longest wait: after it the queue is looked at again. */
const LONGEST_SLEEP = 3_600_000;

/** Tells each webhook what waits for it, one after the other and in order, beside everything else. */
@Injectable()
export class WebhookSender {
  private readonly log: AreaLog;
  private readonly timers = new Map<number, NodeJS.Timeout>();
  private readonly running = new Map<number, Promise<void>>();
  private readonly again = new Set<number>();
  /** The pause after a failure is for all that waits, and keeps its order. */
  private readonly notBefore = new Map<number, number>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly store: WebhookStore,
    log: Log,
  ) {
    this.log = log.area('webhooks');
  }

  /** Tells it what waits without a pause: it may be back. */
  wakeNow(webhook: WebhookEntity): void {
    this.notBefore.delete(webhook.id);
    this.wake(webhook);
  }

  /** Something waits for this webhook, perhaps; it is told when its pause is over. */
  wake(webhook: WebhookEntity): void {
    if (this.isStopping() || !webhook.active) return;
    const pause = (this.notBefore.get(webhook.id) ?? 0) - Date.now();
    if (pause > 0) {
      this.sleep(webhook, pause);
      return;
    }
    clearTimeout(this.timers.get(webhook.id));
    if (this.running.has(webhook.id)) {
      this.again.add(webhook.id);
      return;
    }
    const run = this.tellAll(webhook)
      // The database may be away; what waits is on the disk.
      .catch((error: unknown) => {
        this.log.error(
          { err: error },
          `webhook ${webhook.id}: what waits cannot be read or written; tried again later`,
        );
        this.sleep(webhook, LONGEST_SLEEP / 60);
      })
      .finally(() => {
        this.running.delete(webhook.id);
        if (this.again.delete(webhook.id)) this.wake(webhook);
      });
    this.running.set(webhook.id, run);
  }

  /** One delivery outside of the queue. */
  post(webhook: WebhookEntity, delivery: { id: number; event: string; body: string }): Promise<Posted> {
    return postWebhook(webhook, delivery, this.stopping.signal);
  }

  /** Breaks off what is under way: it is told again after the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running.values());
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async tellAll(webhook: WebhookEntity): Promise<void> {
    for (;;) {
      const delivery = await this.store.due(webhook.id, Date.now());
      if (delivery === null || !webhook.active || this.isStopping()) break;
      const posted = await this.post(webhook, delivery);
      // Broken off by us: that is no fault of the receiver.
      if (this.isStopping() && !posted.ok) return;
      await this.note(webhook, delivery, posted);
      if (!posted.ok) break;
    }
    const next = await this.store.nextAt(webhook.id);
    if (next !== undefined) this.sleep(webhook, Math.max(next, this.notBefore.get(webhook.id) ?? 0) - Date.now());
  }

  private async note(webhook: WebhookEntity, delivery: WebhookDeliveryEntity, posted: Posted): Promise<void> {
    const now = Date.now();
    delivery.attempts += 1;
    delivery.toldAt = now;
    delivery.status = posted.status ?? null;
    delivery.problem = posted.problem ?? null;
    if (posted.ok) {
      await this.store.changeDelivery(Object.assign(delivery, { state: 'delivered', nextAt: null }));
      if (webhook.failingSince === null) return;
      this.log.info(`webhook ${webhook.id}, ${webhook.url}: it takes what it is told again`);
      await this.store.change(Object.assign(webhook, { failingSince: null }));
      return;
    }
    const failingSince = webhook.failingSince ?? now;
    const verdict = decideRetry(delivery.attempts, failingSince, posted.status, now);
    if (verdict.kind === 'again') {
      this.notBefore.set(webhook.id, verdict.at);
      if (webhook.failingSince === null) {
        this.log.warn(
          `webhook ${webhook.id}, ${webhook.url}: ${posted.problem ?? ''}; tried again with growing pauses`,
        );
        await this.store.change(Object.assign(webhook, { failingSince }));
      }
      await this.store.changeDelivery(Object.assign(delivery, { nextAt: verdict.at }));
      return;
    }
    const disabledBecause = `${verdict.because} (${posted.problem ?? ''})`;
    this.log.error(
      `webhook ${webhook.id}, ${webhook.url}, is switched off: ${disabledBecause}. Mend it and set active`,
    );
    await this.store.changeDelivery(delivery);
    await this.store.change(Object.assign(webhook, { active: false, disabledBecause, failingSince }));
    await this.store.giveUp(webhook.id);
  }

  private sleep(webhook: WebhookEntity, milliseconds: number): void {
    if (this.isStopping()) return;
    clearTimeout(this.timers.get(webhook.id));
    const pause = Math.min(LONGEST_SLEEP, Math.max(0, milliseconds));
    this.timers.set(webhook.id, setTimeout(() => this.wake(webhook), pause).unref());
  }
}
