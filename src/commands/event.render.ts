import type { TimelineEvent } from '../journal/timeline.view.js';
import { printable } from './printable.render.js';
import type { Paint } from './terminal.js';

/** How each outcome looks on a terminal. */
const PAINTS: Readonly<Record<TimelineEvent['outcome'], Paint>> = {
  answered: 'green',
  silent: 'yellow',
  noted: 'cyan',
};

/** One event: when, how it ended, what in words, and below it what to do. */
export function renderEvent(event: TimelineEvent, paint: (style: Paint, text: string) => string): string {
  const { at, repeats, protocol, outcome, sentence, cure } = event;
  const times = repeats > 1 ? ` (${repeats} times)` : '';
  const head = `${paint('dim', at)} ${paint(PAINTS[outcome], protocol.padEnd(10))} ${printable(sentence)}${times}`;
  return cure === null
    ? head
    : `${head}\n${' '.repeat(at.length + 1)}${paint('dim', printable(`what to do: ${cure}`))}`;
}
