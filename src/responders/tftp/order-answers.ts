import type { Result } from '../../values/result.js';
import type { UdpPort } from '../../net/net.port.js';
import { LAST_BLOCK_NUMBER } from '../../wire/tftp/block-number.js';
import { negotiateOptions } from '../../wire/tftp/tftp-options.js';
import { encodeError } from '../../wire/tftp/tftp.codec.js';
import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { SilenceReason } from '../../journal/silence.table.js';
import type { EngineLimits } from './engine-limits.js';
import type { FileProblem, ServedFile } from './file-shelf.js';
import type { TftpClock } from './tftp-clock.js';
import type { Observe } from './tftp-event.js';
import type { TransferOrder } from './transfer-order.js';
import type { TransferPorts } from './transfer-ports.js';
import { TransferSession, type SessionOwner } from './transfer-session.js';

/** What an order whose file has been opened comes to: a session on a port of ours, or a refusal in words. */
export class OrderAnswers {
  private readonly now: () => number;

  constructor(
    private readonly ports: TransferPorts,
    private readonly limits: EngineLimits,
    clock: TftpClock,
    private readonly observe: Observe,
  ) {
    this.now = () => clock.now();
  }

  /** A session that has not begun yet; undefined: refused, and the file closed. */
  accept(
    order: TransferOrder,
    opened: Result<ServedFile, FileProblem>,
    owner: SessionOwner,
  ): TransferSession | undefined {
    if (!opened.ok) {
      const { reason, why } = opened.error;
      if (reason === 'file-changed') this.refuse(order, reason, 0, 'the file changed, ask again', why);
      else this.refuse(order, reason, 2, 'this file cannot be read', why);
      return undefined;
    }
    const file = opened.value;
    let session: TransferSession | undefined;
    try {
      const port = this.ports.next(order.request.interfaceName);
      if (port.ok) session = this.negotiate(order, file, port.value, owner);
      else this.refuse(order, 'cannot-send', 0, undefined, port.error.sentence);
    } finally {
      if (session === undefined) file.close();
    }
    return session;
  }

  private negotiate(
    order: TransferOrder,
    file: ServedFile,
    port: UdpPort,
    owner: SessionOwner,
  ): TransferSession | undefined {
    const { request, options, ownAddress, terms } = order;
    const { limits } = this;
    const negotiated = negotiateOptions(options, {
      mtu: limits.mtu ?? port.mtuTo(request.address),
      transferSize: file.size,
      largestWindow: limits.largestWindow,
      largestWindowBytes: limits.largestWindowBytes,
      refused: terms.refusedOptions,
    });
    const { blockSize, windowSize, timeoutSeconds, remarks } = negotiated;
    const blocks = Math.floor(file.size / blockSize) + 1;
    if (terms.rollOver === 'refuse' && blocks > LAST_BLOCK_NUMBER) {
      const who = terms.client ?? 'REVEILLE_TFTP_ROLLOVER=refuse';
      const problem = `${blocks} blocks of ${blockSize} octets; ${who} counts to 65535`;
      this.refuse(order, 'too-many-blocks', 0, 'the file has more than 65535 blocks', problem);
      return undefined;
    }
    this.observe({ kind: 'serving', request, size: file.size, blockSize, windowSize, timeoutSeconds, remarks });
    const peer = { address: request.address, port: request.port, ownAddress };
    const rollOver = terms.rollOver === 1 ? 1 : 0;
    return new TransferSession(peer, port, file, negotiated, rollOver, limits.largestTrain, this.now, owner);
  }

  /** Tells the client by an ERROR, if there is a `message` for it, and the journal always. */
  refuse(
    { request, broadcast, ownAddress }: TransferOrder,
    reason: SilenceReason,
    code: TftpErrorCode,
    message: string | undefined,
    problem?: string,
  ): void {
    const error = message === undefined || broadcast ? undefined : { code, message };
    this.observe({ kind: 'refused', request, reason, problem, error });
    const port = this.ports.next(request.interfaceName);
    if (error !== undefined && port.ok) {
      port.value.send(encodeError(code, error.message), request.address, request.port, ownAddress);
    }
  }
}
