import type { Instant } from '../../values/instant.js';

/** Time as the engine needs it. Tests bring their own. */
export interface TftpClock {
  /** Milliseconds since any fixed moment; never jumps, whatever happens to the wall clock. */
  now(): Instant;
  /** Calls `tick` again and again; returns the way to end that. */
  every(milliseconds: number, tick: () => void): () => void;
}

/** The process's own monotonic clock. */
export const systemClock: TftpClock = {
  now: () => performance.now(),
  every: (milliseconds, tick) => {
    const timer = setInterval(tick, milliseconds);
    return () => clearInterval(timer);
  },
};
