import type { OfferStrategy } from './offer-strategy.js';

/** What tells one firmware from another, as it describes itself in its DISCOVER. */
export interface ClientFingerprint {
  /** Processor architecture type (option 93). */
  readonly architecture: number | undefined;
  /** Version of its network driver (option 94): `3.16`. */
  readonly undi: string | undefined;
  /** Option 60 before its first colon: `PXEClient`. */
  readonly vendorClass: string;
  /** Option 55 in the order sent: `1,3,43,60`. Two firmwares seldom ask in the same order. */
  readonly parameters: string;
  /** First three octets of the hardware address: `52:54:00`. */
  readonly oui: string;
}

/** What a row of strategies asks of a client; what is undefined fits every client. */
export type FingerprintPattern = { readonly [Field in keyof ClientFingerprint]?: ClientFingerprint[Field] | undefined };

/** A way that works for every client that fits the pattern. */
export interface StrategyRow {
  readonly pattern: FingerprintPattern;
  readonly strategy: OfferStrategy;
  /** Found out by trying; what a person set comes first. */
  readonly learned: boolean;
}

const FIELDS = ['architecture', 'undi', 'vendorClass', 'parameters', 'oui'] as const;

/** One text for one pattern, so that two writings of it can be told to be the same. */
export function fingerprintKey(pattern: FingerprintPattern): string {
  return FIELDS.map((field) => String(pattern[field] ?? '*')).join('|');
}

export function fitsPattern(client: ClientFingerprint, pattern: FingerprintPattern): boolean {
  return FIELDS.every((field) => pattern[field] === undefined || pattern[field] === client[field]);
}

/** The row that says most about this client: a person's before a learned one, then the one with the most fields. */
export function bestRow<Row extends StrategyRow>(client: ClientFingerprint, rows: Iterable<Row>): Row | undefined {
  let best: Row | undefined;
  for (const row of rows) {
    if (fitsPattern(client, row.pattern) && (best === undefined || rank(row) > rank(best))) best = row;
  }
  return best;
}

function rank({ pattern, learned }: StrategyRow): number {
  const fields = FIELDS.filter((field) => pattern[field] !== undefined).length;
  return learned ? fields : fields + FIELDS.length + 1;
}
