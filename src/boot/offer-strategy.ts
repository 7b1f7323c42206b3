/**
 * The ways to tell a PXE client beside another DHCP server what to boot. Firmware differs in which of them it
 * understands; `responders/bootp/offer-strategy.table.ts` says what each puts into the OFFER.
 */
export const OFFER_STRATEGIES = [
  'direct-file',
  'boot-server',
  'discovery-control',
  'one-entry-menu',
  'full-offer',
] as const;
export type OfferStrategy = (typeof OFFER_STRATEGIES)[number];
