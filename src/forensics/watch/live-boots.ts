import type { JournalEvent } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import { beginsAnew } from '../boot-attempt.js';
import type { BootEvent } from '../boot-event.js';

/** Boots that are followed at once; beyond that only those are that come when others are forgotten. */
const MOST_BOOTS = 4_096;
/** Events kept of one boot; what comes then is counted on the last one. */
const MOST_EVENTS = 256;
/** A boot that nothing was heard of for so long is forgotten. */
const FORGET_MS = 30 * 60_000;
/** When no room was found, it is not looked for again so soon. */
const FULL_MS = 1_000;

/** What is said again after this much quiet may begin another boot. */
const SAME_BOOT_MS = 60_000;

type Mutable<Type> = { -readonly [Field in keyof Type]: Type[Field] };

/** A boot that is going on. */
export interface LiveBoot {
  readonly machineId: number | undefined;
  events: Mutable<BootEvent>[];
  lastAt: Instant;
  /** When it was judged last, and the rule that was told of it last. */
  judgedAt: Instant;
  told: string | undefined;
}

/**
 * The boots that are going on, by machine or by unknown hardware address, in bounded memory. A machine that shouts
 * RARP costs a look-up and a count: nothing is kept of an event that says the same as the last one.
 */
export class LiveBoots {
  private readonly boots = new Map<number, LiveBoot>();
  /** Whose an address is that was given to a client which the inventory does not have. */
  private readonly strangers = new Map<string, number>();
  private fullUntil = 0;

  get size(): number {
    return this.boots.size;
  }

  all(): Iterable<LiveBoot> {
    return this.boots.values();
  }

  note(event: JournalEvent): void {
    const key = this.keyOf(event);
    if (key === undefined) return;
    const boot = this.boots.get(key);
    if (boot === undefined) {
      if (isWorthFollowing(event)) this.begin(key, event);
      return;
    }
    const last = boot.events.at(-1);
    if (last !== undefined && event.at - last.lastAt < SAME_BOOT_MS && saysTheSame(last, event, boot.events.length)) {
      last.repeats += 1;
      last.lastAt = event.at;
      boot.lastAt = event.at;
      return;
    }
    this.add(boot, event);
  }

  /** Lets go of what is over. */
  forget(now: Instant): void {
    for (const [key, boot] of this.boots) if (now - boot.lastAt > FORGET_MS) this.boots.delete(key);
    for (const [ip, key] of this.strangers) if (!this.boots.has(key)) this.strangers.delete(ip);
  }

  private begin(key: number, event: JournalEvent): void {
    if (this.boots.size >= MOST_BOOTS) {
      if (event.at < this.fullUntil) return;
      this.forget(event.at);
      if (this.boots.size >= MOST_BOOTS) {
        this.fullUntil = event.at + FULL_MS;
        return;
      }
    }
    const boot = {
      machineId: event.machineId,
      events: [bootEventOf(event, 1)],
      lastAt: event.at,
      judgedAt: event.at,
      told: undefined,
    };
    this.boots.set(key, boot);
    this.noteStranger(key, event);
  }

  private add(boot: LiveBoot, event: JournalEvent): void {
    const heard = bootEventOf(event, boot.events.length + 1);
    boot.lastAt = event.at;
    if (beginsAnew(boot.events, heard)) {
      boot.events = [{ ...heard, id: 1 }];
      boot.told = undefined;
    } else if (boot.events.length < MOST_EVENTS) {
      boot.events.push(heard);
    }
    if (event.mac !== undefined && event.machineId === undefined) this.noteStranger(0 - event.mac, event);
  }

  private noteStranger(key: number, { ip, machineId, what }: JournalEvent): void {
    if (machineId === undefined && ip !== undefined && what.endsWith('DHCPACK')) this.strangers.set(ip, key);
  }

  private keyOf({ protocol, machineId, mac, ip }: JournalEvent): number | undefined {
    if (protocol === 'boot') return undefined;
    if (machineId !== undefined) return machineId;
    if (mac !== undefined) return 0 - mac;
    return ip === undefined ? undefined : this.strangers.get(ip);
  }
}

/** What an operating system on a wire asks whose machines we do not know is nobody's boot. */
function isWorthFollowing({ machineId, protocol, outcome, detail }: JournalEvent): boolean {
  if (machineId !== undefined || outcome === 'answered') return true;
  return protocol !== 'dhcp' || detail?.['architecture'] !== undefined;
}

/** RARP says no more than that it asks; of other protocols each packet may tell something, unless there are so many. */
function saysTheSame(last: BootEvent, event: JournalEvent, known: number): boolean {
  return (
    last.what === event.what &&
    last.reason === event.reason &&
    last.protocol === event.protocol &&
    last.ip === event.ip &&
    (event.protocol === 'rarp' || known >= MOST_EVENTS / 2)
  );
}

const NO_DETAIL = {};

function bootEventOf(event: JournalEvent, id: number): Mutable<BootEvent> {
  return {
    id,
    at: event.at,
    lastAt: event.at,
    repeats: 1,
    protocol: event.protocol,
    what: event.what,
    outcome: event.outcome,
    reason: event.reason,
    mac: event.mac,
    ip: event.ip,
    interface: event.interface,
    detail: event.detail ?? NO_DETAIL,
  };
}
