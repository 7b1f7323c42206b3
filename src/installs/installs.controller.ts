import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { pageOf, type Page } from '../api/paging.js';
import { conflictProblem, notFoundProblem } from '../api/problem.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import type { KnownMachine } from '../boot/known-machine.js';
import { InMemoryDirectory } from '../inventory/in-memory-directory.js';
import { MachinesService } from '../inventory/machines/machines.service.js';
import {
  installInput,
  installPage,
  installQuery,
  installView,
  type InstallInput,
  type InstallQuery,
  type InstallView,
} from './install.schema.js';
import { viewInstall } from './install.view.js';
import { Installs } from './installs.js';

/** Installations: where they stand, and beginning anew. */
@Controller('api/v1')
export class InstallsController {
  constructor(
    private readonly directory: InMemoryDirectory,
    private readonly machines: MachinesService,
    private readonly installs: Installs,
  ) {}

  @Operation({
    summary: 'Installations that were asked for or that need a hand, in the order of their machines',
    tag: 'installs',
    query: installQuery,
    answer: installPage,
    errors: [422],
  })
  @Get('installs')
  list(@Query({ schema: installQuery }) query: InstallQuery): Page<InstallView> {
    const rows = this.directory
      .installations()
      .filter(({ id, install }) => id > (query.cursor ?? 0) && (query.state ?? install.state) === install.state)
      .sort((a, b) => a.id - b.id)
      .slice(0, query.limit + 1);
    return pageOf(rows, query.limit, (machine) => this.view(machine));
  }

  @Operation({
    summary: "Where a machine's installation stands",
    tag: 'installs',
    answer: installView,
    errors: [404],
  })
  @Get('machines/:id/install')
  get(@Param('id', RecordIdPipe) id: number): InstallView {
    return this.view(this.machine(id));
  }

  @Operation({
    summary: 'Start over: the next boot may start the installer, whatever was before',
    description: 'Also lets a machine boot again that was stopped because it went round in circles.',
    tag: 'installs',
    answer: installView,
    errors: [404, 409, 422],
  })
  @Post('machines/:id/install')
  @HttpCode(HttpStatus.OK)
  async start(
    @Param('id', RecordIdPipe) id: number,
    @Body({ schema: installInput }) { mode }: InstallInput,
  ): Promise<InstallView> {
    if (this.machine(id).bootMode === 'paused') {
      const reason = 'the machine is paused; PATCH boot.mode first if it may boot again';
      throw conflictProblem([{ field: 'boot.mode', reason }]);
    }
    await this.machines.patch(id, { boot: { mode } });
    this.installs.arm(this.machine(id), Date.now());
    return this.view(this.machine(id));
  }

  private machine(id: number): KnownMachine {
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    return machine;
  }

  private view(machine: KnownMachine): InstallView {
    return viewInstall(machine, this.directory.homeOf(machine), Date.now());
  }
}
