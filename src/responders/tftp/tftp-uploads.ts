import type { Net, PortRange, UdpDatagram, UdpPort } from '../../net/net.port.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { fail } from '../../values/result.js';
import { negotiateOptions } from '../../wire/tftp/tftp-options.js';
import { decodeTftp, encodeError, type TftpOption } from '../../wire/tftp/tftp.codec.js';
import type { EngineLimits } from './engine-limits.js';
import { clientKey } from './session-table.js';
import { tellFailure } from './tell-failure.js';
import type { TftpClock } from './tftp-clock.js';
import type { Observe, TftpClient, TftpRequestFacts } from './tftp-event.js';
import type { UploadProblem } from './transfer-outcome.js';
import { TransferPorts } from './transfer-ports.js';
import { UploadFile, type UploadFolders } from './upload-file.js';
import { UploadSession } from './upload-session.js';
import { tooLarge } from './write-transfer.js';

/** Uploads at a time: configurations of switches and logs of installers, not boot storms. */
const MOST_UPLOADS = 64;

/** How often deadlines are looked at, milliseconds. */
const TICK = 100;

const STOPPING = { kind: 'drop', why: 'the boot server is stopping' } as const;

/** A write request that was admitted. */
export interface UploadOrder {
  readonly request: TftpRequestFacts;
  readonly mode: 'octet' | 'netascii';
  readonly options: readonly TftpOption[];
  /** A path below the folder of uploads, as `confinePath` made it. */
  readonly name: string;
  readonly maxBytes: number;
  /** Our address that the client talks to; undefined: the kernel chooses. */
  readonly ownAddress: Ipv4Address | undefined;
}

export interface TftpUploadsOptions {
  readonly net: Net;
  readonly clock: TftpClock;
  readonly observe: Observe;
  readonly folders: UploadFolders;
  readonly portRange: PortRange;
  readonly limits: Pick<EngineLimits, 'mtu' | 'largestWindow' | 'largestWindowBytes'>;
}

/** Takes admitted write requests (RFC 1350, 2347–2349, 7440) into the folder of uploads. Few and small: no thread of its own. */
export class TftpUploads {
  private readonly ports: TransferPorts;
  /** Undefined while the file is being opened: the same request again is the same upload. */
  private readonly sessions = new Map<number, UploadSession | undefined>();
  private stopTicking: (() => void) | undefined;
  private stopped: (() => void) | undefined;

  constructor(private readonly options: TftpUploadsOptions) {
    this.ports = new TransferPorts(
      options.net,
      options.portRange,
      (datagram, port) => this.receive(datagram, port),
      (gone) => {
        for (const session of [...this.sessions.values()]) {
          if (session?.port.interface.name === gone) session.apply({ kind: 'drop', why: 'the interface is gone' });
        }
      },
    );
  }

  /** In single-port mode: uploads on this port's interface are answered from it. */
  adopt(port: UdpPort): void {
    this.ports.adopt(port);
  }

  /** Is an upload of this client under way? */
  has({ address, port }: Pick<TftpClient, 'address' | 'port'>): boolean {
    return this.sessions.has(clientKey(address, port));
  }

  begin(order: UploadOrder): void {
    if (this.stopped !== undefined || this.has(order.request)) return;
    if (this.sessions.size >= MOST_UPLOADS) {
      const { request } = order;
      const problem = `${MOST_UPLOADS} uploads run`;
      this.options.observe({ kind: 'refused', request, reason: 'too-many-transfers', problem, error: undefined });
      return;
    }
    const key = clientKey(order.request.address, order.request.port);
    this.sessions.set(key, undefined);
    this.stopTicking ??= this.options.clock.every(TICK, () => this.tick());
    this.open(order, key).catch((error: unknown) => {
      this.forget(key);
      const { request } = order;
      const failure = { error, client: request, request, packet: undefined, answer: undefined };
      tellFailure(failure, this.options.observe);
    });
  }

  private async open(order: UploadOrder, key: number): Promise<void> {
    const { request, name, maxBytes } = order;
    const size = transferSizeAsked(order.options);
    const isTooLarge = size !== undefined && size > maxBytes;
    const file = isTooLarge ? fail(tooLarge(maxBytes)) : await UploadFile.create(this.options.folders, name);
    if (!file.ok) {
      this.refuse(order, key, file.error);
      return;
    }
    const port = this.ports.next(request.interfaceName);
    if (!port.ok || this.stopped !== undefined) {
      this.forget(key);
      await file.value.discard();
      return;
    }
    this.serve(order, key, file.value, port.value, size);
  }

  private serve(order: UploadOrder, key: number, file: UploadFile, port: UdpPort, size: number | undefined): void {
    const { request, options, ownAddress } = order;
    const { clock, observe, limits } = this.options;
    const terms = {
      mtu: limits.mtu ?? port.mtuTo(request.address),
      // RFC 2349: the size that the client will send is given back as it stands.
      transferSize: size ?? 0,
      largestWindow: limits.largestWindow,
      largestWindowBytes: limits.largestWindowBytes,
      refused: [],
    };
    const negotiated = negotiateOptions(options, terms);
    const { blockSize, windowSize, timeoutSeconds, remarks } = negotiated;
    observe({ kind: 'serving', request, size, blockSize, windowSize, timeoutSeconds, remarks });
    const peer = { address: request.address, port: request.port, ownAddress };
    const session = new UploadSession(peer, port, file, negotiated, order, () => clock.now(), {
      finished: (end) => observe({ kind: 'ended', request, ...end }),
      forget: () => this.forget(key),
    });
    this.sessions.set(key, session);
    session.begin();
  }

  private refuse(
    { request, ownAddress }: UploadOrder,
    key: number,
    { reason, code, message, why }: UploadProblem,
  ): void {
    this.forget(key);
    this.options.observe({ kind: 'refused', request, reason, problem: why, error: { code, message } });
    const port = this.ports.next(request.interfaceName);
    if (port.ok) port.value.send(encodeError(code, message), request.address, request.port, ownAddress);
  }

  get running(): number {
    return this.sessions.size;
  }

  receive({ payload, sourceAddress: address, sourcePort }: UdpDatagram, port: UdpPort): void {
    const decoded = decodeTftp(payload);
    if (!decoded.ok) return;
    const session = this.sessions.get(clientKey(address, sourcePort));
    if (session?.port === port) session.hear(decoded.value);
    // RFC 1350 §4: a stranger hears of it, the upload does not; an ERROR is never answered.
    else if (decoded.value.kind !== 'error') port.send(encodeError(5, 'unknown transfer ID'), address, sourcePort);
  }

  /** No new uploads; running ones get `seconds`. */
  async stop(seconds: number): Promise<void> {
    for (const session of [...this.sessions.values()]) if (session?.isStored === true) session.apply(STOPPING);
    const late = this.options.clock.every(Math.max(1, seconds * 1000), () => this.dropAll());
    await new Promise<void>((resolve) => {
      this.stopped = resolve;
      if (this.sessions.size === 0) resolve();
      else if (seconds === 0) this.dropAll();
    });
    late();
    this.stopTicking?.();
    this.ports.close();
  }

  private dropAll(): void {
    for (const session of [...this.sessions.values()]) session?.apply(STOPPING);
  }

  private forget(key: number): void {
    this.sessions.delete(key);
    if (this.sessions.size > 0) return;
    this.stopTicking?.();
    this.stopTicking = undefined;
    this.stopped?.();
  }

  private tick(): void {
    const now = this.options.clock.now();
    for (const session of [...this.sessions.values()]) {
      if (session !== undefined && session.deadline <= now) session.apply({ kind: 'timeout' });
    }
  }
}

/** The first tsize of the request, octets (RFC 2349); undefined when there is none, or no number. */
function transferSizeAsked(options: readonly TftpOption[]): number | undefined {
  const option = options.find(({ name }) => name.toLowerCase() === 'tsize');
  return option !== undefined && /^\d{1,15}$/.test(option.value) ? Number(option.value) : undefined;
}
