import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { TableEntry } from './session-table.js';
import type { TftpRequestFacts } from './tftp-event.js';
import type { TransferSession } from './transfer-session.js';

/** A client that is acknowledging our blocks has not started over within this time, milliseconds. */
const STILL_BUSY = 1_000;

/** A request from its arrival on; it has a session as soon as it is admitted and its file is open. */
export class TransferEntry implements TableEntry {
  session: TransferSession | undefined;
  private over = false;

  constructor(
    readonly address: Ipv4Address,
    readonly key: number,
    private readonly requestBytes: string,
    readonly facts: TftpRequestFacts,
  ) {}

  get answered(): boolean {
    return this.session?.answered ?? false;
  }

  end(): void {
    this.over = true;
  }

  /** Ended, perhaps while it still waited for its admission. */
  isOver(): boolean {
    return this.over;
  }

  /**
   * Is this the same request once more, because the client has not seen our answer yet or the network doubled it? Then
   * there is nothing to do: the timer sends the answer again. After a while of silence it is a client that starts over.
   */
  isRepeatedBy(requestBytes: string, now: Instant): boolean {
    if (requestBytes !== this.requestBytes) return false;
    return !this.answered || now - (this.session?.heardAt ?? now) < STILL_BUSY;
  }
}
