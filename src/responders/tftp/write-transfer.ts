import type { Instant } from '../../values/instant.js';
import { blocksAfter } from '../../wire/tftp/block-number.js';
import type { TransferOutcome, UploadProblem } from './transfer-outcome.js';
import {
  newRetransmissionTimer,
  progressed,
  timedOut,
  timeoutOf,
  type RetransmissionTimer,
} from './retransmission-timer.js';

/*
 * One write transfer as seen by the server, without sockets, files or clocks:
 *
 *   receiving ──short block──▶ storing ──in its place──▶ lingering ──a while──▶ over
 *       │ OACK or ACK 0 begins it                         (the last ACK may be lost)  ▲
 *       └────────────── ERROR, silence, too much, no room on the disk ────────────────┘
 *
 * Blocks are counted from 1 without end, as in a read transfer.
 */

/** No new block for this long ends the transfer, milliseconds. */
const PATIENCE = 30_000;
/** How long a client may ask for the last ACK again, milliseconds (RFC 1350 §6, "dallying"). */
const LINGER = 5_000;

/** What is fixed when a write begins. */
export interface WritePlan {
  readonly blockSize: number;
  /** Blocks for each ACK (RFC 7440). */
  readonly windowSize: number;
  readonly acknowledgeOptions: boolean;
  /** The timeout the client asked for (RFC 2349), milliseconds. */
  readonly timeoutMilliseconds: number | undefined;
  /** Octets of the largest file that is taken. */
  readonly maxBytes: number;
}

export interface WriteTransfer {
  readonly plan: WritePlan;
  readonly phase: 'receiving' | 'storing' | 'lingering' | 'over';
  /** The highest block that we have in order. */
  readonly received: number;
  /** The highest block that we said so of. */
  readonly acknowledged: number;
  /** The block after which a gap was told; one ACK for each gap. */
  readonly gapAfter: number | undefined;
  readonly bytes: number;
  readonly timer: RetransmissionTimer;
  readonly deadline: Instant;
  readonly progressAt: Instant;
}

export type WriteEvent =
  /** DATA from the client's own address and port; `block` is the 16-bit number of the packet. */
  | { readonly kind: 'data'; readonly block: number; readonly length: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'timeout' }
  /** The whole file is in its place. */
  | { readonly kind: 'stored' }
  | ({ readonly kind: 'unwritable' } & UploadProblem)
  | { readonly kind: 'drop'; readonly why: string };

export type WriteAction =
  | { readonly kind: 'send-options' }
  | { readonly kind: 'send-acknowledgment'; readonly block: number }
  /** The data of the event that led here is the next of the file. */
  | { readonly kind: 'keep' }
  /** Nothing more comes: put the file in its place and answer with `stored` or `unwritable`. */
  | { readonly kind: 'store' }
  /** How it ended. */
  | { readonly kind: 'finish'; readonly outcome: TransferOutcome }
  /** The client asks for nothing any more. */
  | { readonly kind: 'forget' };

export interface WriteStep {
  readonly transfer: WriteTransfer;
  readonly actions: readonly WriteAction[];
}

/** Begins a write: the OACK, or ACK 0. */
export function beginWrite(plan: WritePlan, now: Instant): WriteStep {
  const timer = newRetransmissionTimer(plan.timeoutMilliseconds);
  const transfer: WriteTransfer = {
    plan,
    phase: 'receiving',
    received: 0,
    acknowledged: 0,
    gapAfter: undefined,
    bytes: 0,
    timer,
    deadline: now + timeoutOf(timer),
    progressAt: now,
  };
  return { transfer, actions: [answerOf(transfer)] };
}

/** What one event does to a write. One that is over stays so and does nothing more. */
export function stepWrite(transfer: WriteTransfer, event: WriteEvent, now: Instant): WriteStep {
  const { phase, received } = transfer;
  if (phase === 'over') return { transfer, actions: [] };
  if (phase === 'lingering') return linger(transfer, event);
  switch (event.kind) {
    case 'data':
      return phase === 'receiving' ? onData(transfer, event.block, event.length, now) : { transfer, actions: [] };
    case 'timeout':
      return now < transfer.deadline ? { transfer, actions: [] } : onTimeout(transfer, now);
    case 'stored':
      return {
        transfer: { ...transfer, phase: 'lingering', acknowledged: received, deadline: now + LINGER },
        actions: [
          { kind: 'send-acknowledgment', block: received },
          { kind: 'finish', outcome: { kind: 'complete' } },
        ],
      };
    case 'error':
      return finish(transfer, { kind: 'aborted', code: event.code, message: event.message });
    case 'unwritable':
      return finish(transfer, event);
    case 'drop':
      return finish(transfer, { kind: 'dropped', why: event.why });
  }
}

function onData(transfer: WriteTransfer, block: number, length: number, now: Instant): WriteStep {
  const { plan } = transfer;
  const ahead = blocksAfter(transfer.received, block, 0);
  if (ahead !== 1) return outOfOrder(transfer, ahead);
  if (length > plan.blockSize) {
    return finish(transfer, { kind: 'dropped', why: `a block is longer than the ${plan.blockSize} octets agreed on` });
  }
  const bytes = transfer.bytes + length;
  if (bytes > plan.maxBytes) return finish(transfer, { kind: 'unwritable', ...tooLarge(plan.maxBytes) });
  const timer = progressed(transfer.timer);
  const next: WriteTransfer = {
    ...transfer,
    received: transfer.received + 1,
    bytes,
    timer,
    deadline: now + timeoutOf(timer),
    progressAt: now,
  };
  if (length < plan.blockSize) {
    const storing: WriteTransfer = { ...next, phase: 'storing', deadline: now + PATIENCE };
    return { transfer: storing, actions: [{ kind: 'keep' }, { kind: 'store' }] };
  }
  if (next.received - next.acknowledged < plan.windowSize) return { transfer: next, actions: [{ kind: 'keep' }] };
  const actions: WriteAction[] = [{ kind: 'keep' }, answerOf(next)];
  return { transfer: { ...next, acknowledged: next.received }, actions };
}

/** A file of more octets than that is not taken. */
export function tooLarge(maxBytes: number): UploadProblem {
  const why = `the file is larger than ${maxBytes} octets`;
  return { reason: 'upload-too-large', code: 3, message: why, why };
}

/** The last block once more: our ACK was lost. A later one: a block between was lost, which is told once (RFC 7440 §4). */
function outOfOrder(transfer: WriteTransfer, ahead: number): WriteStep {
  const { received, gapAfter } = transfer;
  const isOld = ahead > 0x8000;
  if (isOld || (ahead > 0 && gapAfter === received)) return { transfer, actions: [] };
  return {
    transfer: { ...transfer, acknowledged: received, gapAfter: ahead > 0 ? received : gapAfter },
    actions: [{ kind: 'send-acknowledgment', block: received }],
  };
}

function linger(transfer: WriteTransfer, event: WriteEvent): WriteStep {
  if (event.kind === 'data') {
    const isLast = blocksAfter(transfer.received, event.block, 0) === 0;
    return { transfer, actions: isLast ? [{ kind: 'send-acknowledgment', block: transfer.received }] : [] };
  }
  return { transfer: { ...transfer, phase: 'over' }, actions: [{ kind: 'forget' }] };
}

function onTimeout(transfer: WriteTransfer, now: Instant): WriteStep {
  if (transfer.phase === 'storing') {
    const why = 'the disk did not answer in time';
    return finish(transfer, { kind: 'unwritable', reason: 'upload-failed', code: 0, message: why, why });
  }
  if (now - transfer.progressAt >= Math.max(PATIENCE, 3 * (transfer.plan.timeoutMilliseconds ?? 0))) {
    return finish(transfer, { kind: 'timed-out', block: transfer.received });
  }
  const timer = timedOut(transfer.timer);
  const again: WriteTransfer = {
    ...transfer,
    timer,
    acknowledged: transfer.received,
    gapAfter: undefined,
    deadline: now + timeoutOf(timer),
  };
  return { transfer: again, actions: [answerOf(again)] };
}

/** What the client waits for: the OACK before the first block, else the ACK of the last one in order. */
function answerOf({ plan, received }: WriteTransfer): WriteAction {
  if (received === 0 && plan.acknowledgeOptions) return { kind: 'send-options' };
  return { kind: 'send-acknowledgment', block: received };
}

function finish(transfer: WriteTransfer, outcome: TransferOutcome): WriteStep {
  return { transfer: { ...transfer, phase: 'over' }, actions: [{ kind: 'finish', outcome }, { kind: 'forget' }] };
}
