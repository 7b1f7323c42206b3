import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import {
  deliveryList,
  newWebhookView,
  testView,
  webhookInput,
  webhookList,
  webhookPatch,
  webhookView,
  type DeliveryView,
  type NewWebhookView,
  type TestView,
  type WebhookInput,
  type WebhookPatch,
  type WebhookView,
} from './webhook.schema.js';
import { Webhooks } from './webhooks.service.js';

const tag = 'webhooks';

/** Who is told what happens. All of it needs the role admin: the appliance posts to whatever URL stands here. */
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @Post()
  @Operation({
    tag,
    summary: 'Have events posted to a URL',
    description:
      'Each is a POST of JSON, signed: x-reveille-signature is sha256= and the HMAC-SHA256 of x-reveille-timestamp, a dot and the body. Needs the role admin.',
    answer: newWebhookView,
    status: 201,
    errors: [400, 403, 409, 422],
  })
  create(@Body({ schema: webhookInput }) input: WebhookInput): Promise<NewWebhookView> {
    return this.webhooks.create(input);
  }

  @Get()
  @Operation({ tag, summary: 'All webhooks', answer: webhookList, errors: [403] })
  list(): { readonly items: readonly WebhookView[] } {
    return { items: this.webhooks.list() };
  }

  @Get(':id')
  @Operation({ tag, summary: 'One webhook', answer: webhookView, errors: [403, 404] })
  get(@Param('id', RecordIdPipe) id: number): WebhookView {
    return this.webhooks.get(id);
  }

  @Patch(':id')
  @Operation({
    tag,
    summary: 'Change a webhook, or switch it on again',
    answer: webhookView,
    errors: [400, 403, 404, 412, 422],
  })
  update(
    @Param('id', RecordIdPipe) id: number,
    @Body({ schema: webhookPatch }) patch: WebhookPatch,
  ): Promise<WebhookView> {
    return this.webhooks.update(id, patch);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Operation({ tag, summary: 'Tell it nothing any more', status: 204, errors: [403, 404, 412] })
  remove(@Param('id', RecordIdPipe) id: number): Promise<void> {
    return this.webhooks.remove(id);
  }

  @Get(':id/deliveries')
  @Operation({
    tag,
    summary: 'What it was told, and what waits, the newest first',
    answer: deliveryList,
    errors: [403, 404],
  })
  async deliveries(@Param('id', RecordIdPipe) id: number): Promise<{ readonly items: readonly DeliveryView[] }> {
    return { items: await this.webhooks.deliveries(id) };
  }

  @Post(':id/test')
  @HttpCode(HttpStatus.OK)
  @Operation({ tag, summary: 'Tell it something now, and say how that went', answer: testView, errors: [403, 404] })
  test(@Param('id', RecordIdPipe) id: number): Promise<TestView> {
    return this.webhooks.test(id);
  }
}
