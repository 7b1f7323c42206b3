import { Command } from 'commander';
import type { TimelineEvent } from '../journal/timeline.view.js';
import { parseMacAddress } from '../values/mac-address.js';
import type { ApplianceClient, Query } from './appliance-client.js';
import { CommandFailure } from './command-failure.js';
import { renderEvent } from './event.render.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { findMachine } from './find-record.js';
import { followJournal } from './follow-journal.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';

interface TimelineOptions {
  readonly follow?: boolean;
  readonly limit: number;
  readonly since?: string;
}

/** reveille timeline */
export function timelineCommand(session: Session): Command {
  return new Command('timeline')
    .description('what happened to a machine, or to all, the newest last: every packet, and why there was no answer')
    .argument('[machine]', 'id, host name, address or MAC, known or not; all when left out')
    .option('-f, --follow', 'go on as it happens (end with Ctrl-C)')
    .option('-n, --limit <n>', 'so many of the newest', readCount, 50)
    .option('--since <time>', 'not before this time, such as 2026-11-20T10:00:00Z')
    .addHelpText(
      'after',
      examples(
        'reveille timeline -f ultra10',
        'reveille timeline 8:0:20:8e:48:de -n 200',
        'reveille timeline -f --json',
      ),
    )
    .action((named: string | undefined, options: TimelineOptions) => showTimeline(session, named, options));
}

/** Where to read: the rows so far, and the query of the stream. */
interface Subject {
  readonly path: string;
  readonly query: Query;
  readonly stream: Query;
}

/** A MAC that no machine has, has a journal too. */
export async function subjectOf(appliance: ApplianceClient, named: string | undefined): Promise<Subject> {
  if (named === undefined) return { path: '/api/v1/journal', query: {}, stream: {} };
  try {
    const { id } = await findMachine(appliance, named);
    return { path: `/api/v1/machines/${id}/timeline`, query: {}, stream: { machine: id } };
  } catch (error) {
    const unknown = error instanceof CommandFailure && error.status === EXIT.notFound;
    if (!unknown || !parseMacAddress(named).ok) throw error;
    return { path: '/api/v1/journal', query: { mac: named }, stream: { mac: named } };
  }
}

async function showTimeline(session: Session, named: string | undefined, options: TimelineOptions): Promise<void> {
  const { appliance, terminal } = session;
  const { path, query, stream } = await subjectOf(appliance, named);
  const newest: TimelineEvent[] = [];
  const sinceQuery = { ...query, since: options.since };
  for await (const event of appliance.items<TimelineEvent>(path, sinceQuery, options.limit)) newest.push(event);
  newest.reverse();
  if (options.follow !== true && session.json) {
    terminal.printJson(newest);
    return;
  }
  const show = (event: TimelineEvent): void =>
    terminal.print(
      session.json ? JSON.stringify(event) : renderEvent(event, (style, text) => terminal.paint(style, text)),
    );
  newest.forEach(show);
  if (options.follow === true) {
    const last = newest.at(-1)?.id;
    for await (const event of followJournal(appliance, stream, last, (why) => terminal.note(why))) show(event);
  } else if (newest.length === 0) terminal.note(NOTHING);
}

const NOTHING =
  'Nothing happened. If the machine is on, its packets do not arrive here: is the interface on the start screen, is the right VLAN on the port?';
