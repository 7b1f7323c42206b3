import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { MergePatchPipe } from '../api/merge-patch.pipe.js';
import type { Page } from '../api/paging.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import { OfferStrategiesService } from './offer-strategies.service.js';
import {
  offerStrategyInput,
  offerStrategyPage,
  offerStrategyQuery,
  offerStrategyView,
  type OfferStrategyInput,
  type OfferStrategyQuery,
  type OfferStrategyView,
} from './offer-strategy.schema.js';

interface HeaderReply {
  header(name: string, value: string): unknown;
}

const TAG = 'offer strategies';
const PATCH_BODY = {
  schema: offerStrategyInput.partial().meta({ id: 'OfferStrategyPatch' }),
  contentTypes: ['application/merge-patch+json', 'application/json'],
};

@Controller('api/v1/offer-strategies')
export class OfferStrategiesController {
  constructor(private readonly strategies: OfferStrategiesService) {}

  @Operation({
    summary: 'Say how a kind of firmware is told what to boot on networks in mode proxy',
    tag: TAG,
    answer: offerStrategyView,
    status: 201,
    errors: [400, 409, 422],
  })
  @Post()
  async create(
    @Body({ schema: offerStrategyInput }) input: OfferStrategyInput,
    @Res({ passthrough: true }) reply: HeaderReply,
  ): Promise<OfferStrategyView> {
    const row = await this.strategies.create(input);
    reply.header('location', `/api/v1/offer-strategies/${row.id}`);
    return row;
  }

  @Operation({
    summary: 'List what was learned and what was set, in the order of the ids',
    tag: TAG,
    query: offerStrategyQuery,
    answer: offerStrategyPage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: offerStrategyQuery }) query: OfferStrategyQuery): Promise<Page<OfferStrategyView>> {
    return this.strategies.list(query);
  }

  @Operation({ summary: 'One strategy', tag: TAG, answer: offerStrategyView, errors: [404] })
  @Get(':id')
  get(@Param('id', RecordIdPipe) id: number): Promise<OfferStrategyView> {
    return this.strategies.get(id);
  }

  @Operation({
    summary: 'Change a strategy by a JSON merge patch (RFC 7396)',
    description: 'Members replace, null removes. A learned strategy that was changed counts as set by a person.',
    tag: TAG,
    body: PATCH_BODY,
    answer: offerStrategyView,
    errors: [400, 404, 409, 422],
  })
  @Patch(':id')
  patch(@Param('id', RecordIdPipe) id: number, @Body(MergePatchPipe) patch: object): Promise<OfferStrategyView> {
    return this.strategies.patch(id, patch);
  }

  @Operation({ summary: 'Forget a strategy; it is found out anew', tag: TAG, status: 204, errors: [404] })
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('id', RecordIdPipe) id: number): Promise<void> {
    return this.strategies.remove(id);
  }
}
