import { randomBytes } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { conflictProblem, notFoundProblem } from '../api/problem.js';
import { Journal, type JournalEvent } from '../journal/journal.port.js';
import { Log, type AreaLog } from '../logging/log.js';
import { renderWebhookBody, webhookEventOf } from './webhook-event.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhookStore, type NewDelivery } from './webhook-store.js';
import { WebhookEntity } from './webhook.entity.js';
import {
  viewDelivery,
  viewWebhook,
  type DeliveryView,
  type NewWebhookView,
  type TestView,
  type WebhookInput,
  type WebhookPatch,
  type WebhookView,
} from './webhook.schema.js';

const MOST_WEBHOOKS = 50;
const MOST_SHOWN = 200;
/** Events that wait for the disk; more at once is a hall that fails together, of which these tell enough. */
const MOST_HEARD = 1_000;

/** Who is told what happens. A packet pays for a look at its event; all else happens after its turn. */
@Injectable()
export class Webhooks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: AreaLog;
  private readonly known = new Map<number, WebhookEntity>();
  private heard: { readonly kind: string; readonly event: JournalEvent }[] = [];
  private lost = 0;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly store: WebhookStore,
    private readonly sender: WebhookSender,
    private readonly journal: Journal,
    log: Log,
  ) {
    this.log = log.area('webhooks');
  }

  async onApplicationBootstrap(): Promise<void> {
    const now = Date.now();
    for (const webhook of await this.store.webhooks()) {
      this.known.set(webhook.id, webhook);
      await this.store.hurry(webhook.id, now);
      this.sender.wake(webhook);
    }
    this.journal.hear((event) => this.hear(event));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.writing;
    await this.sender.stop();
  }

  list(): WebhookView[] {
    return [...this.known.values()].map(viewWebhook);
  }

  get(id: number): WebhookView {
    return viewWebhook(this.find(id));
  }

  async create({ secret = randomBytes(32).toString('base64url'), ...input }: WebhookInput): Promise<NewWebhookView> {
    if (this.known.size >= MOST_WEBHOOKS)
      throw conflictProblem([{ field: '', reason: `there are ${MOST_WEBHOOKS} webhooks already; delete one first` }]);
    const facts = { secret, disabledBecause: null, failingSince: null, createdAt: Date.now() };
    const webhook = Object.assign(new WebhookEntity(), input, facts);
    await this.store.add(webhook);
    this.known.set(webhook.id, webhook);
    return { ...viewWebhook(webhook), secret };
  }

  /** Switched on again, it is told what waits, and has as long as a new one. */
  async update(id: number, patch: WebhookPatch): Promise<WebhookView> {
    const webhook = this.find(id);
    const revived = patch.active === true ? { disabledBecause: null, failingSince: null } : {};
    Object.assign(webhook, patch, revived);
    await this.store.change(webhook);
    if (patch.active === false) await this.store.giveUp(id);
    else await this.store.hurry(id, Date.now());
    this.sender.wakeNow(webhook);
    return viewWebhook(webhook);
  }

  async remove(id: number): Promise<void> {
    const webhook = this.find(id);
    webhook.active = false;
    this.known.delete(id);
    await this.store.remove(id);
  }

  async deliveries(id: number): Promise<DeliveryView[]> {
    this.find(id);
    return (await this.store.deliveries(id, MOST_SHOWN)).map(viewDelivery);
  }

  /** Tells it something now, and says how that went; what waits is told too when it went well. */
  async test(id: number): Promise<TestView> {
    const webhook = this.find(id);
    const at = Date.now();
    const event: JournalEvent = { at, protocol: 'boot', what: 'test of a webhook', outcome: 'noted' };
    const body = renderWebhookBody('test', event);
    const { ok, status = null, problem = null } = await this.sender.post(webhook, { id: 0, event: 'test', body });
    if (ok && webhook.failingSince !== null) {
      await this.store.hurry(id, at);
      this.sender.wakeNow(webhook);
    }
    return { delivered: ok, status, problem };
  }

  private find(id: number): WebhookEntity {
    const webhook = this.known.get(id);
    if (webhook === undefined) throw notFoundProblem(`There is no webhook ${id}.`);
    return webhook;
  }

  /** Inside a packet's turn. */
  private hear(event: JournalEvent): void {
    if (this.known.size === 0) return;
    const kind = webhookEventOf(event);
    if (kind === undefined) return;
    if (this.heard.length >= MOST_HEARD) {
      this.lost += 1;
      return;
    }
    this.heard.push({ kind, event });
    this.writing ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.write())
      .catch((error: unknown) =>
        this.log.error({ err: error }, 'webhooks: events could not be written and are not told'),
      )
      .finally(() => {
        this.writing = undefined;
      });
  }

  private async write(): Promise<void> {
    while (this.heard.length > 0) {
      const batch = this.heard;
      this.heard = [];
      if (this.lost > 0) this.log.error(`webhooks: ${this.lost} events came too fast and are not told`);
      this.lost = 0;
      const wanted = [...this.known.values()].filter(({ active }) => active);
      const deliveries = batch.flatMap(({ kind, event }): NewDelivery[] => {
        const body = renderWebhookBody(kind, event);
        return wanted
          .filter(({ events }) => events.some((one) => one === kind))
          .map(({ id }) => ({ webhookId: id, event: kind, body, at: event.at }));
      });
      if (deliveries.length === 0) continue;
      const lost = await this.store.addDeliveries(deliveries, Date.now());
      if (lost > 0) this.log.error(`webhooks: ${lost} events waited for too long and made room for newer ones`);
      for (const webhook of wanted) this.sender.wake(webhook);
    }
  }
}
