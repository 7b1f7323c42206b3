import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { notFoundProblem } from '../../api/problem.js';
import { RecordIdPipe } from '../../api/record-id.pipe.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import {
  bootsOfMacQuerySchema,
  bootsQuerySchema,
  bootsView,
  viewBoot,
  type BootsOfMacQuery,
  type BootsQuery,
  type BootsView,
} from '../boots.schema.js';
import { Boots, type JudgedBoot } from './boots.js';

/** The boots of a machine, how each went, and why. */
@Controller('api/v1')
export class BootsController {
  constructor(
    private readonly boots: Boots,
    private readonly directory: MachineDirectory,
  ) {}

  @Get('machines/:id/boots')
  @Operation({
    tag: 'journal',
    summary: 'The boots of a machine, the newest first: its steps with their times, the verdict, and what proves it',
    query: bootsQuerySchema,
    answer: bootsView,
    errors: [404, 422],
  })
  async ofMachine(
    @Param('id', RecordIdPipe) id: number,
    @Query({ schema: bootsQuerySchema }) { limit }: BootsQuery,
  ): Promise<BootsView> {
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    return view(await this.boots.ofMachine(machine), limit, machine.hostname);
  }

  @Get('boots')
  @Operation({
    tag: 'journal',
    summary: 'The same for a hardware address, which no machine need have',
    query: bootsOfMacQuerySchema,
    answer: bootsView,
    errors: [422],
  })
  async ofMac(@Query({ schema: bootsOfMacQuerySchema }) { mac, limit }: BootsOfMacQuery): Promise<BootsView> {
    return view(await this.boots.ofMac(mac), limit, this.directory.byMac(mac)?.machine.hostname);
  }
}

function view(boots: readonly JudgedBoot[], limit: number, hostname: string | undefined): BootsView {
  return { items: boots.slice(0, limit).map(({ attempt, verdict }) => viewBoot(attempt, verdict, hostname)) };
}
