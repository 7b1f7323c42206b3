import { expect, it } from 'vitest';
import type { ApplianceClient, Query } from './appliance-client.js';
import { followJournal } from './follow-journal.js';

/** Answers each request for the stream with the next of these texts, and notes where it was to begin. */
function applianceWith(texts: readonly string[]): { readonly appliance: ApplianceClient; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const open = (_method: string, _path: string, { query }: { readonly query: Query }): Promise<Response> => {
    asked.push(query['after']);
    return Promise.resolve(new Response(texts[asked.length - 1] ?? ''));
  };
  return { appliance: { open } as unknown as ApplianceClient, asked };
}

it('loses nothing to a break before the first event, nor to one after', async () => {
  const { appliance, asked } = applianceWith([
    'retry: 2000\n\nid: 41\n\n: nothing new\n\n',
    'retry: 2000\n\nid: 41\n\nid: 42\nevent: journal\ndata: {"id":42}\n\n',
    'id: 43\nevent: journal\ndata: {"id":43}\n\n',
  ]);
  const breaks: string[] = [];
  const events: unknown[] = [];
  for await (const event of followJournal(appliance, {}, undefined, (why) => breaks.push(why), 0)) {
    events.push(event);
    if (events.length === 2) break;
  }
  expect(events).toEqual([{ id: 42 }, { id: 43 }]);
  expect(asked).toEqual([undefined, 41, 42]);
  expect(breaks).toEqual(Array.from({ length: 2 }, () => 'The appliance ended the connection; waiting for it.'));
});
