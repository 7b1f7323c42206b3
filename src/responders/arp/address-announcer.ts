import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import { Net, type NetworkInterface } from '../../net/net.port.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { BROADCAST_MAC, ZERO_MAC } from '../../values/mac-address.js';
import { ARP_REPLY, ARP_REQUEST, encodeArp } from '../../wire/arp/arp.codec.js';
import { ETHER_TYPE_ARP } from '../../wire/ethernet/ethernet.codec.js';

/** RFC 5227 §1.1: ANNOUNCE_NUM is 2, ANNOUNCE_INTERVAL two seconds. */
const ANNOUNCE_INTERVAL_MS = 2_000;

/** An address that was announced, and where. */
export interface Announced {
  readonly interface: string;
  readonly address: Ipv4Address;
}

/**
 * Tells a wire that an address of ours is here now, so that neighbours and switches that remember another place learn
 * anew. Some devices heed only the request form, others only the reply form: both are sent, and again two seconds later.
 */
@Injectable()
export class AddressAnnouncer {
  private readonly waiting = new Set<() => void>();
  private readonly log: AreaLog;

  constructor(
    private readonly net: Net,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.log = log.area('arp');
  }

  /** Announces every address of ours, or those that are asked for; empty when none of our interfaces has it. */
  announce(address: Ipv4Address | undefined, interfaceName: string | undefined): Announced[] {
    return this.net
      .interfaces()
      .filter(({ name, loopback }) => !loopback && (interfaceName === undefined || name === interfaceName))
      .flatMap((networkInterface) => {
        const own = networkInterface.addresses.map((one) => one.address);
        const wanted = own.filter((one) => address === undefined || one === address);
        return wanted.length > 0 && this.announceOn(networkInterface, wanted)
          ? wanted.map((one) => ({ interface: networkInterface.name, address: one }))
          : [];
      });
  }

  /** False when frames cannot be sent there; the log says why. */
  announceOn(networkInterface: NetworkInterface, addresses: readonly Ipv4Address[]): boolean {
    if (!this.send(networkInterface, addresses)) return false;
    const cancel = this.clock.after(ANNOUNCE_INTERVAL_MS, () => {
      this.waiting.delete(cancel);
      const now = this.net.interfaces().find(({ index }) => index === networkInterface.index);
      const still = addresses.filter((address) => now?.addresses.some((one) => one.address === address));
      if (now !== undefined && still.length > 0) this.send(now, still);
    });
    this.waiting.add(cancel);
    return true;
  }

  stop(): void {
    for (const cancel of this.waiting) cancel();
    this.waiting.clear();
  }

  private send(networkInterface: NetworkInterface, addresses: readonly Ipv4Address[]): boolean {
    const port = this.net.openFrames(networkInterface, ETHER_TYPE_ARP);
    const { name, mac } = networkInterface;
    if (!port.ok) {
      this.log.warn({ interface: name }, `addresses were not announced: ${port.error.sentence}`);
      return false;
    }
    for (const address of addresses) {
      const own = { source: mac, destination: BROADCAST_MAC, senderHardwareAddress: mac } as const;
      const same = { senderProtocolAddress: address, targetProtocolAddress: address } as const;
      // RFC 5227 §2.3: the target hardware address of an announcement is ignored and should be zero.
      port.value.send(encodeArp({ ...own, ...same, operation: ARP_REQUEST, targetHardwareAddress: ZERO_MAC }));
      port.value.send(encodeArp({ ...own, ...same, operation: ARP_REPLY, targetHardwareAddress: BROADCAST_MAC }));
      this.log.info({ interface: name, ip: formatIpv4Address(address) }, `announced ${formatIpv4Address(address)}`);
    }
    port.value.close();
    return true;
  }
}
