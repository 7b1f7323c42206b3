import { constants } from 'node:os';

import { errnoName } from '../net-problem.js';
import type { LinuxSocket } from './linux-socket.js';
import type { SocketContext } from './socket-context.js';

const { EAGAIN, EINTR } = constants.errno;

/** However fast packets come, the event loop gets its turn after this, milliseconds. */
const LONGEST_LOOK = 5;

/**
 * Reads one batch of what waits on the socket and hands each packet's slot to `deliver`; what the receivers queue
 * leaves at its end. Polling is level-triggered: what is left wakes us in the next turn of the event loop, after
 * timers and other sockets had theirs. A throw of a receiver costs its packet only.
 *
 * @param lookAgain microseconds to look for the next batch before sleeping, so long as one came in that time
 */
export function receiveWaiting(
  context: SocketContext,
  socket: LinuxSocket,
  where: string,
  deliver: (slot: number) => void,
  lookAgain: number,
): number {
  let count = receiveBatch(context, socket, where, deliver);
  const first = count;
  if (lookAgain === 0) return first;
  const latest = performance.now() + LONGEST_LOOK;
  while (count > 0 && !socket.closed && performance.now() < latest) {
    const giveUp = performance.now() + lookAgain / 1000;
    do count = receiveBatch(context, socket, where, deliver);
    while (count === 0 && performance.now() < giveUp);
  }
  return first;
}

/** Answers how many packets there were. */
function receiveBatch(
  context: SocketContext,
  socket: LinuxSocket,
  where: string,
  deliver: (slot: number) => void,
): number {
  const { batch, libc, turn, trouble } = context;
  const count = batch.receive(socket.fd);
  if (count < 0) {
    const errno = libc.errno();
    if (errno !== EAGAIN && errno !== EINTR) {
      trouble.note(`${where} receive ${errno}`, `${where}: could not receive (${errnoName(errno)})`);
    }
    return 0;
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
  return count;
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
