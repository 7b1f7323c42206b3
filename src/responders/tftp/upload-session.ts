import type { UdpPort } from '../../net/net.port.js';
import type { Instant } from '../../values/instant.js';
import { NetasciiDecoder } from '../../wire/tftp/netascii.codec.js';
import {
  encodeAcknowledgment,
  encodeError,
  encodeOptionAcknowledgment,
  type TftpPacket,
} from '../../wire/tftp/tftp.codec.js';
import type { NegotiatedOptions } from '../../wire/tftp/tftp-options.js';
import type { TransferOutcome } from './transfer-outcome.js';
import type { SessionEnd, SessionPeer } from './transfer-session.js';
import type { UploadFile } from './upload-file.js';
import {
  beginWrite,
  stepWrite,
  type WriteAction,
  type WriteEvent,
  type WriteStep,
  type WriteTransfer,
} from './write-transfer.js';

/** While so many octets wait for the disk, blocks are left to be sent again. */
const MOST_WAITING = 4 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

/** Who started an upload hears how it ended and, perhaps later, that nothing more is to be expected of its client. */
export interface UploadOwner {
  readonly finished: (end: SessionEnd) => void;
  readonly forget: () => void;
}

/** Carries out what the state machine of a write decides: keeps blocks, acknowledges, puts the file in its place. */
export class UploadSession {
  private transfer: WriteTransfer;
  private readonly opening: WriteStep;
  private readonly beganAt: Instant;
  private readonly optionAcknowledgment: Buffer;
  private readonly decoder: NetasciiDecoder | undefined;
  private kept = false;

  constructor(
    private readonly peer: SessionPeer,
    readonly port: UdpPort,
    private readonly file: UploadFile,
    options: NegotiatedOptions,
    { mode, maxBytes }: { readonly mode: 'octet' | 'netascii'; readonly maxBytes: number },
    private readonly now: () => Instant,
    private readonly owner: UploadOwner,
  ) {
    this.beganAt = now();
    this.optionAcknowledgment = encodeOptionAcknowledgment(options.acknowledged);
    this.decoder = mode === 'netascii' ? new NetasciiDecoder() : undefined;
    this.opening = beginWrite(
      {
        blockSize: options.blockSize,
        windowSize: options.windowSize,
        acknowledgeOptions: options.acknowledged.length > 0,
        timeoutMilliseconds: options.timeoutSeconds === undefined ? undefined : options.timeoutSeconds * 1000,
        maxBytes,
      },
      this.beganAt,
    );
    this.transfer = this.opening.transfer;
  }

  begin(): void {
    for (const action of this.opening.actions) this.act(action, NOTHING);
  }

  get deadline(): Instant {
    return this.transfer.deadline;
  }

  /** Is the file in its place? Then only a lost ACK is waited for. */
  get isStored(): boolean {
    return this.transfer.phase === 'lingering';
  }

  /** Something came from the client's address and port; its data is borrowed. */
  hear(packet: TftpPacket): void {
    if (packet.kind === 'error') this.apply({ kind: 'error', code: packet.code, message: packet.message });
    if (packet.kind !== 'data' || this.file.waiting > MOST_WAITING) return;
    this.apply({ kind: 'data', block: packet.block, length: packet.data.length }, packet.data);
  }

  apply(event: WriteEvent, data: Buffer = NOTHING): void {
    const step = stepWrite(this.transfer, event, this.now());
    this.transfer = step.transfer;
    for (const action of step.actions) this.act(action, data);
  }

  private act(action: WriteAction, data: Buffer): void {
    switch (action.kind) {
      case 'send-options':
        this.send(this.optionAcknowledgment);
        break;
      case 'send-acknowledgment':
        this.send(encodeAcknowledgment(action.block));
        break;
      case 'keep':
        this.file.append(this.decoder?.decode(data) ?? Buffer.from(data));
        break;
      case 'store':
        if (this.decoder !== undefined) this.file.append(this.decoder.end());
        void this.store();
        break;
      case 'finish':
        this.finish(action.outcome);
        break;
      case 'forget':
        if (!this.kept) void this.file.discard();
        this.owner.forget();
        break;
    }
  }

  private async store(): Promise<void> {
    this.kept = true;
    const stored = await this.file.store();
    if (stored.ok) this.apply({ kind: 'stored' });
    else this.apply({ kind: 'unwritable', ...stored.error });
  }

  private finish(outcome: TransferOutcome): void {
    if (outcome.kind === 'unwritable') this.send(encodeError(outcome.code, outcome.message));
    if (outcome.kind === 'dropped') this.send(encodeError(0, outcome.why));
    const { bytes } = this.transfer;
    this.owner.finished({ outcome, bytes, milliseconds: this.now() - this.beganAt, resentBlocks: 0 });
  }

  private send(packet: Buffer): void {
    this.port.send(packet, this.peer.address, this.peer.port, this.peer.ownAddress);
  }
}
