import { ARP_REQUEST } from '../../wire/arp/arp.codec.js';
import { DRARP_ERROR, DRARP_ERROR_CODES, DRARP_REPLY, DRARP_REQUEST } from '../../wire/rarp/rarp.codec.js';
import type { RarpQuestion } from './rarp-question.js';
import type { RarpVerdict } from './rarp.decision.js';

/** What was said, for the journal: constants only, for there is one per packet. */
export function renderRarpEvent(question: RarpQuestion | undefined, verdict: RarpVerdict): string {
  const operation = question?.request.operation;
  if (operation === DRARP_REQUEST) return renderDrarp(verdict);
  if (operation === ARP_REQUEST)
    return verdict.kind === 'reply' ? 'ARP request in a RARP frame -> ARP reply' : 'ARP request in a RARP frame';
  return verdict.kind === 'reply' ? 'RARP request -> RARP reply' : 'RARP request';
}

function renderDrarp(verdict: RarpVerdict): string {
  if (verdict.kind === 'silent') return 'DRARP request';
  const { operation, targetProtocolAddress } = verdict.reply;
  if (operation === DRARP_REPLY) return 'DRARP request -> DRARP reply';
  if (operation !== DRARP_ERROR) return 'DRARP request -> RARP reply';
  const code = targetProtocolAddress >>> 24;
  const name = Object.entries(DRARP_ERROR_CODES).find(([, value]) => value === code)?.[0] ?? String(code);
  return `DRARP request -> DRARP error ${name}`;
}
