import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhookStore } from './webhook-store.js';
import { WebhooksController } from './webhooks.controller.js';
import { Webhooks } from './webhooks.service.js';

/** Who is told what happens. */
@Module({
  imports: [JournalModule],
  controllers: [WebhooksController],
  providers: [WebhookStore, WebhookSender, Webhooks],
})
export class WebhooksModule {}
