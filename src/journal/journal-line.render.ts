import { formatMacAddress } from '../values/mac-address.js';
import type { JournalEvent } from './journal.port.js';
import { renderSentence } from './sentence.render.js';

/** Text that stands in JSON as it is: printable ASCII without the quote and the backslash. */
const PLAIN = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * The log line of one event: a JSON object with the fields that the logger's own lines have (`level`, `time`, `area`,
 * `msg`), and the event's. Put together by hand because there is one per packet: the logger needs five times as long.
 *
 * @param time RFC 3339
 */
export function renderJournalLine(event: JournalEvent, level: string, time: string): string {
  let line = `{"level":"${level}","time":"${time}","area":"${event.protocol}","what":${quote(event.what)},"outcome":"${event.outcome}"`;
  if (event.reason !== undefined) line += `,"reason":${quote(event.reason)}`;
  if (event.hostname !== undefined) line += `,"machine":${quote(event.hostname)}`;
  if (event.mac !== undefined) line += `,"mac":"${formatMacAddress(event.mac)}"`;
  if (event.ip !== undefined) line += `,"ip":"${event.ip}"`;
  if (event.interface !== undefined) line += `,"interface":${quote(event.interface)}`;
  if (event.detail !== undefined) {
    for (const [name, value] of Object.entries(event.detail)) {
      line += `,${quote(name)}:${typeof value === 'string' ? quote(value) : String(value)}`;
    }
  }
  return `${line},"msg":${quote(renderSentence(event))}}\n`;
}

function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
