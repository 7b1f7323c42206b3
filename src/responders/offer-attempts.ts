import { Injectable } from '@nestjs/common';
import { Journal, type JournalEvent } from '../journal/journal.port.js';
import { OfferStrategies } from '../offer-strategies/offer-strategies.port.js';
import { parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import type { OfferAttempt } from './offer-attempt.js';

/** Clients that boot at the same time; beyond that the one that began longest ago is forgotten and starts anew. */
const MOST_ATTEMPTS = 4_096;

/** The protocols that boot files are fetched by. */
const FETCHES: ReadonlySet<string> = new Set(['tftp', 'http']);

/**
 * How far we have come with each client beside another DHCP server, and whether it came on: port 67 makes the OFFERs,
 * port 4011 and the boot files hear of what they led to. In memory: a boot does not outlive us.
 */
@Injectable()
export class OfferAttempts {
  private readonly byMac = new Map<MacAddress, OfferAttempt>();
  private readonly macOf = new Map<Ipv4Address, MacAddress>();

  constructor(
    private readonly strategies: OfferStrategies,
    journal: Journal,
  ) {
    journal.hear((event) => this.hearFetch(event));
  }

  of(mac: MacAddress): OfferAttempt | undefined {
    return this.byMac.get(mac);
  }

  keep(mac: MacAddress, attempt: OfferAttempt): void {
    this.forget(mac);
    if (this.byMac.size >= MOST_ATTEMPTS) {
      const [oldest] = this.byMac.keys();
      if (oldest !== undefined) this.forget(oldest);
    }
    this.byMac.set(mac, attempt);
    if (attempt.address !== undefined) this.macOf.set(attempt.address, mac);
  }

  /** The client asked on port 4011, or fetched a file: the strategy of its last OFFER works for its firmware. */
  cameOn(mac: MacAddress): void {
    const attempt = this.byMac.get(mac);
    if (attempt === undefined || attempt.cameOn) return;
    this.keep(mac, { ...attempt, cameOn: true });
    this.strategies.learn(attempt.fingerprint, attempt.strategy);
  }

  private forget(mac: MacAddress): void {
    const address = this.byMac.get(mac)?.address;
    if (address !== undefined && this.macOf.get(address) === mac) this.macOf.delete(address);
    this.byMac.delete(mac);
  }

  private hearFetch({ protocol, outcome, reason, ip }: JournalEvent): void {
    if (!FETCHES.has(protocol)) return;
    if (outcome !== 'answered' || reason !== undefined || ip === undefined || this.macOf.size === 0) return;
    const address = parseIpv4Address(ip);
    const mac = address.ok ? this.macOf.get(address.value) : undefined;
    if (mac !== undefined) this.cameOn(mac);
  }
}
