import { formatMacAddress } from '../values/mac-address.js';
import { renderMembers } from './json-text.render.js';
import type { JournalEvent } from './journal.port.js';

/** What the log line and the row of an event both say, made once. */
export interface EventText {
  readonly mac: string | undefined;
  /** The members of the event's detail in JSON, without braces; empty when it has none. */
  readonly detail: string;
}

export function textOfEvent({ mac, detail }: JournalEvent): EventText {
  return {
    mac: mac === undefined ? undefined : formatMacAddress(mac),
    detail: detail === undefined ? '' : renderMembers(detail),
  };
}
