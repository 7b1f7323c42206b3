import { constants } from 'node:os';

import { errnoName } from '../net-problem.js';
import type { LinuxSocket } from './linux-socket.js';
import type { SocketContext } from './socket-context.js';

const { EAGAIN, EINTR } = constants.errno;

/**
 * Reads one batch of what waits on the socket and hands each packet's slot to `deliver`; what the receivers queue
 * leaves at its end. Polling is level-triggered: what is left wakes us in the next turn of the event loop, after
 * timers and other sockets had theirs. A throw of a receiver costs its packet only.
 */
export function receiveWaiting(
  context: SocketContext,
  socket: LinuxSocket,
  where: string,
  deliver: (slot: number) => void,
): void {
  const { batch, libc, turn, trouble } = context;
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
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
