import type { Net, UdpDatagram, UdpPort } from '../../net/net.port.js';
import { negotiateReadOptions } from '../../wire/tftp/tftp-options.js';
import { decodeTftp, encodeError, type TftpRequest } from '../../wire/tftp/tftp.codec.js';
import { isForEverybody } from './broadcast-destination.js';
import { ownAddressOf, Refusals, senderOf, type Asked } from './refusals.js';
import { FileShelf } from './file-shelf.js';
import { clientKey, SessionTable, type TransferLimits } from './session-table.js';
import type { Admit, TftpAdmission } from './tftp-admission.js';
import type { TftpClock } from './tftp-clock.js';
import type { Observe, TftpClient, TftpRequestFacts } from './tftp-event.js';
import { TftpWire, type ListenLine } from './tftp-wire.js';
import { TransferEntry } from './transfer-entry.js';
import { TransferSession } from './transfer-session.js';

export interface EngineLimits extends TransferLimits {
  /** Blocks and octets of the largest window that is granted (RFC 7440). */
  readonly largestWindow: number;
  readonly largestWindowBytes: number;
  /** Octets of file pages that are kept in memory beyond those in use. */
  readonly cacheBytes: number;
}

/**
 * 64 blocks is as much as clients that ask for more are known to cope with; 128 KiB fits the receive buffer that an
 * operating system gives a socket by default.
 */
export const ENGINE_LIMITS: EngineLimits = {
  all: 2_048,
  perClient: 512,
  largestWindow: 64,
  largestWindowBytes: 128 * 1024,
  cacheBytes: 24 * 1024 * 1024,
};

export interface TftpEngineOptions {
  readonly net: Net;
  /** 69, or what the settings say. */
  readonly port: number;
  readonly clock: TftpClock;
  readonly admit: Admit;
  readonly observe: Observe;
  readonly tell: (line: ListenLine) => void;
  readonly limits?: Partial<EngineLimits>;
}

/** How often deadlines are looked at, milliseconds. Transfers move by packets; this is for those that do not come. */
const TICK = 50;

/**
 * Serves read requests (RFC 1350, 2347, 2348, 2349, 7440) on the ports of a `Net`. It asks `admit` once per request
 * and tells `observe` what happened; everything else, files included, it does itself, so that it runs as well in a
 * thread of its own.
 */
export class TftpEngine {
  private readonly limits: EngineLimits;
  private readonly table: SessionTable<TransferEntry>;
  private readonly shelf: FileShelf;
  private readonly wire: TftpWire;
  private readonly refusals: Refusals;
  private stopTicking: (() => void) | undefined;
  private stopping: { readonly deadline: number; readonly done: () => void } | undefined;

  constructor(private readonly options: TftpEngineOptions) {
    this.limits = { ...ENGINE_LIMITS, ...options.limits };
    this.table = new SessionTable(this.limits);
    this.shelf = new FileShelf(this.limits.cacheBytes);
    this.wire = new TftpWire({
      net: options.net,
      port: options.port,
      onRequest: (datagram, port) => this.onRequestPort(datagram, port),
      onTransfer: (datagram, port) => this.onTransferPort(datagram, port),
      onGone: ({ name }) => this.dropWhere((entry) => entry.facts.interfaceName === name, 'the interface is gone'),
      tell: options.tell,
    });
    this.refusals = new Refusals(this.wire, options.observe);
  }

  get transfers(): number {
    return this.table.size;
  }

  start(): void {
    this.wire.open();
  }

  /** No new requests; running transfers get `seconds`, then they are told that the server stops. */
  async stop(seconds: number): Promise<void> {
    this.wire.closeRequests();
    this.dropWhere((entry) => entry.session === undefined, 'the boot server is stopping');
    if (this.table.size > 0) {
      await new Promise<void>((done) => {
        this.stopping = { deadline: this.options.clock.now() + seconds * 1000, done };
        this.tick();
      });
    }
    this.stopTicking?.();
    this.wire.close();
  }

  private onRequestPort(datagram: UdpDatagram, port: UdpPort): void {
    const { payload, sourceAddress, sourcePort, destinationAddress } = datagram;
    const client: TftpClient = { address: sourceAddress, port: sourcePort, interfaceName: port.interface.name };
    const broadcast = isForEverybody(destinationAddress, port.interface);
    const decoded = decodeTftp(payload);
    if (!decoded.ok) {
      this.options.observe({ kind: 'malformed', client, problem: decoded.error });
      const isRequest = payload.length >= 2 && (payload.readUInt16BE(0) === 1 || payload.readUInt16BE(0) === 2);
      if (isRequest && !broadcast) this.refusals.sendError(port, datagram, 4, decoded.error);
      return;
    }
    const packet = decoded.value;
    if (packet.kind !== 'read-request' && packet.kind !== 'write-request') {
      this.onStray(packet.kind, datagram, port);
      return;
    }
    const asked: Asked = {
      request: packet,
      facts: factsOf(packet, client),
      port,
      datagram: { sourceAddress, sourcePort, destinationAddress },
      broadcast,
    };
    if (packet.kind === 'write-request') {
      this.refusals.refuse(asked, 'write-refused', 2, 'this server does not take files');
    } else if (packet.mode !== 'octet' && packet.mode !== 'netascii') {
      this.refusals.refuse(
        asked,
        'unknown-transfer-mode',
        4,
        `transfer mode "${packet.mode}" is not served, ask for octet`,
      );
    } else this.onReadRequest(asked, packet.mode, payload.toString('latin1'));
  }

  private onReadRequest(asked: Asked, mode: 'octet' | 'netascii', bytes: string): void {
    const { sourceAddress, sourcePort } = asked.datagram;
    const now = this.options.clock.now();
    const key = clientKey(sourceAddress, sourcePort);
    const running = this.table.get(key);
    if (running?.isRepeatedBy(bytes, now)) return;
    if (running !== undefined) this.startedOver(running);

    const room = this.table.roomFor(sourceAddress);
    if (room.kind === 'full') {
      if (room.whose === 'client')
        this.refusals.refuse(asked, 'too-many-transfers', 0, 'too many transfers from this address');
      else this.refusals.stayQuiet(asked, 'too-many-transfers'); // it asks again in a few seconds, an ERROR would end its boot
      return;
    }
    if (room.kind === 'instead-of') this.makeRoom(room.entry);

    const entry = new TransferEntry(sourceAddress, key, bytes, asked.facts);
    this.table.add(key, entry);
    this.keepTicking();
    this.open(entry, asked, mode).catch((error: unknown) => {
      this.end(entry);
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.refusals.refuse(asked, 'our-bug', 0, 'an error of the boot server', problem);
    });
  }

  private async open(entry: TransferEntry, asked: Asked, mode: 'octet' | 'netascii'): Promise<void> {
    const { fileName, address, interfaceName } = asked.facts;
    const admission: TftpAdmission = await this.options.admit({ fileName, clientAddress: address, interfaceName });
    if (entry.isOver()) return;
    const known: Asked = { ...asked, facts: { ...asked.facts, machine: admission.machine } };
    if (admission.kind === 'refuse') {
      this.end(entry);
      this.refusals.refuse(known, admission.reason, admission.code, admission.message, admission.problem);
      return;
    }
    const opened = await this.shelf.open(admission.file, mode);
    if (entry.isOver()) {
      if (opened.ok) opened.value.close();
      return;
    }
    if (!opened.ok) {
      this.end(entry);
      this.refusals.refuse(known, 'unreadable-file', 2, 'this file cannot be read', opened.error);
      return;
    }
    const port = this.wire.transferPort(asked.port);
    if (!port.ok) {
      this.end(entry);
      opened.value.close();
      this.refusals.stayQuiet(known, 'cannot-send', port.error.sentence);
      return;
    }
    const negotiated = negotiateReadOptions(asked.request.options, {
      mtu: asked.port.interface.mtu,
      transferSize: opened.value.size,
      largestWindow: this.limits.largestWindow,
      largestWindowBytes: this.limits.largestWindowBytes,
    });
    const { blockSize, windowSize, timeoutSeconds, remarks } = negotiated;
    this.options.observe({
      kind: 'serving',
      request: known.facts,
      size: opened.value.size,
      blockSize,
      windowSize,
      timeoutSeconds,
      remarks,
    });
    entry.session = new TransferSession(
      { address, port: asked.datagram.sourcePort, ownAddress: ownAddressOf(asked) },
      port.value,
      opened.value,
      negotiated,
      () => this.options.clock.now(),
      (end) => {
        this.end(entry);
        this.options.observe({ kind: 'ended', request: known.facts, ...end });
      },
    );
    entry.session.begin();
  }

  private onTransferPort(datagram: UdpDatagram, port: UdpPort): void {
    const { payload } = datagram;
    const session = this.table.get(clientKey(datagram.sourceAddress, datagram.sourcePort))?.session;
    const decoded = decodeTftp(payload);
    if (!decoded.ok) return;
    const packet = decoded.value;
    // RFC 1350 §4: a packet from another address or port must not disturb the transfer; only the stranger hears of it.
    if (session === undefined) this.onStray(packet.kind, datagram, port);
    else if (session.port !== port) return;
    else if (packet.kind === 'acknowledgment') session.hear({ kind: 'ack', block: packet.block });
    else if (packet.kind === 'error') session.hear({ kind: 'error', code: packet.code, message: packet.message });
  }

  /** An ERROR is never answered (RFC 1350 §7), nor is what follows a transfer that is over. */
  private onStray(kind: string, datagram: UdpDatagram, port: UdpPort): void {
    const { sourceAddress: address, sourcePort, destinationAddress } = datagram;
    const key = clientKey(address, sourcePort);
    const known = this.table.get(key) !== undefined || this.table.memoryOf(key) === 'finished';
    if (kind === 'error' || known || isForEverybody(destinationAddress, port.interface)) return;
    port.send(encodeError(5, 'unknown transfer ID'), address, sourcePort, senderOf(destinationAddress));
    if (this.table.memoryOf(key) === undefined) {
      this.options.observe({
        kind: 'stray',
        client: { address, port: sourcePort, interfaceName: port.interface.name },
      });
    }
    this.table.remember(key, 'stranger', this.options.clock.now());
    this.keepTicking();
  }

  /** Firmware that knows the size now, or was switched off and on: the old transfer has no client any more. */
  private startedOver(entry: TransferEntry): void {
    const event = { kind: 'error', code: 0, message: 'the client asked anew' } as const;
    if (entry.session === undefined) this.end(entry);
    else entry.session.apply(event, this.options.clock.now());
  }

  private makeRoom(entry: TransferEntry): void {
    const told = entry.session !== undefined; // a session tells of its end
    this.drop(entry, 'too many transfers, ask again');
    if (!told) this.refusals.stayQuiet(entry, 'too-many-transfers');
  }

  private drop(entry: TransferEntry, why: string): void {
    if (entry.session === undefined) this.end(entry);
    else entry.session.apply({ kind: 'drop', why }, this.options.clock.now());
  }

  private dropWhere(which: (entry: TransferEntry) => boolean, why: string): void {
    for (const entry of [...this.table.all()]) if (which(entry)) this.drop(entry, why);
  }

  private end(entry: TransferEntry): void {
    entry.end();
    this.table.remove(entry.key, entry, this.options.clock.now());
    if (this.table.size === 0) this.stopping?.done();
  }

  private keepTicking(): void {
    this.stopTicking ??= this.options.clock.every(TICK, () => this.tick());
  }

  private tick(): void {
    const now = this.options.clock.now();
    for (const { session } of [...this.table.all()]) {
      if (session !== undefined && session.deadline <= now) session.apply({ kind: 'timeout' }, now);
    }
    this.table.forgetOld(now);
    if (this.stopping !== undefined && this.stopping.deadline <= now) {
      this.dropWhere(() => true, 'the boot server is stopping');
    }
    if (this.table.idle) {
      this.stopTicking?.();
      this.stopTicking = undefined;
    }
  }
}

function factsOf({ kind, fileName, mode, options }: TftpRequest, client: TftpClient): TftpRequestFacts {
  return {
    ...client,
    kind: kind === 'read-request' ? 'RRQ' : 'WRQ',
    fileName,
    mode,
    options: options.map(({ name, value }) => `${name}=${value}`).join(' '),
    machine: undefined,
  };
}
