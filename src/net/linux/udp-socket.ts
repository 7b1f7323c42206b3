import { constants } from 'node:os';

import { ANY_ADDRESS, BROADCAST_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { lowPortRefused, otherProblem, portTaken, rangeTaken, sendTrouble, settingOf } from '../net-problem.js';
import type { DatagramTrain } from '../datagram-train.js';
import type { NetProblem, NetworkInterface, PortRange, UdpPort, UdpReceiver } from '../net.port.js';
import { ArrivalRate } from './arrival-rate.js';
import {
  AF_INET,
  IP_MTU,
  IP_MTU_DISCOVER,
  IP_PKTINFO,
  IP_PMTUDISC_DONT,
  SO_BINDTODEVICE,
  SO_BROADCAST,
  SO_REUSEADDR,
  SOCK_DGRAM,
  SOL_IP,
  SOL_SOCKET,
  SOL_UDP,
  UDP_SEGMENT,
} from './linux-numbers.table.js';
import type { Libc } from './libc.js';
import { LinuxSocket } from './linux-socket.js';
import { findPortHolder } from './port-holder.js';
import { describe, receiveWaiting } from './receive-waiting.js';
import { type DropListener, SendQueue } from './send-queue.js';
import { encodeSockaddrIn } from './socket-address.js';
import type { HearsOwn, ServedInterface, SocketContext } from './socket-context.js';
import { TrainQueue } from './train-queue.js';

/** A struct sockaddr of AF_UNSPEC: connecting to it ends a connection. */
const NOWHERE = Buffer.alloc(16);

const { EACCES, EADDRINUSE, EPERM } = constants.errno;

/** Packets per millisecond from which on a port that gathers lets them. */
const BUSY = 4;
const REST_MS = 1;

/** An AF_INET socket bound to a device: hears broadcasts and unicasts of that interface only, and sends only there. */
export class UdpSocket implements UdpPort {
  readonly localPort: number;
  readonly #served: ServedInterface;
  readonly #socket: LinuxSocket;
  readonly #queue: SendQueue;
  readonly #makeTrains: () => TrainQueue;
  /** Made at the first train: most ports send none. */
  #trains: TrainQueue | undefined;
  /** Asks for routes; made at the first question. */
  #asking: LinuxSocket | undefined;
  readonly #closed: (port: UdpSocket) => void;
  readonly #libc: Libc;
  readonly #beside: ReadonlySet<HearsOwn>;
  readonly #rate = new ArrivalRate();
  #lookAgain = 0;
  #gather = false;

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
    this.#libc = context.libc;
    this.#beside = context.beside;
    this.localPort = socket.localName().readUInt16BE(2);
    const where = `UDP port ${this.localPort} on ${served.current.name}`;
    const dropped: DropListener = (errno, packets) =>
      context.trouble.note(`${where} send ${errno}`, sendTrouble(where, errno), packets);
    this.#queue = new SendQueue(context.libc, socket.fd, context.turn, dropped);
    this.#makeTrains = () => {
      const cuts = socket.get(SOL_UDP, UDP_SEGMENT) !== undefined;
      return new TrainQueue(context.libc, socket.fd, context.turn, cuts, dropped);
    };
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
      () => {
        const packets = receiveWaiting(context, socket, where, deliver, this.#lookAgain);
        if (this.#gather && this.#rate.note(packets, performance.now()) >= BUSY) socket.rest(REST_MS);
      },
      (error) => context.trouble.note(`${where} poll`, `${where}: stopped by an error: ${describe(error)}`),
    );
  }

  static open(
    context: SocketContext,
    served: ServedInterface,
    localPort: number | PortRange,
    receive: UdpReceiver,
    closed: (port: UdpSocket) => void,
  ): Result<UdpSocket, NetProblem> {
    const { name } = served.current;
    const wanted = typeof localPort === 'number' ? `${localPort}` : `${localPort.first}-${localPort.last}`;
    const where = `UDP port ${wanted} on ${name}`;
    const opened = LinuxSocket.open(context.libc, AF_INET, SOCK_DGRAM, 0);
    if (!opened.ok) return fail(otherProblem(where, 'socket', opened.error));
    const socket = opened.value;
    const problem =
      bindToDevice(socket, name, where) ??
      (typeof localPort === 'number'
        ? bindToPort(context, socket, name, localPort)
        : bindWithin(localPort, socket, name));
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
    if (address === BROADCAST_ADDRESS && this.#beside.size > 0) this.#tellBeside(payload, port, from);
  }

  /** What we broadcast ourselves, as the probe does, reaches our own ports: sockets by the kernel, these by us. */
  #tellBeside(payload: Uint8Array, port: number, from: Ipv4Address | undefined): void {
    const { addresses, index } = this.interface;
    for (const own of this.#beside) {
      if (own.localPort !== port || own.interface.index !== index) continue;
      own.hearOwn({
        payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
        sourceAddress: from ?? addresses[0]?.address ?? ANY_ADDRESS,
        sourcePort: this.localPort,
        destinationAddress: BROADCAST_ADDRESS,
      });
    }
  }

  sendTrain(train: DatagramTrain, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    if (this.#socket.closed) return;
    this.#trains ??= this.#makeTrains();
    this.#trains.push(train, address, port, from);
  }

  mtuTo(address: Ipv4Address): number {
    const { mtu } = this.interface;
    const socket = (this.#asking ??= this.#openAsking());
    if (socket === undefined) return mtu;
    // Else it kept the source address that the last route gave it.
    socket.connect(NOWHERE);
    // Only a connected socket has a route to ask about; nothing is sent. The port is of no account.
    const connected = socket.connect(encodeSockaddrIn(address, this.localPort)) === 0;
    return Math.min(mtu, (connected ? socket.get(SOL_IP, IP_MTU) : undefined) ?? mtu);
  }

  #openAsking(): LinuxSocket | undefined {
    const opened = LinuxSocket.open(this.#libc, AF_INET, SOCK_DGRAM, 0);
    if (!opened.ok) return undefined;
    opened.value.set(SOL_SOCKET, SO_BINDTODEVICE, Buffer.from(`${this.interface.name}\0`));
    return opened.value;
  }

  lookAgainFor(microseconds: number): void {
    this.#lookAgain = microseconds;
  }

  gatherWhenBusy(): void {
    this.#gather = true;
  }

  close(): void {
    if (this.#socket.closed) return;
    this.#queue.close();
    this.#trains?.close();
    this.#asking?.close();
    this.#socket.close();
    this.#closed(this);
  }
}

function bindToDevice(socket: LinuxSocket, name: string, where: string): NetProblem | undefined {
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
  // PROMs of the nineties drop packets that say "don't fragment" (SGI's; Debian's notes on netbooting the Indy).
  socket.set(SOL_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
  return undefined;
}

/** The first port of the range that nobody has; never shared. */
function bindWithin({ first, last }: PortRange, socket: LinuxSocket, name: string): NetProblem | undefined {
  for (let port = first; port <= last; port++) {
    const error = socket.bind(encodeSockaddrIn(ANY_ADDRESS, port));
    if (error === 0) return undefined;
    if (error === EACCES || error === EPERM) return lowPortRefused(port, name);
    if (error !== EADDRINUSE) return otherProblem(`UDP port ${port} on ${name}`, 'bind', error);
  }
  return rangeTaken(first, last, name);
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
