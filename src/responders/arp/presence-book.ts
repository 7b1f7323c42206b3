import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { Presence } from './proxy-arp.decision.js';

/** A host on the wire answers a question within this time. */
const ANSWER_MS = 500;
/** What we know is asked anew after this time: a machine may come home. */
const KNOWN_MS = 60_000;

interface Asked {
  readonly askedAt: Instant;
  answered: boolean;
}

/** Which addresses answer by themselves, by the questions that we asked. No larger than the number of remote machines. */
export class PresenceBook {
  private readonly book = new Map<Ipv4Address, Asked>();

  presenceOf(address: Ipv4Address, now: Instant): Presence {
    const asked = this.book.get(address);
    if (asked === undefined || now - asked.askedAt > KNOWN_MS) return 'unknown';
    if (asked.answered) return 'answers';
    // While the question is open nobody is answered for the address; whoever asked asks again after a second.
    return now - asked.askedAt < ANSWER_MS ? 'answers' : 'silent';
  }

  asked(address: Ipv4Address, now: Instant): void {
    this.book.set(address, { askedAt: now, answered: false });
  }

  /** The address showed itself: it answered, or announced itself. */
  heard(address: Ipv4Address): void {
    const asked = this.book.get(address);
    if (asked !== undefined) asked.answered = true;
  }
}
