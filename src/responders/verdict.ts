import type { SilenceReason } from './silence.table.js';

/**
 * What a conversation decides about one packet: an answer and where it goes, or silence with its reason. There is no
 * third way: a packet that concerns us and gets no answer says why on the timeline.
 */
export type Verdict<Reply, Destination> =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly destination: Destination; readonly trace?: readonly string[] }
  | Silent;

export interface Silent {
  readonly kind: 'silent';
  readonly reason: SilenceReason;
  /** What the operator needs beside the reason's sentence: the address asked for, the other server, … */
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly trace?: readonly string[];
}

export function silent(reason: SilenceReason, detail?: Silent['detail'], trace?: readonly string[]): Silent {
  return { kind: 'silent', reason, ...(detail && { detail }), ...(trace && { trace }) };
}
