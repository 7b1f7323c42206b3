import { createSocket, type Socket } from 'node:dgram';

import {
  ANY_ADDRESS,
  BROADCAST_ADDRESS,
  formatIpv4Address,
  parseIpv4Address,
  type Ipv4Address,
} from '../../values/ipv4-address.js';
import { broadcastAddressOf } from '../../values/ipv4-network.js';
import { fail, ok, type Result } from '../../values/result.js';
import { findPortHolder } from '../linux/port-holder.js';
import {
  errnoName,
  lowPortRefused,
  otherProblem,
  portTaken,
  rangeTaken,
  sendTrouble,
  settingOf,
} from '../net-problem.js';
import { datagramsOf, type DatagramTrain } from '../datagram-train.js';
import type { NetProblem, NetworkInterface, PortRange, UdpPort, UdpReceiver } from '../net.port.js';
import type { TroubleLog } from '../trouble-log.js';

/** Addresses are numbers already: answering at once makes bind and send synchronous. */
type Lookup = (
  hostname: string,
  options: unknown,
  callback: (error: Error | null, address: string, family: number) => void,
) => void;
const lookupNothing: Lookup = (hostname, _options, callback) => callback(null, hostname, 4);

/** libuv gives errors as negative errnos. */
function errnoOf(error: Error): number {
  return Math.abs((error as NodeJS.ErrnoException).errno ?? 0);
}

/**
 * A plain UDP socket on every address of the host. It cannot tell on which interface, nor to which address, a datagram
 * came: the interface's first address stands for it.
 */
export class DgramPort implements UdpPort {
  localPort = 0;
  readonly #socket: Socket;
  readonly #current: () => NetworkInterface;
  readonly #trouble: TroubleLog;
  readonly #onClose: (port: DgramPort) => void;
  #closed = false;

  private constructor(
    socket: Socket,
    current: () => NetworkInterface,
    trouble: TroubleLog,
    onClose: (port: DgramPort) => void,
  ) {
    this.#socket = socket;
    this.#current = current;
    this.#trouble = trouble;
    this.#onClose = onClose;
  }

  static open(
    current: () => NetworkInterface,
    localPort: number | PortRange,
    receive: UdpReceiver,
    trouble: TroubleLog,
    onClose: (port: DgramPort) => void,
  ): Result<DgramPort, NetProblem> {
    if (typeof localPort === 'number') return DgramPort.#openAt(current, localPort, receive, trouble, onClose);
    for (let port = localPort.first; port <= localPort.last; port++) {
      const opened = DgramPort.#openAt(current, port, receive, trouble, onClose);
      if (opened.ok || opened.error.code !== 'address-in-use') return opened;
    }
    return fail(rangeTaken(localPort.first, localPort.last, current().name));
  }

  static #openAt(
    current: () => NetworkInterface,
    localPort: number,
    receive: UdpReceiver,
    trouble: TroubleLog,
    onClose: (port: DgramPort) => void,
  ): Result<DgramPort, NetProblem> {
    const socket = createSocket({ type: 'udp4', lookup: lookupNothing });
    const port = new DgramPort(socket, current, trouble, onClose);
    let failure: Error | undefined;
    let bound = false;
    socket.on('error', (error) => {
      if (!bound) failure = error;
      else trouble.note(`${port.#where()} error`, `${port.#where()}: ${error.message}`);
    });
    socket.on('message', (payload, { address, port: sourcePort }) => {
      const sourceAddress = parseIpv4Address(address);
      if (!sourceAddress.ok || port.#closed) return;
      const destinationAddress = port.interface.addresses[0]?.address ?? ANY_ADDRESS;
      try {
        receive({ payload, sourceAddress: sourceAddress.value, sourcePort, destinationAddress }, port);
      } catch (error) {
        trouble.note(
          `${port.#where()} receiver`,
          `${port.#where()}: an error of ours while answering: ${String(error)}`,
        );
      }
    });
    port.localPort = localPort;
    socket.bind({ port: localPort, address: '0.0.0.0', exclusive: true });
    if (failure !== undefined) {
      socket.close();
      return fail(bindProblem(failure, localPort, current().name));
    }
    bound = true;
    port.localPort = socket.address().port;
    socket.setBroadcast(true);
    return ok(port);
  }

  get interface(): NetworkInterface {
    return this.#current();
  }

  send(payload: Uint8Array, address: Ipv4Address, port: number): void {
    if (this.#closed) return;
    this.#transmit(Buffer.from(payload), address, port);
  }

  sendTrain(train: DatagramTrain, address: Ipv4Address, port: number): void {
    if (this.#closed) return;
    for (const datagram of datagramsOf(train)) this.#transmit(datagram, address, port);
  }

  #transmit(copy: Buffer, address: Ipv4Address, port: number): void {
    this.#socket.send(copy, port, formatIpv4Address(address), (error) => {
      if (error === null || this.#closed) return;
      const network = this.interface.addresses[0]?.network;
      if (address === BROADCAST_ADDRESS && network !== undefined && errnoName(errnoOf(error)) === 'ENETUNREACH') {
        // Without a default route the limited broadcast has nowhere to go; the network's own has.
        this.#transmit(copy, broadcastAddressOf(network), port);
        return;
      }
      const errno = errnoOf(error);
      this.#trouble.note(`${this.#where()} send ${errno}`, sendTrouble(this.#where(), errno));
    });
  }

  mtuTo(): number {
    return this.interface.mtu;
  }

  lookAgainFor(): void {
    // Node wakes up by itself only.
  }

  gatherWhenBusy(): void {
    // Each packet comes alone here.
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
    this.#onClose(this);
  }

  #where(): string {
    return `UDP port ${this.localPort}`;
  }
}

function bindProblem(error: Error, port: number, name: string): NetProblem {
  const errno = errnoName(errnoOf(error));
  if (errno === 'EADDRINUSE') return portTaken(port, name, findPortHolder(port), settingOf(port));
  if (errno === 'EACCES' || errno === 'EPERM') return lowPortRefused(port, name);
  return otherProblem(`UDP port ${port}`, 'bind', errnoOf(error));
}
