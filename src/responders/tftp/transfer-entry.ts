import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { TableEntry } from './session-table.js';
import type { TransferOrder } from './transfer-order.js';
import type { TransferSession } from './transfer-session.js';

/** A client that is acknowledging our blocks has not started over within this time, milliseconds. */
const STILL_BUSY = 1_000;

/** A file that is not open after this time lies on a disk that does not answer, milliseconds. */
const OPENING_PATIENCE = 15_000;

/** An order from its arrival on; it has a session as soon as its file is open. */
export class TransferEntry implements TableEntry {
  session: TransferSession | undefined;
  private over = false;

  constructor(
    readonly key: number,
    readonly order: TransferOrder,
    private readonly since: Instant,
  ) {}

  get address(): Ipv4Address {
    return this.order.request.address;
  }

  get answered(): boolean {
    return this.session?.answered ?? false;
  }

  get heardAt(): Instant {
    return this.session?.heardAt ?? this.since;
  }

  /** The deadline of the session, or of the opening of its file. */
  get deadline(): Instant {
    return this.session?.deadline ?? this.since + OPENING_PATIENCE;
  }

  end(): void {
    this.over = true;
  }

  /** Ended, perhaps while its file was still being opened. */
  isOver(): boolean {
    return this.over;
  }

  /**
   * Is this the same request once more, because the client has not seen our answer yet or the network doubled it? Then
   * there is nothing to do: the timer sends the answer again. After a while of silence it is a client that starts over.
   */
  isRepeatedBy({ requestText }: TransferOrder, now: Instant): boolean {
    if (requestText !== this.order.requestText) return false;
    return !this.answered || now - this.heardAt < STILL_BUSY;
  }
}
