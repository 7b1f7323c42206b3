import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { Personality, SeenPersonality } from './personality.js';

/**
 * More of them in one pause are a storm of machines that are known already: what is not written down now is when they
 * ask again.
 */
export const MOST_WAITING = 2_000;

/** Fingerprints are 32 bits, so that a machine's number fits before them into the 53 of a number. */
const FINGERPRINTS = 2 ** 32;
const MOST_MACHINES = 2 ** 21;

/** Collects how machines presented themselves, between two writes. */
export class PersonalityBook {
  private seen = new Map<number, SeenPersonality>();

  get size(): number {
    return this.seen.size;
  }

  /** Notes one answered request; `read` says what the client told, and is asked for what is not in the book only. */
  note(
    machineId: number,
    fingerprint: number,
    at: Instant,
    ip: Ipv4Address | undefined,
    read: () => Personality,
  ): void {
    const key = (machineId % MOST_MACHINES) * FINGERPRINTS + fingerprint;
    const known = this.seen.get(key);
    if (known === undefined) {
      if (this.seen.size >= MOST_WAITING) return;
      this.seen.set(key, { ...read(), machineId, fingerprint, firstAt: at, lastAt: at, ip, times: 1 });
      return;
    }
    known.lastAt = at;
    known.ip = ip ?? known.ip;
    known.times += 1;
  }

  /** Everything noted since the last time; the book is empty afterwards. */
  take(): SeenPersonality[] {
    const taken = [...this.seen.values()];
    this.seen = new Map();
    return taken;
  }
}
