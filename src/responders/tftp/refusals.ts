import type { UdpDatagram, UdpPort } from '../../net/net.port.js';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { encodeError, type TftpRequest } from '../../wire/tftp/tftp.codec.js';
import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { SilenceReason } from '../silence.table.js';
import type { Observe, TftpRequestFacts } from './tftp-event.js';
import type { TftpWire } from './tftp-wire.js';

/** One request on its way through the engine. */
export interface Asked {
  readonly request: TftpRequest;
  readonly facts: TftpRequestFacts;
  /** The request port that heard it. */
  readonly port: UdpPort;
  readonly datagram: Pick<UdpDatagram, 'sourceAddress' | 'sourcePort' | 'destinationAddress'>;
  /** RFC 1123 §4.2.3.5: what was sent to a broadcast address must not draw errors from every server on the wire. */
  readonly broadcast: boolean;
}

/** Says no: to the client by an ERROR, or not at all, and to the journal always. */
export class Refusals {
  constructor(
    private readonly wire: TftpWire,
    private readonly observe: Observe,
  ) {}

  refuse(asked: Asked, reason: SilenceReason, code: TftpErrorCode, message: string, problem?: string): void {
    if (asked.broadcast) {
      this.stayQuiet(asked, reason, problem);
      return;
    }
    this.observe({ kind: 'refused', request: asked.facts, reason, problem, error: { code, message } });
    this.sendError(asked.port, asked.datagram, code, message);
  }

  stayQuiet({ facts }: Pick<Asked, 'facts'>, reason: SilenceReason, problem?: string): void {
    this.observe({ kind: 'refused', request: facts, reason, problem, error: undefined });
  }

  /** As an answer comes from a port of its own (RFC 1350 §4), so does an ERROR. */
  sendError(requestPort: UdpPort, to: Asked['datagram'], code: TftpErrorCode, message: string): void {
    const port = this.wire.transferPort(requestPort);
    const from = senderOf(to.destinationAddress);
    (port.ok ? port.value : requestPort).send(encodeError(code, message), to.sourceAddress, to.sourcePort, from);
  }
}

/** The address that the client talks to must be the one that answers, or it takes us for a stranger. */
export function ownAddressOf({ datagram, broadcast }: Asked): Ipv4Address | undefined {
  return broadcast ? undefined : senderOf(datagram.destinationAddress);
}

/** Undefined where the adapter does not know the destination; the kernel chooses then. */
export function senderOf(destination: Ipv4Address): Ipv4Address | undefined {
  return destination === ANY_ADDRESS ? undefined : destination;
}
