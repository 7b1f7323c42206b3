import type { SilenceReason } from '../journal/silence.table.js';

/**
 * What a conversation decides about one packet: an answer and where it goes, or silence with its reason. There is no
 * third way: a packet that concerns us and gets no answer says why on the timeline.
 */
export type Verdict<Reply, Destination> = Answer<Reply, Destination> | Silent;

export interface Answer<Reply, Destination> {
  readonly kind: 'reply';
  readonly reply: Reply;
  readonly destination: Destination;
}

export interface Silent {
  readonly kind: 'silent';
  readonly reason: SilenceReason;
  /** What the operator needs beside the reason's sentence: the address asked for, the other server, … */
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
}

export function silent(reason: SilenceReason, detail?: Silent['detail']): Silent {
  return { kind: 'silent', reason, detail };
}
