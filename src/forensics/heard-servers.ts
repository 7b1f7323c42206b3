import type { JournalEvent } from '../journal/journal.port.js';
import type { HeardServer } from './rule.js';

/** How the journal's events about answers of servers that are not ours end: `DHCPOFFER of another server`. */
const OF_ANOTHER = ' of another server';

export function isOfAnotherServer({ what }: { readonly what: string }): boolean {
  return what.endsWith(OF_ANOTHER);
}

/** The servers that these events tell of, each once. */
export function heardServersIn(events: readonly Pick<JournalEvent, 'what' | 'detail'>[]): readonly HeardServer[] {
  const servers = new Map<string, HeardServer>();
  for (const { detail } of events.filter(isOfAnotherServer)) {
    const server = String(detail?.['server'] ?? '');
    servers.set(server, { server, mac: String(detail?.['serverMac'] ?? ''), isBinl: detail?.['binl'] === true });
  }
  return [...servers.values()];
}
