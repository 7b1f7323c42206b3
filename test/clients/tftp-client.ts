import { wireBlockNumber, type RollOver } from '../../src/wire/tftp/block-number.js';
import { createSocket, type Socket } from 'node:dgram';
import type { Net, NetworkInterface } from '../../src/net/net.port.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';
import {
  DATA_HEADER_LENGTH,
  decodeTftp,
  encodeAcknowledgment,
  encodeRequest,
  writeDataHeader,
  type TftpPacket,
} from '../../src/wire/tftp/tftp.codec.js';

/** A UDP socket, on the virtual wire or a real one. */
export interface TftpLine {
  send(bytes: Uint8Array, address: Ipv4Address, port: number): void;
  close(): void;
}

export type Arrived = TftpPacket & { readonly fromPort: number };

/** A request gets no answer where a socket's buffer is full, or where it made room for another one. */
const ASK_AGAIN_MS = 1_000;

/** A TFTP client under the test's hand: sends what the test says, hands out what comes, one packet after the other. */
export class TftpTestClient {
  private readonly inbox: Arrived[] = [];
  private readonly waiting: ((packet: Arrived) => void)[] = [];
  /** The server's transfer identifier: the port of its first answer. */
  serverPort = 0;
  /** Every packet that came, also those that `next` has handed out. */
  readonly all: Arrived[] = [];
  /** What this client counts as the block after 65535. */
  rollOver: RollOver = 0;
  private line: TftpLine | undefined;

  private constructor(
    private readonly server: Ipv4Address,
    private readonly requestPort: number,
  ) {}

  static onNet(
    net: Net,
    networkInterface: NetworkInterface,
    server: Ipv4Address,
    requestPort = 69,
    port = 0,
  ): TftpTestClient {
    const client = new TftpTestClient(server, requestPort);
    const opened = net.openUdp(networkInterface, port, (datagram) =>
      client.take(datagram.payload, datagram.sourcePort),
    );
    if (!opened.ok) throw new Error(opened.error.sentence);
    client.line = opened.value;
    return client;
  }

  static async onLoopback(requestPort: number): Promise<TftpTestClient> {
    const server = parseIpv4Address('127.0.0.1');
    if (!server.ok) throw new Error(server.error);
    const client = new TftpTestClient(server.value, requestPort);
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
    socket.on('message', (bytes, { port }) => client.take(bytes, port));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    client.line = new DgramLine(socket);
    return client;
  }

  private take(bytes: Buffer, fromPort: number): void {
    const decoded = decodeTftp(Buffer.from(bytes));
    if (!decoded.ok) throw new Error(`the server sent what is no TFTP: ${decoded.error}`);
    const packet = { ...decoded.value, fromPort };
    this.all.push(packet);
    if (this.serverPort === 0) this.serverPort = fromPort;
    const waiter = this.waiting.shift();
    if (waiter === undefined) this.inbox.push(packet);
    else waiter(packet);
  }

  /** The next packet, now or when it comes. */
  next(): Promise<Arrived> {
    const packet = this.inbox.shift();
    return packet === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(packet);
  }

  /** Packets that came and were not yet handed out. */
  get unread(): number {
    return this.inbox.length;
  }

  /** Sends anything, to the request port, the transfer's port or any other. */
  send(bytes: Uint8Array, port = this.serverPort, address = this.server): void {
    this.line?.send(bytes, address, port);
  }

  /** `read('pxelinux.0', 'tsize=0 blksize=1468')` */
  read(fileName: string, options = '', mode = 'octet', address = this.server): void {
    this.serverPort = 0;
    this.send(requestBytes('read-request', fileName, options, mode), this.requestPort, address);
  }

  write(fileName: string): void {
    this.serverPort = 0;
    this.send(requestBytes('write-request', fileName, '', 'octet'), this.requestPort);
  }

  acknowledge(block: number): void {
    this.send(encodeAcknowledgment(block));
  }

  /**
   * Fetches a whole file as a careful client does: takes blocks in order, acknowledges the last one in order at the
   * end of a window and when a block is missing, and asks again when nobody answers. An ERROR becomes an exception.
   */
  async fetch(fileName: string, options = '', mode = 'octet'): Promise<Buffer> {
    this.read(fileName, options, mode);
    const asking = setInterval(() => this.read(fileName, options, mode), ASK_AGAIN_MS);
    let blockSize = 512;
    let windowSize = 1;
    let received = 0;
    let unacknowledged = 0;
    const blocks: Buffer[] = [];
    for (;;) {
      const packet = await this.next();
      clearInterval(asking);
      if (packet.fromPort !== this.serverPort) throw new Error(`a packet from port ${packet.fromPort}`);
      if (packet.kind === 'error') throw new Error(`ERROR ${packet.code}: ${packet.message}`);
      if (packet.kind === 'option-acknowledgment') {
        const granted = new Map(packet.options.map(({ name, value }) => [name.toLowerCase(), Number(value)]));
        blockSize = granted.get('blksize') ?? blockSize;
        windowSize = granted.get('windowsize') ?? windowSize;
        this.acknowledge(0);
      } else if (packet.kind === 'data') {
        if (packet.block === wireBlockNumber(received + 1, this.rollOver)) {
          received += 1;
          unacknowledged += 1;
          blocks.push(packet.data);
          const last = packet.data.length < blockSize;
          if (unacknowledged === windowSize || last) {
            this.acknowledge(wireBlockNumber(received, this.rollOver));
            unacknowledged = 0;
          }
          if (last) return Buffer.concat(blocks);
        } else {
          this.acknowledge(wireBlockNumber(received, this.rollOver));
          unacknowledged = 0;
        }
      }
    }
  }

  data(block: number, bytes: Buffer): void {
    const header = Buffer.alloc(4);
    writeDataHeader(header, block & 0xffff);
    this.send(Buffer.concat([header, bytes]));
  }

  /** Sends a whole file, a window at a time, and waits for its last ACK. An ERROR becomes an exception. */
  async store(fileName: string, content: Buffer, options = '', mode = 'octet'): Promise<void> {
    this.serverPort = 0;
    this.send(requestBytes('write-request', fileName, options, mode), this.requestPort);
    let blockSize = 512;
    let windowSize = 1;
    for (;;) {
      const packet = await this.next();
      if (packet.kind === 'error') throw new Error(`ERROR ${packet.code}: ${packet.message}`);
      let acknowledged = 0;
      if (packet.kind === 'option-acknowledgment') {
        const granted = new Map(packet.options.map(({ name, value }) => [name.toLowerCase(), Number(value)]));
        blockSize = granted.get('blksize') ?? blockSize;
        windowSize = granted.get('windowsize') ?? windowSize;
      } else if (packet.kind === 'acknowledgment') acknowledged = packet.block;
      const last = Math.floor(content.length / blockSize) + 1;
      if (acknowledged === last) return;
      for (let block = acknowledged + 1; block <= Math.min(last, acknowledged + windowSize); block++) {
        this.data(block, content.subarray((block - 1) * blockSize, block * blockSize));
      }
    }
  }

  close(): void {
    this.line?.close();
  }
}

/** Closes only when everything has left: Node drops what it has not yet handed to the kernel. */
class DgramLine implements TftpLine {
  private leaving = 0;
  private closed = false;

  constructor(private readonly socket: Socket) {}

  send(bytes: Uint8Array, address: Ipv4Address, port: number): void {
    this.leaving += 1;
    this.socket.send(bytes, port, formatIpv4Address(address), () => {
      this.leaving -= 1;
      if (this.closed && this.leaving === 0) this.socket.close();
    });
  }

  close(): void {
    this.closed = true;
    if (this.leaving === 0) this.socket.close();
  }
}

/** Options as `name=value` with blanks between. */
export function requestBytes(
  kind: 'read-request' | 'write-request',
  fileName: string,
  options: string,
  mode: string,
): Buffer {
  const pairs = options.split(' ').filter((pair) => pair !== '');
  return encodeRequest({
    kind,
    fileName,
    mode,
    options: pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { name, value };
    }),
  });
}

/** A packet in words: `DATA 3 (512)`, `OACK blksize=1468`, `ERROR 1 File not found`. */
export function printPacket(packet: TftpPacket): string {
  switch (packet.kind) {
    case 'data':
      return `DATA ${packet.block} (${packet.data.length})`;
    case 'option-acknowledgment':
      return `OACK ${packet.options.map(({ name, value }) => `${name}=${value}`).join(' ')}`;
    case 'error':
      return `ERROR ${packet.code} ${packet.message}`;
    case 'acknowledgment':
      return `ACK ${packet.block}`;
    case 'read-request':
    case 'write-request':
      return `${packet.kind} ${packet.fileName}`;
  }
}

/** Is this datagram DATA? For wires that lose every so-many-th. */
export function isData(payload: Uint8Array): boolean {
  return payload.length >= DATA_HEADER_LENGTH && payload[0] === 0 && payload[1] === 3;
}
