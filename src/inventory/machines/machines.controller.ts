import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import type { Page } from '../../api/paging.js';
import { MergePatchPipe } from '../../api/merge-patch.pipe.js';
import type { MacAddress } from '../../values/mac-address.js';
import { MacPipe } from '../mac.pipe.js';
import { bulkInput, bulkQuery, bulkView, type BulkInput, type BulkQuery, type BulkView } from './bulk.schema.js';
import { BulkMachinesService } from './bulk-machines.service.js';
import { RecordIdPipe } from '../../api/record-id.pipe.js';
import { machineInput, machineQuery, type MachineInput, type MachineQuery } from './machine.schema.js';
import { machinePage, machineView, type MachineView } from './machine.view.js';
import { MachinesService } from './machines.service.js';

interface CreatedReply {
  status(code: number): CreatedReply;
  header(name: string, value: string): CreatedReply;
}

const PATCH_BODY = {
  schema: machineInput.partial().meta({ id: 'MachinePatch' }),
  contentTypes: ['application/merge-patch+json', 'application/json'],
};
const LOCATION = '/api/v1/machines';

@Controller('api/v1/machines')
export class MachinesController {
  constructor(
    private readonly machines: MachinesService,
    private readonly bulk: BulkMachinesService,
  ) {}

  @Operation({
    summary: 'Add a machine',
    tag: 'machines',
    answer: machineView,
    status: 201,
    errors: [400, 409, 422],
  })
  @Post()
  async create(
    @Body({ schema: machineInput }) input: MachineInput,
    @Res({ passthrough: true }) reply: CreatedReply,
  ): Promise<MachineView> {
    const machine = await this.machines.create(input);
    reply.header('location', `${LOCATION}/${machine.id}`);
    return machine;
  }

  @Operation({
    summary: 'Add or change up to 10 000 machines in one commit; each row has its own verdict',
    description:
      'A row is about the machine that has a MAC of its NICs, else about the one with its host name, else it is a new one.',
    tag: 'machines',
    query: bulkQuery,
    answer: bulkView,
    errors: [400, 409, 413, 422],
  })
  @Post('bulk')
  @HttpCode(HttpStatus.OK)
  upsert(
    @Body({ schema: bulkInput }) { machines }: BulkInput,
    @Query({ schema: bulkQuery }) query: BulkQuery,
  ): Promise<BulkView> {
    return this.bulk.upsert(machines, query);
  }

  @Operation({
    summary: 'List machines in the order of their ids',
    tag: 'machines',
    query: machineQuery,
    answer: machinePage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: machineQuery }) query: MachineQuery): Promise<Page<MachineView>> {
    return this.machines.list(query);
  }

  @Operation({ summary: 'The machine with this MAC', tag: 'machines', answer: machineView, errors: [404, 422] })
  @Get('by-mac/:mac')
  getByMac(@Param('mac', MacPipe) mac: MacAddress): Promise<MachineView> {
    return this.machines.getByMac(mac);
  }

  @Operation({
    summary: 'Make the machine with this MAC what the body says; adds it when there is none',
    description:
      'Idempotent: content that is there already writes nothing and leaves updatedAt as it is. 201 when added.',
    tag: 'machines',
    answer: machineView,
    mayCreate: true,
    errors: [400, 409, 422],
  })
  @Put('by-mac/:mac')
  async putByMac(
    @Param('mac', MacPipe) mac: MacAddress,
    @Body({ schema: machineInput }) input: MachineInput,
    @Res({ passthrough: true }) reply: CreatedReply,
  ): Promise<MachineView> {
    const { machine, created } = await this.machines.putByMac(mac, input);
    if (created) reply.status(HttpStatus.CREATED).header('location', `${LOCATION}/${machine.id}`);
    return machine;
  }

  @Operation({ summary: 'One machine', tag: 'machines', answer: machineView, errors: [404] })
  @Get(':id')
  get(@Param('id', RecordIdPipe) id: number): Promise<MachineView> {
    return this.machines.get(id);
  }

  @Operation({
    summary: 'Change a machine by a JSON merge patch (RFC 7396)',
    description: 'Members replace, null removes, arrays (nics) are replaced as a whole.',
    tag: 'machines',
    body: PATCH_BODY,
    answer: machineView,
    errors: [400, 404, 409, 422],
  })
  @Patch(':id')
  patch(@Param('id', RecordIdPipe) id: number, @Body(MergePatchPipe) patch: object): Promise<MachineView> {
    return this.machines.patch(id, patch);
  }

  @Operation({ summary: 'Delete a machine', tag: 'machines', status: 204, errors: [404] })
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('id', RecordIdPipe) id: number): Promise<void> {
    return this.machines.remove(id);
  }
}
