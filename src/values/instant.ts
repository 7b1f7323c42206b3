/** A moment: milliseconds since 1970-01-01T00:00:00Z. Pure code receives it as an argument; only the edge reads a clock. */
export type Instant = number;

/** The last moment that was printed, and its text. */
let printed: { readonly instant: Instant; readonly text: string } = { instant: 0, text: new Date(0).toISOString() };

/** RFC 3339 text in UTC, as REST and logs print it. What belongs together has one moment, which is printed once: rows of a
 * page, packets of a batch. */
export function formatInstant(instant: Instant): string {
  if (printed.instant !== instant) printed = { instant, text: new Date(instant).toISOString() };
  return printed.text;
}
