import { silenceRowOf } from './silence.table.js';
import { formatMacAddress } from '../values/mac-address.js';
import type { JournalEvent } from './journal.port.js';

/** What a sentence is made of: an event on its way to the log, or a row of the timeline. */
export type SentenceFacts = Pick<
  JournalEvent,
  'what' | 'outcome' | 'reason' | 'hostname' | 'ip' | 'interface' | 'detail'
> & {
  readonly protocol: string;
  readonly mac?: JournalEvent['mac'] | string | undefined;
};

const NO_DETAIL: NonNullable<JournalEvent['detail']> = {};

/**
 * One event in words: `DHCPDISCOVER -> DHCPOFFER: ultra10 gets 192.168.0.21, boots pxelinux.0 (machine default)`, or
 * `RARP request from 08:00:20:8e:48:de: no answer, no machine in the inventory has this hardware address`.
 */
export function renderSentence(event: SentenceFacts): string {
  const who =
    event.hostname ?? (typeof event.mac === 'number' ? formatMacAddress(event.mac) : event.mac) ?? probeOf(event);
  // The verdict about a whole boot brings its own sentence.
  const verdict = event.detail?.['verdict'];
  if (event.protocol === 'boot' && verdict !== undefined) return `${event.what}: ${String(verdict)}`;
  const { file, problem, would, sure, because, other } = event.detail ?? NO_DETAIL;
  if (event.outcome === 'silent') {
    const asker = who === undefined ? '' : ` from ${who}`;
    const extra = would ?? problem;
    return `${event.what}${asker}: no answer, ${sentenceOf(event.reason)}${extra === undefined ? '' : ` (${firstLine(extra)})`}`;
  }
  // Here an event is about a file and who reads it, not about an address that somebody gets.
  if (event.protocol === 'tftp' || event.protocol === 'http') {
    const reader = who ?? event.ip;
    return `${event.what}${file === undefined ? '' : `: ${String(file)}`}${reader === undefined ? '' : ` to ${reader}`}${event.reason === undefined ? '' : `, ${sentenceOf(event.reason)}`}`;
  }
  // One string and no list of parts: this is made for every packet of a storm.
  let said = event.what;
  let link = ': ';
  const say = (part: string): void => {
    said += link + part;
    link = ', ';
  };
  const { serverMac, offers } = event.detail ?? NO_DETAIL;
  if (serverMac !== undefined) {
    // Of a server that is not ours: the address is the server's own.
    say(`${event.ip ?? 'it'} (${String(serverMac)})${who === undefined ? '' : ` to ${who}`}`);
    if (offers !== undefined && offers !== '') say(String(offers));
  } else if (event.ip !== undefined) say(`${who ?? 'it'} ${verbOf(event)} ${event.ip}`);
  else if (who !== undefined) say(who);
  if (file !== undefined) say(`file ${String(file)}`);
  if (event.reason !== undefined) say(sentenceOf(event.reason));
  if (other !== undefined) say(`the other one is ${String(other)}`);
  if (because !== undefined) say(`${sure === undefined ? '' : `${String(sure)}: `}${String(because)}`);
  return said;
}

/** Who asked where it was no machine: our own probe, and which machine it played. */
function probeOf({ detail }: SentenceFacts): string | undefined {
  const probe = detail?.['probe'];
  return typeof probe === 'string' ? probe : undefined;
}

/** Bootparams are asked for by a machine that has its address already. */
function verbOf({ protocol, outcome }: SentenceFacts): string {
  if (protocol === 'bootparams') return 'at';
  return outcome === 'answered' ? 'gets' : 'has';
}

/** The operator's sentence for a reason code; a code that this version does not know is shown as it is. */
export function sentenceOf(reason: string | undefined): string {
  if (reason === undefined) return 'no reason was given';
  return silenceRowOf(reason)?.sentence ?? reason;
}

function firstLine(text: string | number | boolean): string {
  return String(text).split('\n', 1)[0] ?? '';
}
