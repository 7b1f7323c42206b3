import { Controller, Get, Param } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { notFoundProblem } from '../api/problem.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import { poolUseView } from '../inventory/networks/pool-uses.js';
import { Leases } from './leases.service.js';
import type { PoolUse } from './pool-use.js';

/** How full pools are; beside the network's own record, which is the inventory's. */
@Controller('api/v1/networks')
export class PoolUseController {
  constructor(private readonly leases: Leases) {}

  @Operation({
    summary: 'How many addresses of a network’s pools are in use now',
    tag: 'leases',
    answer: poolUseView,
    errors: [404],
  })
  @Get(':id/pool-use')
  get(@Param('id', RecordIdPipe) id: number): PoolUse {
    const use = this.leases.poolUse(id);
    if (use === undefined) throw notFoundProblem(`There is no network ${id}.`);
    return use;
  }
}
