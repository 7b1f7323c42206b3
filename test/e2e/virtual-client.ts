import { expect } from 'vitest';
import { BROADCAST_ADDRESS, formatIpv4Address } from '../../src/values/ipv4-address.js';
import { BROADCAST_MAC, ZERO_MAC } from '../../src/values/mac-address.js';
import { ARP_REQUEST, encodeArp } from '../../src/wire/arp/arp.codec.js';
import type { BootpMessage, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { ETHER_TYPE_IPV4, readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, type VirtualAppliance } from './virtual-appliance.js';

export const [DISCOVER, REQUEST, DECLINE, ACK, NAK, RELEASE] = [1, 3, 4, 5, 6, 7] as const;
export const SERVER = '10.79.0.1';

/** A DHCP client on the virtual wire. */
export class VirtualClient {
  private transaction = 1;

  constructor(
    private readonly appliance: VirtualAppliance,
    readonly hardware: string,
    readonly clientId?: string,
  ) {}

  /** The first answer to one message; undefined for silence. */
  async say(
    type: number,
    options: readonly OptionToSend[] = [],
    ciaddr = '0.0.0.0',
  ): Promise<BootpMessage | undefined> {
    const told = this.told();
    const before = this.appliance.frames.length;
    const transactionId = this.send(type, options, ciaddr);
    await expect.poll(() => this.told()).toBe(told + 1);
    for (const frame of this.appliance.frames.slice(before)) {
      const header = readEthernetHeader(frame);
      if (header?.source !== mac(SERVER_MAC) || header.etherType !== ETHER_TYPE_IPV4) continue;
      const message = must(decodeBootp(must(decodeUdpFrame(frame)).payload));
      if (message.transactionId === transactionId && message.mac === mac(this.hardware)) return message;
    }
    return undefined;
  }

  /** Sends one message and waits for nothing; gives its xid. */
  send(type: number, options: readonly OptionToSend[] = [], ciaddr = '0.0.0.0'): number {
    const transactionId = this.transaction++;
    const payload = encodeBootpRequest({
      mac: mac(this.hardware),
      transactionId,
      clientAddress: ip(ciaddr),
      options: [
        [53, Buffer.from([type])],
        ...(this.clientId === undefined ? [] : [[61, Buffer.from(this.clientId)] as OptionToSend]),
        ...options,
      ],
    });
    if (ciaddr !== '0.0.0.0') this.askForServer(ciaddr);
    this.appliance.wire.inject(
      encodeUdpFrame({
        sourceMac: mac(this.hardware),
        destinationMac: mac('ff:ff:ff:ff:ff:ff'),
        sourceAddress: ip(ciaddr),
        destinationAddress: BROADCAST_ADDRESS,
        sourcePort: 68,
        destinationPort: 67,
        payload,
      }),
    );
    return transactionId;
  }

  /** DISCOVER, OFFER, REQUEST, ACK; gives the address. */
  async bind(): Promise<string> {
    const offer = answered(await this.say(DISCOVER));
    const address = formatIpv4Address(offer.yourAddress);
    const ack = answered(await this.say(REQUEST, [addressOption(50, address), addressOption(54, SERVER)]));
    expect(typeOf(ack)).toBe(ACK);
    return formatIpv4Address(ack.yourAddress);
  }

  /** An ARP request, as any host sends before it speaks; the server then knows where the address is. */
  private askForServer(ciaddr: string): void {
    this.appliance.wire.inject(
      encodeArp({
        source: mac(this.hardware),
        destination: BROADCAST_MAC,
        operation: ARP_REQUEST,
        senderHardwareAddress: mac(this.hardware),
        senderProtocolAddress: ip(ciaddr),
        targetHardwareAddress: ZERO_MAC,
        targetProtocolAddress: ip(SERVER),
      }),
    );
  }

  /** Every packet gets one line, answered or not. */
  private told(): number {
    return this.appliance.logged.filter((line) => line.includes(`"mac":"${this.hardware}"`)).length;
  }
}

export function answered(message: BootpMessage | undefined): BootpMessage {
  if (message === undefined) throw new Error('no answer');
  return message;
}

export function addressOption(code: number, address: string): OptionToSend {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(ip(address));
  return [code, value];
}

export const typeOf = (message: BootpMessage | undefined): number | undefined => message?.options.get(53)?.[0];
export const addressOf = (message: BootpMessage | undefined): string | undefined =>
  message && formatIpv4Address(message.yourAddress);
