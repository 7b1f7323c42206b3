import type { Instant } from '../values/instant.js';

/**
 * Time as whoever answers packets needs it; a replay and tests bring their own. Also the injection token. What only
 * keeps house (batches, heartbeats, the REST API) uses the process's own timers.
 */
export abstract class Clock {
  /** Is it the time of this host? In any other, what goes by the process's own timers has nothing to say about it. */
  abstract readonly ofThisHost: boolean;

  /** The wall clock. */
  abstract now(): Instant;

  /** Milliseconds since any fixed moment; never jumps, whatever happens to the wall clock. */
  abstract elapsed(): number;

  /** Calls `happen` once, after so many milliseconds; returns the way to cancel that. */
  abstract after(milliseconds: number, happen: () => void): () => void;
}
