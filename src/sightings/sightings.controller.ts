import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import type { Page } from '../api/paging.js';
import { MacPipe } from '../inventory/mac.pipe.js';
import { machineView, type MachineView } from '../inventory/machines/machine.view.js';
import type { MacAddress } from '../values/mac-address.js';
import {
  adoptionInput,
  sightingPage,
  sightingQuery,
  sightingView,
  type AdoptionInput,
  type SightingQuery,
  type SightingView,
} from './sighting.schema.js';
import { SightingsService } from './sightings.service.js';

interface HeaderReply {
  header(name: string, value: string): unknown;
}

/** Hardware addresses that were seen and that no machine has. */
@Controller('api/v1/sightings')
export class SightingsController {
  constructor(private readonly sightings: SightingsService) {}

  @Operation({
    summary: 'Hardware addresses that asked for something and are not in the inventory, the latest first',
    tag: 'sightings',
    query: sightingQuery,
    answer: sightingPage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: sightingQuery }) query: SightingQuery): Promise<Page<SightingView>> {
    return this.sightings.list(query);
  }

  @Operation({ summary: 'One of them', tag: 'sightings', answer: sightingView, errors: [404, 422] })
  @Get(':mac')
  get(@Param('mac', MacPipe) mac: MacAddress): Promise<SightingView> {
    return this.sightings.get(mac);
  }

  @Operation({
    summary: 'Make a machine of it',
    tag: 'sightings',
    answer: machineView,
    status: 201,
    errors: [400, 404, 409, 422],
  })
  @Post(':mac/adopt')
  async adopt(
    @Param('mac', MacPipe) mac: MacAddress,
    @Body({ schema: adoptionInput }) input: AdoptionInput,
    @Res({ passthrough: true }) reply: HeaderReply,
  ): Promise<MachineView> {
    const machine = await this.sightings.adopt(mac, input);
    reply.header('location', `/api/v1/machines/${machine.id}`);
    return machine;
  }

  @Operation({
    summary: 'Forget it; it is back when it asks again',
    tag: 'sightings',
    status: 204,
    errors: [404, 422],
  })
  @Delete(':mac')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('mac', MacPipe) mac: MacAddress): Promise<void> {
    return this.sightings.remove(mac);
  }
}
