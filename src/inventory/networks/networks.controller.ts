import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { MergePatchPipe } from '../../api/merge-patch.pipe.js';
import type { Page } from '../../api/paging.js';
import { RecordIdPipe } from '../../api/record-id.pipe.js';
import { networkInput, networkPatch, networkQuery, type NetworkInput, type NetworkQuery } from './network.schema.js';
import { networkPage, networkView, type NetworkView } from './network.view.js';
import { NetworksService } from './networks.service.js';

interface HeaderReply {
  header(name: string, value: string): unknown;
}

const PATCH_BODY = { schema: networkPatch, contentTypes: ['application/merge-patch+json', 'application/json'] };

@Controller('api/v1/networks')
export class NetworksController {
  constructor(private readonly networks: NetworksService) {}

  @Operation({
    summary: 'Add a network',
    tag: 'networks',
    answer: networkView,
    status: 201,
    errors: [400, 409, 422],
  })
  @Post()
  async create(
    @Body({ schema: networkInput }) input: NetworkInput,
    @Res({ passthrough: true }) reply: HeaderReply,
  ): Promise<NetworkView> {
    const network = await this.networks.create(input);
    reply.header('location', `/api/v1/networks/${network.id}`);
    return network;
  }

  @Operation({
    summary: 'List networks in the order of their ids',
    tag: 'networks',
    query: networkQuery,
    answer: networkPage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: networkQuery }) query: NetworkQuery): Promise<Page<NetworkView>> {
    return this.networks.list(query);
  }

  @Operation({ summary: 'One network', tag: 'networks', answer: networkView, errors: [404] })
  @Get(':id')
  get(@Param('id', RecordIdPipe) id: number): Promise<NetworkView> {
    return this.networks.get(id);
  }

  @Operation({
    summary: 'Change a network by a JSON merge patch (RFC 7396)',
    description: 'Members replace, null removes, arrays are replaced as a whole.',
    tag: 'networks',
    body: PATCH_BODY,
    answer: networkView,
    errors: [400, 404, 409, 422],
  })
  @Patch(':id')
  patch(@Param('id', RecordIdPipe) id: number, @Body(MergePatchPipe) patch: object): Promise<NetworkView> {
    return this.networks.patch(id, patch);
  }

  @Operation({
    summary: 'Delete a network that holds no machine',
    tag: 'networks',
    status: 204,
    errors: [404, 409],
  })
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('id', RecordIdPipe) id: number): Promise<void> {
    return this.networks.remove(id);
  }
}
