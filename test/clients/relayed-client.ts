import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { formatIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';
import type { MacAddress } from '../../src/values/mac-address.js';
import type { BootpMessage, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { ip, must } from '../fakes/known-lab.js';

const LOOPBACK = '127.0.0.1';
const [DISCOVER, REQUEST, ACK, RELEASE] = [1, 3, 5, 7] as const;
/** A client asks again after this time. */
const RETRY_MILLISECONDS = 2_000;

/**
 * A relay agent on loopback, and as many clients behind it as one likes: link selection (RFC 3527) says which network they
 * are on, and its own source port (RFC 8357) where the answers go, so that it needs neither an address nor port 67.
 */
export class LoopbackRelay {
  private readonly waiting = new Map<number, (message: BootpMessage) => void>();
  private transaction = 1;

  private constructor(
    private readonly socket: Socket,
    private readonly serverPort: number,
    private readonly link: Ipv4Address,
  ) {
    socket.on('message', (bytes) => {
      const message = must(decodeBootp(bytes));
      this.waiting.get(message.transactionId)?.(message);
    });
  }

  static async open(serverPort: number, link: string): Promise<LoopbackRelay> {
    const socket = createSocket('udp4');
    socket.bind(0, LOOPBACK);
    await once(socket, 'listening');
    return new LoopbackRelay(socket, serverPort, ip(link));
  }

  close(): void {
    this.socket.close();
  }

  /** One message and its answer; asks `tries` times and gives undefined when nobody answers. */
  async ask(
    mac: MacAddress,
    type: number,
    options: readonly OptionToSend[],
    { ciaddr = '0.0.0.0', tries = 1 }: { readonly ciaddr?: string; readonly tries?: number } = {},
  ): Promise<BootpMessage | undefined> {
    const transactionId = this.transaction++;
    const payload = encodeBootpRequest({
      mac,
      transactionId,
      clientAddress: ip(ciaddr),
      relayAddress: ip(LOOPBACK),
      options: [[53, Buffer.from([type])], ...options, [82, this.relayAgent()]],
    });
    for (let attempt = 0; attempt < tries; attempt++) {
      const answer = await this.sendAndWait(transactionId, payload);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  discover(mac: MacAddress, tries = 1): Promise<BootpMessage | undefined> {
    return this.ask(mac, DISCOVER, [], { tries });
  }

  /** DISCOVER to ACK; the address that was confirmed, or undefined when there was none. */
  async bind(mac: MacAddress, tries = 1): Promise<string | undefined> {
    const offer = await this.discover(mac, tries);
    return offer && this.confirm(mac, formatIpv4Address(offer.yourAddress), tries);
  }

  /** REQUEST of an address that was offered. */
  async confirm(mac: MacAddress, address: string, tries = 1): Promise<string | undefined> {
    const options: OptionToSend[] = [
      [50, addressBytes(address)],
      [54, addressBytes(LOOPBACK)],
    ];
    return confirmedBy(await this.ask(mac, REQUEST, options, { tries }));
  }

  async renew(mac: MacAddress, ciaddr: string): Promise<string | undefined> {
    return confirmedBy(await this.ask(mac, REQUEST, [], { ciaddr }));
  }

  /** Nobody answers a RELEASE. */
  release(mac: MacAddress, ciaddr: string): void {
    void this.ask(mac, RELEASE, [[54, addressBytes(LOOPBACK)]], { ciaddr });
  }

  private async sendAndWait(transactionId: number, payload: Buffer): Promise<BootpMessage | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<BootpMessage | undefined>((resolve) => {
      this.waiting.set(transactionId, resolve);
      timer = setTimeout(() => resolve(undefined), RETRY_MILLISECONDS);
      this.socket.send(payload, this.serverPort, LOOPBACK);
    });
    clearTimeout(timer);
    this.waiting.delete(transactionId);
    return answer;
  }

  /** Sub-option 5, link selection, and 19, our own source port. */
  private relayAgent(): Buffer {
    return Buffer.concat([Buffer.from([5, 4]), addressBytes(formatIpv4Address(this.link)), Buffer.from([19, 0])]);
  }
}

function confirmedBy(message: BootpMessage | undefined): string | undefined {
  return message?.options.get(53)?.[0] === ACK ? formatIpv4Address(message.yourAddress) : undefined;
}

function addressBytes(address: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(ip(address));
  return bytes;
}
