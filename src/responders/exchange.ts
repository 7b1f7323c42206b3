import type { BucketCounts } from '../values/bucket-counts.js';
import type { Result } from '../values/result.js';
import type { DelayedAnswers } from './delayed-answers.js';
import { silent, type Answer, type AnswerDelay, type Silent, type Verdict } from './verdict.js';

/**
 * One protocol's side of a conversation: how its bytes are read, what is decided, how an answer leaves and how it is
 * told to the journal. `Arrival` is where the packet came from and the way back.
 */
export interface Conversation<Packet, Reply, Destination, Arrival, Change = never> {
  decode(bytes: Buffer): Result<Packet>;
  answer(packet: Packet, arrival: Arrival): Verdict<Reply, Destination, Change>;
  /**
   * Makes the change that a verdict asks for. Undefined: it is made, and nobody has to wait. A conversation that
   * returns promises owns its packets' bytes, since answer and report come after them.
   */
  commit?(change: Change, arrival: Arrival): Promise<Settlement> | undefined;
  transmit(answer: Answer<Reply, Destination, Change>, arrival: Arrival): void;
  /** `packet` is undefined when the bytes could not be read. */
  report(packet: Packet | undefined, verdict: Verdict<Reply, Destination, Change>, arrival: Arrival): void;
  /** How long answers took, seconds; those that are held back on purpose do not count. */
  readonly answerTimes: BucketCounts;
  /** Where answers wait that are to be sent later; whoever decides on a delay has one. */
  readonly delayed?: DelayedAnswers;
}

/** How a change ended: `made`; `again`: the packet must be decided anew; or why there is no answer after all. */
export type Settlement = 'made' | 'again' | Silent;

/** As much of a packet as a report about it carries: the fixed part of a DHCP message and the first options. */
const MOST_REPORTED_BYTES = 300;

/**
 * The one receive → answer → send loop. Every packet of every protocol runs through it, so that none drifts: what
 * cannot be read is silence with its reason, a change is made before the answer leaves, and a throw anywhere is our
 * bug, told with the packet's bytes while the process lives on.
 */
export function exchange<Packet, Reply, Destination, Arrival, Change = never>(
  conversation: Conversation<Packet, Reply, Destination, Arrival, Change>,
  bytes: Buffer,
  arrival: Arrival,
): void {
  const since = performance.now();
  let packet: Packet | undefined;
  try {
    const decoded = conversation.decode(bytes);
    if (!decoded.ok) {
      conversation.report(undefined, silent('malformed', { problem: decoded.error, bytes: hexOf(bytes) }), arrival);
      return;
    }
    packet = decoded.value;
    const verdict = conversation.answer(packet, arrival);
    const settling = verdict.commit === undefined ? undefined : conversation.commit?.(verdict.commit, arrival);
    if (settling === undefined) conclude(conversation, packet, verdict, arrival, since);
    else void concludeLater(conversation, bytes, packet, verdict, arrival, settling, since);
  } catch (error) {
    conversation.report(packet, bug(error, bytes), arrival);
  }
}

function conclude<Packet, Reply, Destination, Arrival, Change>(
  conversation: Conversation<Packet, Reply, Destination, Arrival, Change>,
  packet: Packet,
  verdict: Verdict<Reply, Destination, Change>,
  arrival: Arrival,
  since: number,
): void {
  if (verdict.kind === 'reply' && verdict.delay !== undefined) {
    sendLater(conversation, packet, verdict, verdict.delay, arrival);
    return;
  }
  if (verdict.kind === 'reply') {
    conversation.transmit(verdict, arrival);
    conversation.answerTimes.add((performance.now() - since) / 1000);
  }
  conversation.report(packet, verdict, arrival);
}

/** The answer is told when it leaves; a request that comes while it waits is told at once, and adds nothing. */
function sendLater<Packet, Reply, Destination, Arrival, Change>(
  conversation: Conversation<Packet, Reply, Destination, Arrival, Change>,
  packet: Packet,
  answer: Answer<Reply, Destination, Change>,
  delay: AnswerDelay,
  arrival: Arrival,
): void {
  const added = conversation.delayed?.add(delay, () => {
    try {
      conversation.transmit(answer, arrival);
      conversation.report(packet, answer, arrival);
    } catch (error) {
      conversation.report(packet, bug(error, undefined), arrival);
    }
  });
  if (added !== true) conversation.report(packet, silent('answer-waits'), arrival);
}

async function concludeLater<Packet, Reply, Destination, Arrival, Change>(
  conversation: Conversation<Packet, Reply, Destination, Arrival, Change>,
  bytes: Buffer,
  packet: Packet,
  verdict: Verdict<Reply, Destination, Change>,
  arrival: Arrival,
  settling: Promise<Settlement>,
  since: number,
): Promise<void> {
  try {
    const settlement = await settling;
    if (settlement === 'again') exchange(conversation, bytes, arrival);
    else conclude(conversation, packet, settlement === 'made' ? verdict : settlement, arrival, since);
  } catch (error) {
    conversation.report(packet, bug(error, bytes), arrival);
  }
}

/** `bytes` undefined: the packet has long been reused. */
function bug(error: unknown, bytes: Buffer | undefined): Silent {
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return silent('our-bug', bytes === undefined ? { problem } : { problem, bytes: hexOf(bytes) });
}

function hexOf(bytes: Buffer): string {
  return bytes.toString('hex', 0, MOST_REPORTED_BYTES);
}
