import { constants } from 'node:os';

import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { lowPortRefused, otherProblem, portTaken, sendTrouble, settingOf } from '../net-problem.js';
import type { NetProblem, NetworkInterface, UdpPort, UdpReceiver } from '../net.port.js';
import {
  AF_INET,
  IP_PKTINFO,
  SO_BINDTODEVICE,
  SO_BROADCAST,
  SO_REUSEADDR,
  SOCK_DGRAM,
  SOL_IP,
  SOL_SOCKET,
} from './linux-numbers.table.js';
import { LinuxSocket } from './linux-socket.js';
import { findPortHolder } from './port-holder.js';
import { describe, receiveWaiting } from './receive-waiting.js';
import { SendQueue } from './send-queue.js';
import { encodeSockaddrIn } from './socket-address.codec.js';
import type { ServedInterface, SocketContext } from './socket-context.js';

const { EACCES, EADDRINUSE, EPERM } = constants.errno;

/** An AF_INET socket bound to a device: hears broadcasts and unicasts of that interface only, and sends only there. */
export class UdpSocket implements UdpPort {
  readonly localPort: number;
  readonly #served: ServedInterface;
  readonly #socket: LinuxSocket;
  readonly #queue: SendQueue;
  readonly #closed: (port: UdpSocket) => void;

  private constructor(
    context: SocketContext,
    served: ServedInterface,
    socket: LinuxSocket,
    receive: UdpReceiver,
    closed: (port: UdpSocket) => void,
  ) {
    this.#served = served;
    this.#socket = socket;
    this.#closed = closed;
    this.localPort = socket.localName().readUInt16BE(2);
    const where = `UDP port ${this.localPort} on ${served.current.name}`;
    this.#queue = new SendQueue(context.libc, socket.fd, context.turn, (errno, packets) =>
      context.trouble.note(`${where} send ${errno}`, sendTrouble(where, errno), packets),
    );
    const { batch } = context;
    const deliver = (slot: number): void =>
      receive(
        {
          payload: batch.payload(slot),
          sourceAddress: batch.sourceAddress(slot),
          sourcePort: batch.sourcePort(slot),
          destinationAddress: batch.destinationAddress(slot),
        },
        this,
      );
    socket.watch(
      () => receiveWaiting(context, socket, where, deliver),
      (error) => context.trouble.note(`${where} poll`, `${where}: stopped by an error: ${describe(error)}`),
    );
  }

  static open(
    context: SocketContext,
    served: ServedInterface,
    localPort: number,
    receive: UdpReceiver,
    closed: (port: UdpSocket) => void,
  ): Result<UdpSocket, NetProblem> {
    const { name } = served.current;
    const where = `UDP port ${localPort} on ${name}`;
    const opened = LinuxSocket.open(context.libc, AF_INET, SOCK_DGRAM, 0);
    if (!opened.ok) return fail(otherProblem(where, 'socket', opened.error));
    const socket = opened.value;
    const problem = bindToDevice(context, socket, name, localPort);
    if (problem !== undefined) {
      socket.close();
      return fail(problem);
    }
    socket.enlargeBuffers();
    return ok(new UdpSocket(context, served, socket, receive, closed));
  }

  get interface(): NetworkInterface {
    return this.#served.current;
  }

  send(payload: Uint8Array, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    this.#queue.pushDatagram(payload, address, port, from);
  }

  close(): void {
    if (this.#socket.closed) return;
    this.#queue.close();
    this.#socket.close();
    this.#closed(this);
  }
}

function bindToDevice(
  context: SocketContext,
  socket: LinuxSocket,
  name: string,
  localPort: number,
): NetProblem | undefined {
  const where = `UDP port ${localPort} on ${name}`;
  // Linux 5.7 and later let an ordinary user bind to a device; before, it takes CAP_NET_RAW.
  const device = socket.set(SOL_SOCKET, SO_BINDTODEVICE, Buffer.from(`${name}\0`));
  if (device === EPERM) {
    return {
      code: 'permission',
      capability: 'CAP_NET_RAW',
      sentence: `${where}: binding to one interface is not allowed; Linux before 5.7 asks CAP_NET_RAW for it, run as root`,
    };
  }
  if (device !== 0) return otherProblem(where, 'SO_BINDTODEVICE', device);
  const broadcast = socket.set(SOL_SOCKET, SO_BROADCAST, 1);
  if (broadcast !== 0) return otherProblem(where, 'SO_BROADCAST', broadcast);
  const arrival = socket.set(SOL_IP, IP_PKTINFO, 1);
  if (arrival !== 0) return otherProblem(where, 'IP_PKTINFO', arrival);
  return bindToPort(context, socket, name, localPort);
}

/**
 * Binds alone first, so that another server on the port is noticed; then shared, because a program that serves other
 * interfaces (a hypervisor's dnsmasq) may hold the port too, and bound to the device we come first for unicasts.
 */
function bindToPort(
  context: SocketContext,
  socket: LinuxSocket,
  name: string,
  localPort: number,
): NetProblem | undefined {
  const where = `UDP port ${localPort} on ${name}`;
  const address = encodeSockaddrIn(ANY_ADDRESS, localPort);
  let error = socket.bind(address);
  if (error === EADDRINUSE && localPort !== 0) {
    // Looked for before we hold it ourselves.
    const holder = findPortHolder(localPort);
    socket.set(SOL_SOCKET, SO_REUSEADDR, 1);
    error = socket.bind(address);
    if (error === EADDRINUSE) return portTaken(localPort, name, holder, settingOf(localPort));
    if (error === 0 && holder?.pid !== process.pid) {
      const who = holder === undefined ? 'another program' : `${holder.command} (pid ${holder.pid})`;
      context.report(`${where} is also open in ${who}: broadcasts reach both; if it serves this network too, stop it`);
    }
  }
  if (error === EACCES || error === EPERM) return lowPortRefused(localPort, name);
  if (error !== 0) return otherProblem(where, 'bind', error);
  // Whoever comes later and shares (a hypervisor's dnsmasq) may come in beside us.
  if (localPort !== 0) socket.set(SOL_SOCKET, SO_REUSEADDR, 1);
  return undefined;
}
