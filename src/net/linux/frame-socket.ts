import { constants } from 'node:os';

import { fail, ok, type Result } from '../../values/result.js';
import { otherProblem, rawFramesRefused, sendTrouble } from '../net-problem.js';
import type { FrameChoice, FramePort, FrameReceiver, NetProblem, NetworkInterface } from '../net.port.js';
import {
  AF_PACKET,
  PACKET_IGNORE_OUTGOING,
  SO_ATTACH_FILTER,
  SOCK_RAW,
  SOL_PACKET,
  SOL_SOCKET,
} from './linux-numbers.table.js';
import { LinuxSocket } from './linux-socket.js';
import { encodeFilterProgram, encodeFrameFilter, type UdpTo } from './packet-filter.js';
import { describe, receiveWaiting } from './receive-waiting.js';
import { SendQueue } from './send-queue.js';
import { encodeSockaddrLl } from './socket-address.js';
import type { ServedInterface, SocketContext } from './socket-context.js';

const { EACCES, EPERM } = constants.errno;

/** What a port is opened for. Without `receive` it only sends. */
export interface WantedFrames {
  readonly etherType: number;
  readonly receive: FrameReceiver | undefined;
  readonly choice: FrameChoice | UdpTo | undefined;
}

/** An AF_PACKET socket on one interface, hearing one EtherType, or none when it only sends. */
export class FrameSocket implements FramePort {
  readonly #served: ServedInterface;
  readonly #socket: LinuxSocket;
  readonly #queue: SendQueue;
  readonly #closed: (port: FrameSocket) => void;

  private constructor(
    context: SocketContext,
    served: ServedInterface,
    etherType: number,
    socket: LinuxSocket,
    receive: FrameReceiver | undefined,
    closed: (port: FrameSocket) => void,
  ) {
    this.#served = served;
    this.#socket = socket;
    this.#closed = closed;
    const where = `frames of type 0x${etherType.toString(16).padStart(4, '0')} on ${served.current.name}`;
    this.#queue = new SendQueue(context.libc, socket.fd, context.turn, (errno, packets) =>
      context.trouble.note(`${where} send ${errno}`, sendTrouble(where, errno), packets),
    );
    if (receive === undefined) return;
    const { batch } = context;
    const deliver = (slot: number): void => receive(batch.payload(slot), this);
    socket.watch(
      () => receiveWaiting(context, socket, where, deliver, 0),
      (error) => context.trouble.note(`${where} poll`, `${where}: stopped by an error: ${describe(error)}`),
    );
  }

  static open(
    context: SocketContext,
    served: ServedInterface,
    { etherType, receive, choice = 'all' }: WantedFrames,
    closed: (port: FrameSocket) => void,
  ): Result<FrameSocket, NetProblem> {
    const { name, index } = served.current;
    const where = `raw frames on ${name}`;
    // Protocol 0 hears nothing until bind: no frame of another interface or type slips in before the filter stands.
    const opened = LinuxSocket.open(context.libc, AF_PACKET, SOCK_RAW, 0);
    if (!opened.ok) {
      const refused = opened.error === EPERM || opened.error === EACCES;
      return fail(refused ? rawFramesRefused(name) : otherProblem(where, 'socket', opened.error));
    }
    const socket = opened.value;
    const failure = (call: string, errno: number): Result<FrameSocket, NetProblem> => {
      socket.close();
      return fail(otherProblem(where, call, errno));
    };
    if (receive !== undefined) {
      const instructions = encodeFrameFilter(choice);
      const program = encodeFilterProgram(instructions, context.libc.addressOf(instructions));
      const filter = socket.set(SOL_SOCKET, SO_ATTACH_FILTER, program);
      if (filter !== 0) return failure('SO_ATTACH_FILTER', filter);
      // Saves a copy per frame we send; where it is unknown (before 4.20) the filter drops them all the same.
      socket.set(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
    }
    socket.enlargeBuffers();
    const bound = socket.bind(encodeSockaddrLl(receive === undefined ? 0 : etherType, index));
    if (bound !== 0) return failure('bind', bound);
    return ok(new FrameSocket(context, served, etherType, socket, receive, closed));
  }

  get interface(): NetworkInterface {
    return this.#served.current;
  }

  send(frame: Uint8Array): void {
    this.#queue.pushFrame(frame);
  }

  close(): void {
    if (this.#socket.closed) return;
    this.#queue.close();
    this.#socket.close();
    this.#closed(this);
  }
}
