import { setTimeout as pause } from 'node:timers/promises';
import type { TimelineEvent } from '../journal/timeline.view.js';
import type { ApplianceClient, Query } from './appliance-client.js';
import { CommandFailure } from './command-failure.js';
import { EXIT } from './exit-status.table.js';

/** Until the appliance is asked again after a break; it may be in the middle of a restart. */
const BREAK_MS = 2_000;

/** A block of the stream: where it stands, and the event that brought it there, if any. */
interface Block {
  readonly id: number;
  readonly event: TimelineEvent | undefined;
}

/** A stream in the format of the HTML standard §9.2.6, as far as the appliance uses it. */
async function* readBlocks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const [id, data] = ['id: ', 'data: '].map((name) =>
        lines.find((line) => line.startsWith(name))?.slice(name.length),
      );
      if (id === undefined) continue;
      yield { id: Number(id), event: data === undefined ? undefined : (JSON.parse(data) as TimelineEvent) };
    }
  }
}

/** The journal from now on, or after an event, for ever; after a break it goes on where it was. */
export async function* followJournal(
  appliance: ApplianceClient,
  query: Query,
  after: number | undefined,
  onBreak: (why: string) => void,
  breakMilliseconds = BREAK_MS,
): AsyncGenerator<TimelineEvent> {
  let last = after;
  let wasOpen = false;
  for (;;) {
    try {
      const response = await appliance.open('GET', '/api/v1/journal/stream', { query: { ...query, after: last } });
      wasOpen = true;
      if (response.body === null) continue;
      for await (const { id, event } of readBlocks(response.body as AsyncIterable<Uint8Array>)) {
        last = id;
        if (event !== undefined) yield event;
      }
      onBreak('The appliance ended the connection; waiting for it.');
    } catch (error) {
      // A first refusal is told; later ones are the restart of the appliance.
      const refused = error instanceof CommandFailure && error.status !== EXIT.unreachable;
      if (!wasOpen || refused) throw error;
      onBreak('The connection broke; waiting for the appliance.');
    }
    await pause(breakMilliseconds);
  }
}
