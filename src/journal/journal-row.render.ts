import type { EventText } from './event-text.js';
import type { JournalEvent } from './journal.port.js';
import { quote, quoteWord } from './json-text.render.js';

/** The columns of a row, in the order in which its JSON array has them. The first three change while a row waits. */
export const ROW_COLUMNS = [
  'at',
  'last_at',
  'repeats',
  'machine_id',
  'mac',
  'ip',
  'interface',
  'protocol',
  'what',
  'outcome',
  'reason',
  'detail',
] as const;

/** The column's length; PostgreSQL refuses a whole batch for one row that is longer. */
const WHAT_LENGTH = 80;

/** A row from `machine_id` on, its closing bracket included: what never changes while the row waits. */
export function renderJournalRow(event: JournalEvent, { mac, detail }: EventText): string {
  const what = event.what.length > WHAT_LENGTH ? event.what.slice(0, WHAT_LENGTH) : event.what;
  return (
    `${event.machineId ?? 'null'},${mac === undefined ? 'null' : `"${mac}"`},${event.ip === undefined ? 'null' : quote(event.ip)},` +
    `${wordOrNull(event.interface)},"${event.protocol}",${quoteWord(what)},"${event.outcome}",` +
    `${wordOrNull(event.reason)},${detail === '' ? 'null' : `{${detail}}`}]`
  );
}

function wordOrNull(word: string | undefined): string {
  return word === undefined ? 'null' : quoteWord(word);
}
