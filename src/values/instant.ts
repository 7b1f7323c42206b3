/** A moment: milliseconds since 1970-01-01T00:00:00Z. Pure code receives it as an argument; only the edge reads a clock. */
export type Instant = number;

/** RFC 3339 text in UTC, as REST and logs print it. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}
