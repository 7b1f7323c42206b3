import type { SilenceReason } from '../journal/silence.table.js';

/**
 * What a conversation decides about one packet: an answer and where it goes, or silence with its reason. There is no
 * third way: a packet that concerns us and gets no answer says why on the timeline.
 *
 * `Change`: what the verdict changes in what we know; `never` for the protocols that change nothing.
 */
export type Verdict<Reply, Destination, Change = never> = Answer<Reply, Destination, Change> | Silent<Change>;

export interface Answer<Reply, Destination, Change = never> {
  readonly kind: 'reply';
  readonly reply: Reply;
  readonly destination: Destination;
  /** What must have happened before the answer leaves: the lease of an ACK is on the disk first. */
  readonly commit?: Change | undefined;
  /** Set: it is sent later, unless we stop before. */
  readonly delay?: AnswerDelay | undefined;
}

export interface AnswerDelay {
  readonly milliseconds: number;
  /** Requests with the same key ask the same: while an answer to one waits, the others add none. */
  readonly key: number | string;
}

export interface Silent<Change = never> {
  readonly kind: 'silent';
  readonly reason: SilenceReason;
  /** What the operator needs beside the reason's sentence: the address asked for, the other server, … */
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
  /** What changes although nobody is answered: an address that was released or declined. */
  readonly commit?: Change | undefined;
}

export function silent(reason: SilenceReason, detail?: Silent['detail']): Silent {
  return { kind: 'silent', reason, detail };
}
