import type { ClientFingerprint } from '../boot/client-fingerprint.js';
import type { OfferStrategy } from '../boot/offer-strategy.js';

/** What is known of how firmware wants to be told. In memory: no packet waits for a query. Also the injection token. */
export abstract class OfferStrategies {
  /** What a person set, or what has worked, for such a client. */
  abstract strategyFor(client: ClientFingerprint): OfferStrategy | undefined;

  /** A client of this kind came on after an OFFER by this strategy. */
  abstract learn(client: ClientFingerprint, strategy: OfferStrategy): void;
}
