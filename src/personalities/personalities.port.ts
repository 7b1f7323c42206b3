import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { Personality } from './personality.js';

/** Where responders say how a machine presented itself. Never throws and never waits. Also the injection token. */
export abstract class Personalities {
  /**
   * A request of this machine was answered. `fingerprint`: a number below 2³² made of all that the client told;
   * `read` puts it into words, and is not asked for what was noted a moment ago.
   */
  abstract note(
    machineId: number,
    fingerprint: number,
    at: Instant,
    ip: Ipv4Address | undefined,
    read: () => Personality,
  ): void;
}
