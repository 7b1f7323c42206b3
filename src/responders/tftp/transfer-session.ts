import { DatagramTrain } from '../../net/datagram-train.js';
import type { UdpPort } from '../../net/net.port.js';
import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { wireBlockNumber, type RollOver } from '../../wire/tftp/block-number.js';
import type { NegotiatedOptions } from '../../wire/tftp/tftp-options.js';
import { dataHeaderWord, encodeError, encodeOptionAcknowledgment } from '../../wire/tftp/tftp.codec.js';
import { fileProblemOf, PAGE_BYTES, type ServedFile } from './file-shelf.js';
import type { Page } from './page-cache.js';
import {
  beginTransfer,
  hasAnswered,
  stepTransfer,
  type ReadTransfer,
  type TransferAction,
  type TransferEvent,
  type TransferStep,
} from './read-transfer.js';
import type { ReadProblem, TransferOutcome } from './transfer-outcome.js';

/** The client's side of a session, fixed by its request. */
export interface SessionPeer {
  readonly address: Ipv4Address;
  /** The client's transfer identifier (TID, RFC 1350 §4): its UDP port. */
  readonly port: number;
  /** Our address that the client talks to; undefined: the kernel chooses. */
  readonly ownAddress: Ipv4Address | undefined;
}

export interface SessionEnd {
  readonly outcome: TransferOutcome;
  /** Octets that the client has acknowledged. */
  readonly bytes: number;
  readonly milliseconds: number;
  readonly resentBlocks: number;
}

/** Who started a session hears of its end, once. */
export interface SessionOwner {
  readonly finished: (end: SessionEnd) => void;
  /** An error of ours while bytes came from the file, outside of any call of the owner's; it calls `abandon`. */
  readonly failed: (error: unknown) => void;
}

/** A page in use by this transfer and where it lies in the file. */
interface HeldPage {
  readonly page: Page;
  readonly start: number;
  readonly end: number;
}

/** One window at a time is put together here; the port takes it over. */
const TRAIN = new DatagramTrain();

/** What a client reads: nothing about paths of this host. */
const WORDS_FOR_CLIENT: Readonly<Record<ReadProblem, string>> = {
  'file-changed': 'the file changed, ask again',
  'unreadable-file': 'the file cannot be read',
};

/** Carries out what the transfer's state machine decides: reads pages, puts DATA together, sends. */
export class TransferSession {
  private transfer: ReadTransfer;
  private readonly held: HeldPage[] = [];
  private nextPage = 0;
  private heldEnd = 0;
  private wantedEnd = 0;
  private reading = false;
  private closed = false;
  private lastAnswerAt: Instant;
  private readonly beganAt: Instant;
  private readonly optionAcknowledgment: Buffer;
  private readonly opening: TransferStep;

  constructor(
    private readonly peer: SessionPeer,
    readonly port: UdpPort,
    private readonly file: ServedFile,
    options: NegotiatedOptions,
    rollOver: RollOver,
    /** Blocks that are handed to the port in one piece. */
    private readonly largestTrain: number,
    private readonly now: () => Instant,
    private readonly owner: SessionOwner,
  ) {
    this.beganAt = this.lastAnswerAt = now();
    this.optionAcknowledgment = encodeOptionAcknowledgment(options.acknowledged);
    this.opening = beginTransfer(
      {
        totalBytes: file.size,
        blockSize: options.blockSize,
        windowSize: options.windowSize,
        acknowledgeOptions: options.acknowledged.length > 0,
        rollOver,
        transferSizeAsked: options.transferSizeAsked,
        timeoutMilliseconds: options.timeoutSeconds === undefined ? undefined : options.timeoutSeconds * 1000,
        readAheadBlocks: Math.ceil(PAGE_BYTES / options.blockSize),
      },
      this.beganAt,
    );
    this.transfer = this.opening.transfer;
  }

  /** Sends the OACK or the first window. Apart from the constructor, so that the owner may use the session. */
  begin(): void {
    this.perform(this.opening);
  }

  get deadline(): Instant {
    return this.transfer.deadline;
  }

  get answered(): boolean {
    return hasAnswered(this.transfer);
  }

  /** When the client was last heard. */
  get heardAt(): Instant {
    return this.lastAnswerAt;
  }

  /** Does it wait for a page of its file? */
  get isReading(): boolean {
    return this.reading;
  }

  /** Something came from the client's address and port. */
  hear(event: TransferEvent): void {
    this.lastAnswerAt = this.now();
    this.apply(event, this.lastAnswerAt);
  }

  apply(event: TransferEvent, now: Instant): void {
    const before = this.transfer.acknowledged;
    const step = stepTransfer(this.transfer, event, now);
    this.transfer = step.transfer;
    if (step.transfer.acknowledged !== before) this.letGo(step.transfer.acknowledged * step.transfer.plan.blockSize);
    this.perform(step);
  }

  /** After an error of ours: gives back pages and file, sends nothing, tells nobody. */
  abandon(): void {
    this.transfer = { ...this.transfer, phase: 'over', deadline: Number.POSITIVE_INFINITY };
    this.letGo(Number.POSITIVE_INFINITY);
    if (!this.reading) this.close();
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.file.close();
  }

  private perform({ actions }: TransferStep): void {
    for (const action of actions) this.act(action);
  }

  private act(action: TransferAction): void {
    switch (action.kind) {
      case 'send-options':
        this.send(this.optionAcknowledgment);
        break;
      case 'send-blocks':
        this.sendBlocks(action.first, action.last);
        break;
      case 'read':
        this.wantedEnd = Math.min(this.file.size, action.through * this.transfer.plan.blockSize);
        if (!this.reading) this.readOn();
        break;
      case 'finish':
        this.finish(action.outcome);
        break;
    }
  }

  /** Takes pages that are in memory at once; waits for the first that is not. */
  private readOn(): void {
    while (this.heldEnd < this.wantedEnd) {
      const page = this.file.take(this.nextPage);
      if (page === undefined) {
        const loading = this.file.load(this.nextPage);
        this.reading = true;
        loading
          .then(
            (loaded) => this.arrived(loaded),
            (error: unknown) => this.unreadable(error),
          )
          .catch((error: unknown) => this.owner.failed(error));
        break;
      }
      this.hold(page);
    }
    const { blockSize } = this.transfer.plan;
    const through = this.heldEnd >= this.file.size ? this.transfer.lastBlock : Math.floor(this.heldEnd / blockSize);
    if (through > this.transfer.readable) this.apply({ kind: 'blocks-read', through }, this.now());
  }

  private arrived(page: Page): void {
    this.reading = false;
    if (this.transfer.phase === 'over') {
      this.file.release(page);
      this.close();
      return;
    }
    this.hold(page);
    this.readOn();
  }

  private unreadable(error: unknown): void {
    this.reading = false;
    if (this.transfer.phase === 'over') this.close();
    else this.apply({ kind: 'unreadable', ...fileProblemOf(error) }, this.now());
  }

  private hold(page: Page): void {
    const end = this.heldEnd + page.bytes.length;
    this.held.push({ page, start: this.heldEnd, end });
    this.heldEnd = end;
    this.nextPage += 1;
  }

  /** Pages that end at or before `offset` are not needed any more. */
  private letGo(offset: number): void {
    while (this.held[0] !== undefined && this.held[0].end <= offset) {
      const { page } = this.held[0];
      this.held.shift();
      this.file.release(page);
    }
  }

  private sendBlocks(first: number, last: number): void {
    for (let next = first; next <= last; next += this.largestTrain) {
      this.sendTrain(next, Math.min(last, next + this.largestTrain - 1));
    }
  }

  private sendTrain(first: number, last: number): void {
    const { blockSize, rollOver } = this.transfer.plan;
    TRAIN.clear();
    for (let block = first; block <= last; block++) {
      TRAIN.begin(dataHeaderWord(wireBlockNumber(block, rollOver)));
      const start = (block - 1) * blockSize;
      this.addOctets(start, Math.min(start + blockSize, this.file.size));
    }
    this.port.sendTrain(TRAIN, this.peer.address, this.peer.port, this.peer.ownAddress);
  }

  /** The octets of the file from `start` to before `end`, which lie in one page or in pages that follow each other. */
  private addOctets(start: number, end: number): void {
    for (const { page, start: pageStart, end: pageEnd } of this.held) {
      if (pageEnd <= start) continue;
      if (pageStart >= end) break;
      const from = Math.max(start, pageStart);
      TRAIN.add(page, from - pageStart, Math.min(end, pageEnd) - from);
    }
  }

  private send(packet: Buffer): void {
    this.port.send(packet, this.peer.address, this.peer.port, this.peer.ownAddress);
  }

  private finish(outcome: TransferOutcome): void {
    const { acknowledged, plan, resentBlocks } = this.transfer;
    if (outcome.kind === 'unreadable') this.send(encodeError(0, WORDS_FOR_CLIENT[outcome.reason]));
    if (outcome.kind === 'dropped') this.send(encodeError(0, outcome.why));
    this.letGo(Number.POSITIVE_INFINITY);
    if (!this.reading) this.close();
    this.owner.finished({
      outcome,
      bytes: Math.min(this.file.size, acknowledged * plan.blockSize),
      milliseconds: this.now() - this.beganAt,
      resentBlocks,
    });
  }
}
