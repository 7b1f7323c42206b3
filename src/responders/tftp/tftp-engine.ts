import type { Net, PortRange, UdpDatagram, UdpPort } from '../../net/net.port.js';
import { ok } from '../../values/result.js';
import { decodeTftp, encodeError, readAcknowledgment } from '../../wire/tftp/tftp.codec.js';
import { isForEverybody } from './broadcast-destination.js';
import { ENGINE_LIMITS, type EngineLimits } from './engine-limits.js';
import { FileShelf } from './file-shelf.js';
import { OrderAnswers } from './order-answers.js';
import { RememberedClients } from './remembered-clients.js';
import { clientKey, SessionTable } from './session-table.js';
import { tellFailure } from './tell-failure.js';
import type { TftpClock } from './tftp-clock.js';
import type { Observe, TftpClient } from './tftp-event.js';
import { TransferEntry } from './transfer-entry.js';
import type { TransferOrder, Transfers } from './transfer-order.js';
import { TransferPorts } from './transfer-ports.js';
import type { TransferSession } from './transfer-session.js';

export interface TftpEngineOptions {
  readonly net: Net;
  readonly clock: TftpClock;
  readonly observe: Observe;
  /** Hears whenever the last running transfer has ended. */
  readonly idle?: () => void;
  readonly limits?: Partial<EngineLimits>;
  /** Where transfers come from. */
  readonly portRange: PortRange;
}

/** How often deadlines are looked at, milliseconds. Transfers move by packets; this is for those that do not come. */
const TICK = 50;

/** Up to so many transfers wait for each other's packets rather than for us. */
const FEW_TRANSFERS = 4;

/**
 * Carries out admitted read requests (RFC 1350, 2347, 2348, 2349, 7440) on ports of its own: who has a transfer, whose
 * packet is whose, whose time is over. It needs nothing of the appliance but a `Net`, so that it may run in its own thread.
 */
export class TftpEngine implements Transfers {
  private readonly limits: EngineLimits;
  private readonly table: SessionTable<TransferEntry>;
  private readonly remembered = new RememberedClients();
  private readonly shelf: FileShelf;
  private readonly ports: TransferPorts;
  private readonly answers: OrderAnswers;
  private stopTicking: (() => void) | undefined;
  private stopping: { readonly deadline: number; readonly done: () => void } | undefined;

  constructor(private readonly options: TftpEngineOptions) {
    this.limits = { ...ENGINE_LIMITS, ...options.limits };
    this.table = new SessionTable(this.limits);
    this.shelf = new FileShelf(this.limits.cacheBytes);
    this.ports = new TransferPorts(
      options.net,
      options.portRange,
      (datagram, port) => this.receive(datagram, port),
      (gone) => this.dropWhere(({ order }) => order.request.interfaceName === gone, 'the interface is gone'),
    );
    this.answers = new OrderAnswers(this.ports, this.limits, options.clock, options.observe);
  }

  get running(): number {
    return this.table.size;
  }

  /** Octets of file pages in memory. */
  get heldBytes(): number {
    return this.shelf.heldBytes;
  }

  /** Is a file being opened or read? */
  isWaitingForDisk(): boolean {
    return [...this.table.all()].some(({ session }) => session === undefined || session.isReading);
  }

  begin(order: TransferOrder): void {
    if (this.stopping !== undefined) return;
    const { address, port } = order.request;
    const key = clientKey(address, port);
    try {
      this.take(order, key);
    } catch (error) {
      this.fail(error, order.request, this.table.get(key), Buffer.from(order.requestText, 'latin1'));
    }
  }

  private take(order: TransferOrder, key: number): void {
    const { address } = order.request;
    const running = this.table.get(key);
    if (running?.isRepeatedBy(order, this.options.clock.now())) return;
    if (running !== undefined) this.startedOver(running);

    const room = this.table.roomFor(address);
    if (room.kind === 'full') {
      // Silence where all is taken: the client asks again in a few seconds, an ERROR would end its boot.
      const error = room.whose === 'client' ? 'too many transfers from this address' : undefined;
      this.answers.refuse(order, 'too-many-transfers', 0, error);
      return;
    }
    if (room.kind === 'instead-of') this.makeRoom(room.entry);

    const entry = new TransferEntry(key, order, this.options.clock.now());
    this.table.add(key, entry);
    this.ports.lookAgainFor(this.lookAgain());
    this.remembered.forget(key);
    this.stopTicking ??= this.options.clock.every(TICK, () => this.tick());
    this.open(entry).catch((error: unknown) =>
      this.fail(error, order.request, entry, Buffer.from(order.requestText, 'latin1')),
    );
  }

  askedAnew({ address, port }: TftpClient): void {
    const running = this.table.get(clientKey(address, port));
    if (running !== undefined) this.startedOver(running);
  }

  async stop(seconds: number): Promise<void> {
    this.dropWhere((entry) => entry.session === undefined, 'the boot server is stopping');
    await new Promise<void>((done) => {
      this.stopping = { deadline: this.options.clock.now() + seconds * 1000, done };
      if (this.table.size === 0) done();
      else this.tick();
    });
    this.stopTicking?.();
    this.ports.close();
  }

  private async open(entry: TransferEntry): Promise<void> {
    const { order } = entry;
    const opened = await this.shelf.open(order.file, order.mode);
    if (entry.isOver()) {
      if (opened.ok) opened.value.close();
      return;
    }
    entry.session = this.answers.accept(order, opened, {
      finished: (end) => {
        this.options.observe({ kind: 'ended', request: order.request, ...end });
        this.end(entry);
      },
      failed: (error) => this.fail(error, order.request, entry),
    });
    if (entry.session === undefined) this.end(entry);
    else entry.session.begin();
  }

  /** In single-port mode: transfers on this port's interface come from it, and its owner hands us what it hears. */
  adopt(port: UdpPort): void {
    this.ports.adopt(port);
  }

  receive(datagram: UdpDatagram, port: UdpPort): void {
    const { sourceAddress: address, sourcePort } = datagram;
    const entry = this.table.get(clientKey(address, sourcePort));
    try {
      this.hear(datagram, port, entry?.session);
    } catch (error) {
      const client = { address, port: sourcePort, interfaceName: port.interface.name };
      this.fail(error, client, entry?.session?.port === port ? entry : undefined, datagram.payload);
    }
  }

  private hear(datagram: UdpDatagram, port: UdpPort, session: TransferSession | undefined): void {
    const acknowledged = session?.port === port ? readAcknowledgment(datagram.payload) : -1;
    if (acknowledged >= 0) {
      session?.hear({ kind: 'ack', block: acknowledged });
      return;
    }
    const decoded = decodeTftp(datagram.payload);
    if (!decoded.ok) return;
    const packet = decoded.value;
    // RFC 1350 §4: a packet from another address or port must not disturb the transfer; only the stranger hears of it.
    if (session === undefined) this.onStray(packet.kind, datagram, port);
    else if (session.port !== port) return;
    else if (packet.kind === 'error') session.hear({ kind: 'error', code: packet.code, message: packet.message });
  }

  /** An ERROR is never answered (RFC 1350 §7), nor is what follows a transfer that is over. */
  private onStray(kind: string, datagram: UdpDatagram, port: UdpPort): void {
    const { sourceAddress: address, sourcePort, destinationAddress } = datagram;
    const now = this.options.clock.now();
    const key = clientKey(address, sourcePort);
    const who = this.table.get(key) === undefined ? this.remembered.who(key, now) : 'finished';
    if (kind === 'error' || who === 'finished' || isForEverybody(destinationAddress, port.interface)) return;
    port.send(encodeError(5, 'unknown transfer ID'), address, sourcePort, destinationAddress || undefined);
    const client = { address, port: sourcePort, interfaceName: port.interface.name };
    if (who === undefined) this.options.observe({ kind: 'stray', client });
    this.remembered.remember(key, 'stranger', now);
  }

  /** Firmware that knows the size now, or was switched off and on: the old transfer has no client any more. */
  private startedOver(entry: TransferEntry): void {
    const event = { kind: 'error', code: 0, message: 'the client asked anew' } as const;
    this.guard(entry, () => {
      if (entry.session === undefined) this.end(entry);
      else entry.session.apply(event, this.options.clock.now());
    });
  }

  private makeRoom(entry: TransferEntry): void {
    const told = entry.session !== undefined; // a session tells of its end
    this.drop(entry, 'too many transfers, ask again');
    if (!told) this.answers.refuse(entry.order, 'too-many-transfers', 0, undefined);
  }

  private drop(entry: TransferEntry, why: string): void {
    this.guard(entry, () => {
      if (entry.session === undefined) this.end(entry);
      else entry.session.apply({ kind: 'drop', why }, this.options.clock.now());
    });
  }

  private dropWhere(which: (entry: TransferEntry) => boolean, why: string): void {
    for (const entry of [...this.table.all()]) if (which(entry)) this.drop(entry, why);
  }

  /** One transfer's bug must not keep the others from what they wait for. */
  private guard(entry: TransferEntry, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fail(error, entry.order.request, entry);
    }
  }

  /** An error of ours ends the entry that it happened to, and nothing else. */
  private fail(error: unknown, client: TftpClient, entry: TransferEntry | undefined, packet?: Buffer): void {
    const answer = entry === undefined || entry.order.broadcast ? undefined : this.wayTo(entry);
    tellFailure({ error, client, request: entry?.order.request, packet, answer }, this.options.observe);
    if (entry === undefined) return;
    entry.session?.abandon();
    this.end(entry);
  }

  /** How an ERROR reaches a client whose transfer failed: from the port of the transfer, if it had come to one. */
  private wayTo({ session, order }: TransferEntry): (packet: Buffer) => void {
    const { interfaceName, address, port } = order.request;
    return (packet) => {
      const way = session === undefined ? this.ports.next(interfaceName) : ok(session.port);
      if (!way.ok) throw new Error(way.error.sentence);
      way.value.send(packet, address, port, order.ownAddress);
    };
  }

  private end(entry: TransferEntry): void {
    entry.end();
    if (!this.table.remove(entry.key, entry)) return;
    this.remembered.remember(entry.key, 'finished', this.options.clock.now());
    this.ports.lookAgainFor(this.lookAgain());
    if (this.table.size > 0) return;
    this.stopTicking?.();
    this.stopTicking = undefined;
    this.stopping?.done();
    this.options.idle?.();
  }

  /** Many clients keep us awake anyhow. */
  private lookAgain(): number {
    return this.table.size > 0 && this.table.size <= FEW_TRANSFERS ? this.limits.lookAgain : 0;
  }

  private timeOut(entry: TransferEntry): void {
    if (entry.session !== undefined) {
      entry.session.apply({ kind: 'timeout' }, this.options.clock.now());
      return;
    }
    this.end(entry);
    const { file } = entry.order;
    const why = `${file.kind === 'disk' ? file.path : file.name} could not be opened in time`;
    this.answers.refuse(entry.order, 'unreadable-file', 0, 'this file cannot be read', why);
  }

  private tick(): void {
    const now = this.options.clock.now();
    const late = this.stopping !== undefined && this.stopping.deadline <= now;
    for (const entry of [...this.table.all()]) {
      if (late) this.drop(entry, 'the boot server is stopping');
      else if (entry.deadline <= now) this.guard(entry, () => this.timeOut(entry));
    }
  }
}
