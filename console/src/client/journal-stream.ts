import { authorization, type TimelineEvent } from './api';

export type StreamState = 'connecting' | 'live' | 'broken';

interface Watcher {
  readonly machine: number;
  /** The last event that is known; the stream begins after it. */
  readonly after: number;
  readonly onEvent: (event: TimelineEvent) => void;
  readonly onState: (state: StreamState) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** The events of a text of server-sent events, and what is left of it: the part of one that is still on its way. */
export function takeEvents(text: string): { readonly events: readonly TimelineEvent[]; readonly rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    const data = block
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => line.slice('data: '.length))
      .join('\n');
    return data === '' ? [] : [JSON.parse(data) as TimelineEvent];
  });
  return { events, rest };
}

const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/**
 * Follows what happens to a machine until it is told to stop. EventSource cannot send the token, so it is fetched as a
 * stream; after a break it goes on where it was (Last-Event-ID), and nothing is missed.
 */
export async function followMachine(watcher: Watcher, signal: AbortSignal): Promise<void> {
  let last = watcher.after;
  let pause = FIRST_WAIT_MS;
  while (!signal.aborted) {
    watcher.onState('connecting');
    try {
      const response = await fetch(`/api/v1/journal/stream?machine=${watcher.machine}`, {
        headers: { ...authorization(), 'last-event-id': String(last) },
        signal,
      });
      if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
      watcher.onState('live');
      pause = FIRST_WAIT_MS;
      let text = '';
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        const { events, rest } = takeEvents(text + piece);
        text = rest;
        for (const event of events) {
          last = Math.max(last, event.id);
          watcher.onEvent(event);
        }
      }
    } catch {
      // Said by the state below; what was missed comes after the break.
    }
    watcher.onState('broken');
    await wait(pause, signal);
    pause = Math.min(pause * 2, LONGEST_WAIT_MS);
  }
}
