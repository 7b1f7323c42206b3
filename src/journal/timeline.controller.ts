import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { encodeCursor, type Page } from '../api/paging.js';
import { notFoundProblem } from '../api/problem.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { RecordIdPipe } from '../inventory/record-id.pipe.js';
import { parseMacAddress } from '../values/mac-address.js';
import { JournalRepository, type JournalQuery } from './journal.repository.js';
import type { JournalRow } from './journal-row.entity.js';
import { Journal } from './journal.port.js';
import {
  journalQuerySchema,
  timelineQuerySchema,
  type JournalRowQuery,
  type TimelineQuery,
} from './timeline.schema.js';
import { timelineEventSchema, viewTimelineEvent, type TimelineEvent } from './timeline.view.js';

const timelinePageSchema = z
  .object({ items: z.array(timelineEventSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'TimelinePage' });

/** What happened to machines, the newest first. */
@Controller('api/v1')
export class TimelineController {
  constructor(
    private readonly repository: JournalRepository,
    private readonly journal: Journal,
    private readonly directory: MachineDirectory,
  ) {}

  @Get('machines/:id/timeline')
  @Operation({
    tag: 'journal',
    summary: 'What happened to one machine, the newest first',
    description: 'Also what its hardware addresses did before the inventory knew them.',
    query: timelineQuerySchema,
    answer: timelinePageSchema,
    errors: [404, 422],
  })
  async ofMachine(
    @Param('id', RecordIdPipe) id: number,
    @Query({ schema: timelineQuerySchema }) query: TimelineQuery,
  ): Promise<Page<TimelineEvent>> {
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    const macs = machine.nics.flatMap((nic) => (nic.mac === undefined ? [] : [nic.mac]));
    return this.page({ ...query, machineId: machine.id, macs });
  }

  @Get('journal')
  @Operation({
    tag: 'journal',
    summary: 'What happened to all machines, or to one hardware address, the newest first',
    query: journalQuerySchema,
    answer: timelinePageSchema,
    errors: [422],
  })
  all(@Query({ schema: journalQuerySchema }) { mac, ...query }: JournalRowQuery): Promise<Page<TimelineEvent>> {
    return this.page({ ...query, macs: mac === undefined ? undefined : [mac] });
  }

  private async page(
    query: Omit<JournalQuery, 'before'> & { readonly cursor?: number | undefined },
  ): Promise<Page<TimelineEvent>> {
    await this.journal.flush();
    const rows = await this.repository.read({ ...query, before: query.cursor, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => viewTimelineEvent(row, this.hostnameOf(row))),
      nextCursor: rows.length > query.limit && last !== undefined ? encodeCursor(Number(last.id)) : null,
    };
  }

  private hostnameOf(row: JournalRow): string | undefined {
    if (row.machineId !== null) return this.directory.byId(row.machineId)?.hostname;
    const mac = row.mac === null ? undefined : parseMacAddress(row.mac);
    return mac?.ok === true ? this.directory.byMac(mac.value)?.machine.hostname : undefined;
  }
}
