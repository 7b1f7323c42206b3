import type { Instant } from '../values/instant.js';
import { Clock } from './clock.port.js';

/** The time of this host. */
export class SystemClock extends Clock {
  override readonly ofThisHost = true;

  override now(): Instant {
    return Date.now();
  }

  override elapsed(): number {
    return performance.now();
  }

  override after(milliseconds: number, happen: () => void): () => void {
    const timer = setTimeout(happen, milliseconds);
    return () => clearTimeout(timer);
  }
}
