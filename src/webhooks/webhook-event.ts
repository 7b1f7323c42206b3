import type { JournalEvent } from '../journal/journal.port.js';
import { renderSentence } from '../journal/sentence.render.js';
import { silenceRowOf } from '../journal/silence.table.js';
import { formatInstant } from '../values/instant.js';
import { formatMacAddress } from '../values/mac-address.js';

/** What can be told; single packets are not. `test` is sent on demand only. */
export const WEBHOOK_EVENTS = [
  'boot-failed',
  'boot-stalled',
  'boot-done',
  'install',
  'address-conflict',
  'other-server',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Is the event worth telling, and as what? Asked of every event of the journal in its packet's turn: it must be quick. */
export function webhookEventOf({ protocol, what, reason }: JournalEvent): WebhookEvent | undefined {
  switch (protocol) {
    case 'boot':
      return what === 'boot failed' ? 'boot-failed' : what === 'boot stalled' ? 'boot-stalled' : 'boot-done';
    case 'install':
      return 'install';
    case 'arp':
      return reason === 'address-conflict' ? 'address-conflict' : undefined;
    case 'dhcp':
      return what.endsWith(' of another server') ? 'other-server' : undefined;
    default:
      return undefined;
  }
}

/** The JSON of an event: the sentence is that of the log and the timeline. */
export function renderWebhookBody(kind: string, event: JournalEvent): string {
  const { at, machineId, hostname, mac, ip, detail = {}, reason } = event;
  const own = detail['cure'];
  return JSON.stringify({
    event: kind,
    at: formatInstant(at),
    sentence: renderSentence(event),
    cure: typeof own === 'string' ? own : (silenceRowOf(reason ?? '')?.cure ?? null),
    machine: machineId === undefined ? null : { id: machineId, hostname: hostname ?? null },
    mac: mac === undefined ? null : formatMacAddress(mac),
    ip: ip ?? null,
    interface: event.interface ?? null,
    detail,
  });
}
