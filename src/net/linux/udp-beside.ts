import { constants } from 'node:os';

import { ANY_ADDRESS, BROADCAST_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { broadcastAddressOf } from '../../values/ipv4-network.js';
import { fail, ok, type Result } from '../../values/result.js';
import { ETHER_TYPE_IPV4, ETHERNET_HEADER_LENGTH } from '../../wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../wire/ipv4/udp-frame.codec.js';
import { datagramsOf, type DatagramTrain } from '../datagram-train.js';
import { otherProblem, rawFramesRefused, sendTrouble } from '../net-problem.js';
import type { NetProblem, NetworkInterface, UdpDatagram, UdpPort, UdpReceiver } from '../net.port.js';
import { FrameSocket } from './frame-socket.js';
import { AF_INET, IPPROTO_RAW, SO_BINDTODEVICE, SO_BROADCAST, SOCK_RAW, SOL_SOCKET } from './linux-numbers.table.js';
import { LinuxSocket } from './linux-socket.js';
import { SendQueue } from './send-queue.js';
import type { HearsOwn, ServedInterface, SocketContext } from './socket-context.js';

const { EPERM, EACCES } = constants.errno;

/** IPv4 header without options, and UDP header. */
const HEADERS_LENGTH = 28;

/** Has this host the address, on any interface? */
type OwnsAddress = (address: Ipv4Address) => boolean;

interface Parts {
  readonly localPort: number;
  readonly served: ServedInterface;
  readonly frames: FrameSocket;
  readonly sender: LinuxSocket;
  readonly queue: SendQueue;
  readonly receive: UdpReceiver;
  readonly beside: Set<HearsOwn>;
  readonly closed: (port: UdpBeside) => void;
}

/**
 * A UDP port that another program of this host has, or may want: heard by raw frames, which takes nothing away from it,
 * and spoken from by a raw IP socket, for which the kernel looks up routes and neighbours as ever.
 */
export class UdpBeside implements UdpPort, HearsOwn {
  readonly localPort: number;
  readonly #served: ServedInterface;
  readonly #frames: FrameSocket;
  readonly #sender: LinuxSocket;
  readonly #queue: SendQueue;
  readonly #receive: UdpReceiver;
  readonly #beside: Set<HearsOwn>;
  readonly #closed: (port: UdpBeside) => void;

  private constructor(parts: Parts) {
    this.localPort = parts.localPort;
    this.#served = parts.served;
    this.#frames = parts.frames;
    this.#sender = parts.sender;
    this.#queue = parts.queue;
    this.#receive = parts.receive;
    this.#beside = parts.beside;
    this.#closed = parts.closed;
    this.#beside.add(this);
  }

  static open(
    context: SocketContext,
    served: ServedInterface,
    localPort: number,
    receive: UdpReceiver,
    ownsAddress: OwnsAddress,
    closed: (port: UdpBeside) => void,
  ): Result<UdpBeside, NetProblem> {
    const { name } = served.current;
    const where = `UDP port ${localPort} on ${name}, beside another program`;
    const opened = openSender(context, name, where);
    if (!opened.ok) return opened;
    const sender = opened.value;
    const deliver = (frame: Buffer): void => {
      const read = decodeUdpFrame(frame);
      if (!read.ok) return;
      const { payload, sourceAddress, sourcePort, destinationAddress } = read.value;
      // A router hears here what it only passes on.
      if (!isBroadcast(destinationAddress, served.current) && !ownsAddress(destinationAddress)) return;
      receive({ payload, sourceAddress, sourcePort, destinationAddress }, port);
    };
    const wanted = { etherType: ETHER_TYPE_IPV4, receive: deliver, choice: { udpTo: localPort } };
    const frames = FrameSocket.open(context, served, wanted, () => undefined);
    if (!frames.ok) {
      sender.close();
      return frames;
    }
    const queue = new SendQueue(context.libc, sender.fd, context.turn, (errno, packets) =>
      context.trouble.note(`${where} send ${errno}`, sendTrouble(where, errno), packets),
    );
    const { beside } = context;
    const port = new UdpBeside({ localPort, served, frames: frames.value, sender, queue, receive, beside, closed });
    return ok(port);
  }

  /** In a turn of its own: whoever sends does not wait for who hears it. */
  hearOwn(datagram: UdpDatagram): void {
    const payload = Buffer.from(datagram.payload);
    setImmediate(() => {
      if (!this.#sender.closed) this.#receive({ ...datagram, payload }, this);
    });
  }

  get interface(): NetworkInterface {
    return this.#served.current;
  }

  send(payload: Uint8Array, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    const { mac, addresses } = this.interface;
    const frame = encodeUdpFrame({
      // The Ethernet header is the kernel's to write.
      sourceMac: mac,
      destinationMac: mac,
      sourceAddress: from ?? addresses[0]?.address ?? ANY_ADDRESS,
      destinationAddress: address,
      sourcePort: this.localPort,
      destinationPort: port,
      payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
    });
    const packet = frame.subarray(ETHERNET_HEADER_LENGTH, ETHERNET_HEADER_LENGTH + HEADERS_LENGTH + payload.length);
    this.#queue.pushDatagram(packet, address, 0, undefined);
  }

  sendTrain(train: DatagramTrain, address: Ipv4Address, port: number, from?: Ipv4Address): void {
    for (const datagram of datagramsOf(train)) this.send(datagram, address, port, from);
  }

  mtuTo(): number {
    return this.interface.mtu;
  }

  lookAgainFor(): void {
    // Only ports that are in a hurry ask for this; none of them is shared.
  }

  gatherWhenBusy(): void {
    // Raw frames lie in a queue of the kernel of their own: there is no hurry to read them either.
  }

  close(): void {
    if (this.#sender.closed) return;
    this.#frames.close();
    this.#queue.close();
    this.#sender.close();
    this.#beside.delete(this);
    this.#closed(this);
  }
}

function openSender(context: SocketContext, name: string, where: string): Result<LinuxSocket, NetProblem> {
  const opened = LinuxSocket.open(context.libc, AF_INET, SOCK_RAW, IPPROTO_RAW);
  if (!opened.ok) {
    const refused = opened.error === EPERM || opened.error === EACCES;
    return fail(refused ? rawFramesRefused(name) : otherProblem(where, 'socket', opened.error));
  }
  const socket = opened.value;
  const errno =
    socket.set(SOL_SOCKET, SO_BINDTODEVICE, Buffer.from(`${name}\0`)) || socket.set(SOL_SOCKET, SO_BROADCAST, 1);
  if (errno === 0) return ok(socket);
  socket.close();
  return fail(otherProblem(where, 'setsockopt', errno));
}

function isBroadcast(address: Ipv4Address, { addresses }: NetworkInterface): boolean {
  return (
    address === BROADCAST_ADDRESS ||
    addresses.some(({ network }) => network.prefixLength < 31 && broadcastAddressOf(network) === address)
  );
}
