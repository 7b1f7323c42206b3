import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { Result } from '../../values/result.js';
import type { NetProblem } from '../net.port.js';

/** Something that is open and can be closed. */
export interface HostPort {
  close(): void;
}

/** Hears one datagram; `reply` sends back to where it came from. */
export type HostDatagramReceiver = (payload: Buffer, from: Ipv4Address, reply: (payload: Buffer) => void) => void;

/**
 * Looks at what a connection has sent and was not taken yet, and says how many octets it took; `hang-up` ends the
 * connection.
 */
export type HostStreamReader = (
  received: Buffer,
  from: Ipv4Address,
  reply: (bytes: Buffer) => void,
) => number | 'hang-up';

/** Which port of this host an answer may come from: rpcbind hands on what others answer from a port of its own. */
export type AnswersFrom = 'that-port' | 'any-port';

/**
 * Sockets of the whole host, for what does not belong to one interface: a service of this host that is asked, what the
 * host sends to itself, TCP. Few and slow; the hot paths use `Net`. Also the injection token.
 */
export abstract class HostSockets {
  /**
   * Asks a UDP service on 127.0.0.1, from a port below 1024 where that is allowed.
   *
   * @returns its answer, or undefined when none came within `milliseconds`
   */
  abstract ask(
    port: number,
    question: Buffer,
    milliseconds: number,
    answersFrom?: AnswersFrom,
  ): Promise<Buffer | undefined>;

  /** Opens UDP on all addresses; a socket of `Net` on the same port keeps what comes in by its interface. */
  abstract openUdp(port: number, receive: HostDatagramReceiver): Promise<Result<HostPort, NetProblem>>;

  /** Listens for TCP on all addresses. Few connections at once, each with a bound on time and on what it may hold. */
  abstract listenTcp(port: number, read: HostStreamReader): Promise<Result<HostPort, NetProblem>>;
}
