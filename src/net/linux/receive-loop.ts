import { constants } from 'node:os';

import { errnoName } from '../net-problem.js';
import type { LinuxSocket } from './linux-socket.js';
import { RECEIVE_BATCH } from './receive-batch.js';
import type { SocketContext } from './socket-context.js';

const { EAGAIN, EINTR } = constants.errno;

/** Batches per wake-up: 256 packets, then the event loop turns, so that other sockets and timers get theirs. */
const BATCHES_PER_WAKE = 4;

/**
 * Reads what waits on the socket and hands each packet's slot to `deliver`; what the receivers queue leaves after each
 * batch. Polling is level-triggered: what is left wakes us in the next turn. A throw of a receiver costs its packet only.
 */
export function receiveWaiting(
  context: SocketContext,
  socket: LinuxSocket,
  where: string,
  deliver: (slot: number) => void,
): void {
  const { batch, libc, turn, trouble } = context;
  for (let round = 0; round < BATCHES_PER_WAKE && !socket.closed; round++) {
    const count = batch.receive(socket.fd);
    if (count < 0) {
      const errno = libc.errno();
      if (errno !== EAGAIN && errno !== EINTR) {
        trouble.note(`${where} receive ${errno}`, `${where}: could not receive (${errnoName(errno)})`);
      }
      return;
    }
    turn.during(() => {
      for (let slot = 0; slot < count && !socket.closed; slot++) {
        try {
          deliver(slot);
        } catch (error) {
          trouble.note(`${where} receiver`, `${where}: an error of ours while answering: ${describe(error)}`);
        }
      }
    });
    if (count < RECEIVE_BATCH) return;
  }
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
