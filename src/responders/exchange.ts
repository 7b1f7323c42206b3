import type { Result } from '../values/result.js';
import { silent, type Answer, type Verdict } from './verdict.js';

/**
 * One protocol's side of a conversation: how its bytes are read, what is decided, how an answer leaves and how it is
 * told to the journal. `Arrival` is where the packet came from and the way back.
 */
export interface Conversation<Packet, Reply, Destination, Arrival> {
  decode(bytes: Buffer): Result<Packet>;
  answer(packet: Packet, arrival: Arrival): Verdict<Reply, Destination>;
  transmit(answer: Answer<Reply, Destination>, arrival: Arrival): void;
  /** `packet` is undefined when the bytes could not be read. */
  report(packet: Packet | undefined, verdict: Verdict<Reply, Destination>, arrival: Arrival): void;
}

/** As much of a packet as a report about it carries: the fixed part of a DHCP message and the first options. */
const MOST_REPORTED_BYTES = 300;

/**
 * The one receive → answer → send loop. Every packet of every protocol runs through it, so that none drifts: what
 * cannot be read is silence with its reason, and a throw anywhere is our bug, told with the packet's bytes while the
 * process lives on.
 */
export function exchange<Packet, Reply, Destination, Arrival>(
  conversation: Conversation<Packet, Reply, Destination, Arrival>,
  bytes: Buffer,
  arrival: Arrival,
): void {
  let packet: Packet | undefined;
  try {
    const decoded = conversation.decode(bytes);
    if (!decoded.ok) {
      conversation.report(undefined, silent('malformed', { problem: decoded.error, bytes: hexOf(bytes) }), arrival);
      return;
    }
    packet = decoded.value;
    const verdict = conversation.answer(packet, arrival);
    if (verdict.kind === 'reply') conversation.transmit(verdict, arrival);
    conversation.report(packet, verdict, arrival);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    conversation.report(packet, silent('our-bug', { problem, bytes: hexOf(bytes) }), arrival);
  }
}

function hexOf(bytes: Buffer): string {
  return bytes.toString('hex', 0, MOST_REPORTED_BYTES);
}
