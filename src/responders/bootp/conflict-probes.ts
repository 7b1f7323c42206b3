import type { FramePort } from '../../net/net.port.js';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { BROADCAST_MAC, ZERO_MAC, type MacAddress } from '../../values/mac-address.js';
import { ARP_REQUEST, decodeArp, encodeArp } from '../../wire/arp/arp.codec.js';
import { readAddressClaim } from '../address-claim.js';
import type { DelayClock } from '../delayed-answers.js';

/** Questions that are open at once. More means a storm: it is not held up, and its clients probe for themselves. */
export const MOST_PROBES = 256;

interface Probe {
  /** Who is to have the address; it may already be trying whether it can. */
  readonly client: MacAddress | undefined;
  readonly end: (user: MacAddress | undefined) => void;
}

/** Asks the wire whether anybody uses an address before a client is offered it (RFC 2131 §2.2, RFC 5227 §2.1.1). */
export class ConflictProbes {
  /** By interface and address. */
  private readonly open = new Map<string, Probe>();

  /** `milliseconds`: how long a host has to answer; 0: nobody is asked. */
  constructor(
    private readonly milliseconds: number,
    private readonly clock: DelayClock,
  ) {}

  get wanted(): boolean {
    return this.milliseconds > 0;
  }

  /**
   * Resolves with the hardware address of whoever uses the address or is about to, or with undefined when nobody said
   * so in time. Undefined at once: nobody is asked, because it is switched off, a storm, or asked just now.
   */
  ask(
    port: FramePort,
    address: Ipv4Address,
    client: MacAddress | undefined,
  ): Promise<MacAddress | undefined> | undefined {
    const key = keyOf(port, address);
    if (!this.wanted || this.open.size >= MOST_PROBES || this.open.has(key)) return undefined;
    const { mac } = port.interface;
    port.send(
      encodeArp({
        source: mac,
        destination: BROADCAST_MAC,
        operation: ARP_REQUEST,
        senderHardwareAddress: mac,
        senderProtocolAddress: ANY_ADDRESS,
        targetHardwareAddress: ZERO_MAC,
        targetProtocolAddress: address,
      }),
    );
    return new Promise((resolve) => {
      const end = (user: MacAddress | undefined): void => {
        cancel();
        this.open.delete(key);
        resolve(user);
      };
      const cancel = this.clock.after(this.milliseconds, () => end(undefined));
      this.open.set(key, { client, end });
    });
  }

  /** An ARP frame of the interface. */
  hear(frame: Buffer, port: FramePort): void {
    if (this.open.size === 0) return;
    const packet = decodeArp(frame);
    const claim = packet.ok ? readAddressClaim(packet.value) : undefined;
    if (claim === undefined || claim.mac === port.interface.mac) return;
    const probe = this.open.get(keyOf(port, claim.address));
    if (probe !== undefined && claim.mac !== probe.client) probe.end(claim.mac);
  }
}

function keyOf(port: FramePort, address: Ipv4Address): string {
  return `${port.interface.index} ${address}`;
}
