import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { notFoundProblem } from '../api/problem.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import { Leases } from './leases.service.js';
import type { PoolUse } from './pool-use.js';

const count = z.number().int();
const poolUseView = z
  .object({
    size: count,
    leased: count,
    offered: count,
    quarantined: count,
    free: count.meta({ description: 'Addresses that nobody holds; those of machines inside the pools are among them' }),
  })
  .meta({ id: 'PoolUse' });

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
