import { Readable } from 'node:stream';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { encodeCursor, type Page } from '../api/paging.js';
import { notFoundProblem } from '../api/problem.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import { parseMacAddress, type MacAddress } from '../values/mac-address.js';
import { JournalRepository, type JournalQuery } from './journal.repository.js';
import type { JournalRow } from './journal-row.entity.js';
import { Journal } from './journal.port.js';
import { JournalStream } from './journal-stream.js';
import { HEARTBEAT, readLastEventId, RECONNECT, renderPosition, renderServerSentEvent } from './server-sent-event.js';
import {
  journalQuerySchema,
  streamQuerySchema,
  timelineQuerySchema,
  type JournalRowQuery,
  type StreamQuery,
  type TimelineQuery,
} from './timeline.schema.js';
import { timelineEventSchema, viewTimelineEvent, type TimelineEvent } from './timeline.view.js';

const timelinePageSchema = z
  .object({ items: z.array(timelineEventSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'TimelinePage' });

/** What streaming needs of a Fastify reply. */
interface StreamingReply {
  readonly raw: { once(event: 'close', listener: () => void): unknown };
  header(name: string, value: string): StreamingReply;
  send(body: Readable): unknown;
}

/** What happened to machines, the newest first, and as it happens. */
@Controller('api/v1')
export class TimelineController {
  constructor(
    private readonly repository: JournalRepository,
    private readonly journal: Journal,
    private readonly growing: JournalStream,
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
    return this.page({ ...query, machineId: id, macs: this.macsOf({ machine: id }) });
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

  @Get('journal/stream')
  @Operation({
    tag: 'journal',
    summary: 'The journal as it grows: server-sent events',
    description:
      'Each event is a TimelineEvent with its id; an id without an event comes first and says where the stream begins. After a break send the last id as Last-Event-ID, and nothing is missed.',
    query: streamQuerySchema,
    errors: [404, 422],
  })
  stream(
    @Query({ schema: streamQuerySchema }) query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: StreamingReply,
  ): void {
    const whose = { machineId: query.machine, macs: this.macsOf(query) };
    const watcher = new AbortController();
    reply.raw.once('close', () => watcher.abort());
    const after = readLastEventId(lastEventId) ?? query.after;
    void reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      // A connection that was kept open for a next request would hold up the stop of the appliance.
      .header('connection', 'close')
      // nginx holds answers back unless told otherwise.
      .header('x-accel-buffering', 'no')
      .send(Readable.from(this.serverSentEvents(whose, after, watcher)));
  }

  private async *serverSentEvents(
    whose: Pick<JournalQuery, 'machineId' | 'macs'>,
    after: number | undefined,
    watcher: AbortController,
  ): AsyncGenerator<string> {
    yield RECONNECT;
    const position = after ?? (await this.repository.newestId());
    yield renderPosition(position);
    for await (const rows of this.growing.follow(whose, position, watcher)) {
      if (rows === undefined) yield HEARTBEAT;
      else yield rows.map((row) => renderServerSentEvent(viewTimelineEvent(row, this.hostnameOf(row)))).join('');
    }
  }

  /** The addresses whose rows belong to what is asked for; undefined for all. */
  private macsOf({ machine: id, mac }: StreamQuery): MacAddress[] | undefined {
    if (id === undefined) return mac === undefined ? undefined : [mac];
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    return machine.nics.flatMap((nic) => (nic.mac === undefined ? [] : [nic.mac]));
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
