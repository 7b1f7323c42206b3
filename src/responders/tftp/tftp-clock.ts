import type { Clock } from '../../clock/clock.port.js';
import type { Instant } from '../../values/instant.js';

/** Time as the engine needs it. Tests bring their own. */
export interface TftpClock {
  /** Milliseconds since any fixed moment; never jumps, whatever happens to the wall clock. */
  now(): Instant;
  /** Calls `tick` again and again; returns the way to end that. */
  every(milliseconds: number, tick: () => void): () => void;
}

/** The time that everybody who answers packets has. */
export function tftpClockOf(clock: Clock): TftpClock {
  return {
    now: () => clock.elapsed(),
    every: (milliseconds, tick) => {
      const again = (): void => {
        cancel = clock.after(milliseconds, again);
        tick();
      };
      let cancel = clock.after(milliseconds, again);
      return () => cancel();
    },
  };
}

/** The process's own monotonic clock. */
export const systemClock: TftpClock = {
  now: () => performance.now(),
  every: (milliseconds, tick) => {
    let immediate: NodeJS.Immediate | undefined;
    // After the sockets had their turn: when this thread was kept from running, answers may wait there, and what they
    // acknowledge must not be sent again.
    const timer = setInterval(() => (immediate = setImmediate(tick)), milliseconds);
    return () => {
      clearInterval(timer);
      clearImmediate(immediate);
    };
  },
};
