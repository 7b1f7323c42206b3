import type { NetworkInterface, UdpDatagram } from '../net.port.js';
import type { TroubleLog } from '../trouble-log.js';
import type { Libc } from './libc.js';
import type { ReceiveBatch } from './receive-batch.js';
import type { SendTurn } from './send-turn.js';

/** What the sockets of one thread share. */
export interface SocketContext {
  readonly libc: Libc;
  readonly batch: ReceiveBatch;
  readonly turn: SendTurn;
  readonly trouble: TroubleLog;
  readonly report: (sentence: string) => void;
  /** Ports that are heard by raw frames, which do not have what this host itself broadcasts. */
  readonly beside: Set<HearsOwn>;
}

/** A port that is told of what our own sockets broadcast to it. */
export interface HearsOwn {
  readonly localPort: number;
  readonly interface: NetworkInterface;
  hearOwn(datagram: UdpDatagram): void;
}

/** An interface that sockets are open on; `current` is replaced when its addresses, MAC or MTU change. */
export interface ServedInterface {
  current: NetworkInterface;
}
