import type { EventText } from './event-text.js';
import type { JournalEvent } from './journal.port.js';
import { quote, quoteWord } from './json-text.render.js';
import { renderSentence } from './sentence.render.js';

/**
 * The log line of one event: a JSON object with the fields that the logger's own lines have (`level`, `time`, `area`,
 * `msg`), and the event's. Put together by hand because there is one per packet: the logger needs five times as long.
 *
 * @param time RFC 3339
 */
export function renderJournalLine(event: JournalEvent, text: EventText, level: string, time: string): string {
  return renderJournalLineHead(level, time) + renderJournalLineTail(event, text);
}

/** A line up to its time; the rest is the same when the same is said again. */
export function renderJournalLineHead(level: string, time: string): string {
  return `{"level":"${level}","time":"${time}`;
}

/** Everything behind the time. */
export function renderJournalLineTail(event: JournalEvent, { mac, detail }: EventText): string {
  let line = `","area":"${event.protocol}","what":${quoteWord(event.what)},"outcome":"${event.outcome}"`;
  if (event.reason !== undefined) line += `,"reason":${quoteWord(event.reason)}`;
  if (event.hostname !== undefined) line += `,"machine":${quote(event.hostname)}`;
  if (mac !== undefined) line += `,"mac":"${mac}"`;
  if (event.ip !== undefined) line += `,"ip":"${event.ip}"`;
  if (event.interface !== undefined) line += `,"interface":${quoteWord(event.interface)}`;
  if (detail !== '') line += `,${detail}`;
  return `${line},"msg":${quote(renderSentence(event))}}\n`;
}
