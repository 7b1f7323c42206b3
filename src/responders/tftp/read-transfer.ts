import type { Instant } from '../../values/instant.js';
import { blocksAfter, type RollOver } from '../../wire/tftp/block-number.js';
import type { ReadProblem, TransferOutcome } from './transfer-outcome.js';
import {
  measured,
  newRetransmissionTimer,
  progressed,
  timedOut,
  timeoutOf,
  type RetransmissionTimer,
} from './retransmission-timer.js';

/*
 * One read transfer as seen by the server, without sockets, files or clocks:
 *
 *        start ──▶ options ──ACK 0──▶ data ──ACK of the last block──▶ over
 *          │         (OACK sent)       ▲                               ▲
 *          └──── no option granted ────┘        ERROR, silence, unreadable file
 *
 * Blocks are counted from 1 without end ("absolute"); only the wire sees 16 bits of that. An acknowledgment is read as
 * its distance from the last one, so roll-over costs nothing and an old or invented number is simply too far away.
 */

/** No progress for this long ends the transfer, milliseconds. */
const PATIENCE = 30_000;
/** The same for a client that has not acknowledged anything yet: it may never have been there. */
const PATIENCE_AT_START = 15_000;

/** What is fixed when a transfer begins. */
export interface TransferPlan {
  /** Octets to send, after netascii conversion. */
  readonly totalBytes: number;
  readonly blockSize: number;
  /** Blocks per window (RFC 7440); 1 is lockstep. */
  readonly windowSize: number;
  /** Does an OACK open the transfer (RFC 2347)? */
  readonly acknowledgeOptions: boolean;
  /** What follows block 65535. */
  readonly rollOver: RollOver;
  /** Did the client ask for tsize? Then an ERROR right after the OACK means that it only wanted to know the size. */
  readonly transferSizeAsked: boolean;
  /** The timeout the client asked for (RFC 2349), milliseconds. */
  readonly timeoutMilliseconds: number | undefined;
  /** How many blocks beyond the window are wanted in memory. */
  readonly readAheadBlocks: number;
}

export interface ReadTransfer {
  readonly plan: TransferPlan;
  readonly phase: 'options' | 'data' | 'over';
  /** The last block of the file, which is shorter than a block: an empty one when the size is a multiple. */
  readonly lastBlock: number;
  /** The highest block that the client has in order; 0 before the first. */
  readonly acknowledged: number;
  /** The highest block on its way; equal to `acknowledged` when nothing is. */
  readonly sent: number;
  /** The highest block whose bytes are in memory, together with all from `acknowledged` on. */
  readonly readable: number;
  /** The highest block that was asked to be read. */
  readonly requested: number;
  /** When the packets on their way left, and whether some of them left before (then they measure nothing). */
  readonly sentAt: Instant;
  readonly repeated: boolean;
  readonly timer: RetransmissionTimer;
  /** When to deliver `timeout`. */
  readonly deadline: Instant;
  readonly progressAt: Instant;
  /** Blocks that went out more than once. */
  readonly resentBlocks: number;
}

export type TransferEvent =
  /** An ACK from the client's own address and port; `block` is the 16-bit number of the packet. */
  | { readonly kind: 'ack'; readonly block: number }
  /** An ERROR from the client's own address and port. */
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  /** `deadline` has come. */
  | { readonly kind: 'timeout' }
  /** All blocks up to `through` are in memory now. */
  | { readonly kind: 'blocks-read'; readonly through: number }
  | { readonly kind: 'unreadable'; readonly reason: ReadProblem; readonly why: string }
  /** We end it: a stop, or room is needed for others. */
  | { readonly kind: 'drop'; readonly why: string };

export type TransferAction =
  | { readonly kind: 'send-options' }
  /** Send DATA of the blocks `first` … `last` (absolute numbers, both included). */
  | { readonly kind: 'send-blocks'; readonly first: number; readonly last: number }
  /** Bring blocks up to `through` into memory and answer with `blocks-read` or `unreadable`. */
  | { readonly kind: 'read'; readonly through: number }
  /** The transfer is over; nothing follows. */
  | { readonly kind: 'finish'; readonly outcome: TransferOutcome };

export interface TransferStep {
  readonly transfer: ReadTransfer;
  readonly actions: readonly TransferAction[];
}

const NOTHING: readonly TransferAction[] = [];

/** Begins a transfer: the OACK, or the first window, as soon as it is read. */
export function beginTransfer(plan: TransferPlan, now: Instant): TransferStep {
  const timer = newRetransmissionTimer(plan.timeoutMilliseconds);
  const transfer: NewTransfer = {
    plan,
    phase: plan.acknowledgeOptions ? 'options' : 'data',
    lastBlock: Math.floor(plan.totalBytes / plan.blockSize) + 1,
    acknowledged: 0,
    sent: 0,
    readable: 0,
    requested: 0,
    sentAt: now,
    repeated: false,
    timer,
    deadline: now + (plan.acknowledgeOptions ? timeoutOf(timer) : PATIENCE_AT_START),
    progressAt: now,
    resentBlocks: 0,
  };
  // The first window is read while the OACK is under way.
  const step = sendOn(transfer, now);
  return plan.acknowledgeOptions
    ? { transfer: step.transfer, actions: [{ kind: 'send-options' }, ...step.actions] }
    : step;
}

/** What one event does to a transfer. A transfer that is over stays so and does nothing more. */
export function stepTransfer(transfer: ReadTransfer, event: TransferEvent, now: Instant): TransferStep {
  if (transfer.phase === 'over') return { transfer, actions: NOTHING };
  switch (event.kind) {
    case 'ack':
      return onAcknowledgment(transfer, event.block, now);
    case 'blocks-read':
      return sendOn({ ...transfer, readable: Math.max(transfer.readable, event.through) }, now);
    case 'timeout':
      return now < transfer.deadline ? { transfer, actions: NOTHING } : onTimeout(transfer, now);
    case 'error':
      return finish(transfer, outcomeOfError(transfer, event.code, event.message));
    case 'unreadable':
      return finish(transfer, { kind: 'unreadable', reason: event.reason, why: event.why });
    case 'drop':
      return finish(transfer, { kind: 'dropped', why: event.why });
  }
}

/** Has the client ever answered? Until then it may be a forged address. */
export function hasAnswered(transfer: ReadTransfer): boolean {
  return transfer.phase === 'data' && (transfer.plan.acknowledgeOptions || transfer.acknowledged > 0);
}

function onAcknowledgment(transfer: ReadTransfer, block: number, now: Instant): TransferStep {
  if (transfer.phase === 'options') {
    // RFC 2347: the client answers an OACK with ACK 0.
    return block === 0 ? sendOn(acknowledge(transfer, 0, now), now) : { transfer, actions: NOTHING };
  }
  const distance = blocksAfter(transfer.acknowledged, block, transfer.plan.rollOver);
  const onTheirWay = transfer.sent - transfer.acknowledged;
  // RFC 1123 §4.2.3.1: a repeated ACK must never send DATA again (the Sorcerer's Apprentice); the timer alone does.
  // Beyond what is on its way: an ACK of long ago, or one that nobody earned.
  if (distance === 0 || distance > onTheirWay) return { transfer, actions: NOTHING };
  const acknowledged = transfer.acknowledged + distance;
  if (acknowledged === transfer.lastBlock) {
    return finish({ ...transfer, acknowledged, sent: acknowledged }, { kind: 'complete' });
  }
  return sendOn(acknowledge(transfer, acknowledged, now), now);
}

/** The client has everything up to `block`. What is on its way behind it counts as lost (RFC 7440 §4). */
function acknowledge(transfer: ReadTransfer, block: number, now: Instant): NewTransfer {
  const inOrder = transfer.phase === 'options' || block === transfer.sent;
  const clean = inOrder && !transfer.repeated;
  // Written out: for every block there is one of these, and copying by `...` costs ten times as much.
  return {
    plan: transfer.plan,
    phase: 'data',
    lastBlock: transfer.lastBlock,
    acknowledged: block,
    sent: block,
    readable: transfer.readable,
    requested: transfer.requested,
    sentAt: transfer.sentAt,
    repeated: !inOrder,
    timer: clean ? measured(transfer.timer, now - transfer.sentAt) : progressed(transfer.timer),
    deadline: now + PATIENCE,
    progressAt: now,
    resentBlocks: inOrder
      ? transfer.resentBlocks
      : transfer.resentBlocks + Math.min(transfer.sent, block + transfer.plan.windowSize) - block,
  };
}

/** A transfer that was made in this step and that nobody else has seen: it may still be written to. */
type NewTransfer = { -readonly [Key in keyof ReadTransfer]: ReadTransfer[Key] };

/** Sends what the window allows and memory holds, and has the next blocks read. */
function sendOn(transfer: NewTransfer, now: Instant): TransferStep {
  const { plan, lastBlock, acknowledged, readable } = transfer;
  const actions: TransferAction[] = [];
  const windowEnd = Math.min(lastBlock, acknowledged + plan.windowSize);
  if (transfer.phase === 'data') {
    const last = Math.min(windowEnd, readable);
    if (last > transfer.sent) {
      actions.push({ kind: 'send-blocks', first: transfer.sent + 1, last });
      transfer.sent = last;
      transfer.sentAt = now;
      transfer.deadline = now + timeoutOf(transfer.timer);
    }
  }
  // One read at a time; the next one is asked for when half of what was read ahead is used up, not block by block.
  const runningLow = readable < Math.min(lastBlock, windowEnd + (plan.readAheadBlocks >>> 1));
  if (runningLow && transfer.requested <= readable) {
    const through = Math.min(lastBlock, windowEnd + plan.readAheadBlocks);
    actions.push({ kind: 'read', through });
    transfer.requested = through;
  }
  return { transfer, actions };
}

function onTimeout(transfer: ReadTransfer, now: Instant): TransferStep {
  const { plan, acknowledged, sent } = transfer;
  const longestWait = Math.max(
    hasAnswered(transfer) ? PATIENCE : PATIENCE_AT_START,
    3 * (plan.timeoutMilliseconds ?? 0),
  );
  if (transfer.phase === 'data' && sent === acknowledged) {
    const why = `block ${acknowledged + 1} could not be read in time`;
    return finish(transfer, { kind: 'unreadable', reason: 'unreadable-file', why });
  }
  if (now - transfer.progressAt >= longestWait) return finish(transfer, { kind: 'timed-out', block: acknowledged });
  const timer = timedOut(transfer.timer);
  const again: ReadTransfer = { ...transfer, timer, sentAt: now, repeated: true, deadline: now + timeoutOf(timer) };
  if (transfer.phase === 'options') return { transfer: again, actions: [{ kind: 'send-options' }] };
  return {
    transfer: { ...again, resentBlocks: transfer.resentBlocks + sent - acknowledged },
    actions: [{ kind: 'send-blocks', first: acknowledged + 1, last: sent }],
  };
}

/**
 * Firmware that wants to know a file's size asks for tsize and aborts, with ERROR 8 (Intel and EDK2) or ERROR 0 (older
 * PXE ROMs), before it has taken a block; then it asks again. That is normal and not a failure.
 */
function outcomeOfError(transfer: ReadTransfer, code: number, message: string): TransferOutcome {
  const probing = transfer.plan.transferSizeAsked && transfer.acknowledged === 0;
  return probing ? { kind: 'size-probe' } : { kind: 'aborted', code, message };
}

function finish(transfer: ReadTransfer, outcome: TransferOutcome): TransferStep {
  return {
    transfer: { ...transfer, phase: 'over', deadline: Number.POSITIVE_INFINITY },
    actions: [{ kind: 'finish', outcome }],
  };
}
