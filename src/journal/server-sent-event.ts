import type { TimelineEvent } from './timeline.view.js';

/** How long a client waits before it comes again, in milliseconds. */
export const RECONNECT = 'retry: 2000\n\n';

/** A comment: it keeps the connection open and means nothing. */
export const HEARTBEAT = ': nothing new\n\n';

/** Where the stream stands before its first event, so that a break before that loses nothing: an id without data. */
export function renderPosition(id: number): string {
  return `id: ${id}\n\n`;
}

/** One event in the format of the HTML standard §9.2.6; JSON has no line breaks, so one data line holds it. */
export function renderServerSentEvent(event: TimelineEvent): string {
  return `id: ${event.id}\nevent: journal\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Where a client that comes again left off; an id that is not ours means that it does not know. */
export function readLastEventId(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
