import type { Instant } from '../../values/instant.js';

/** Whose late packets: those of a transfer that is over, or of somebody who never had one. */
export type Remembered = 'finished' | 'stranger';

/** How long, milliseconds. */
const REMEMBERED = 5_000;
/** How many at most; the oldest is forgotten first. */
const MOST_REMEMBERED = 4_096;

/** Clients whose packets mean nothing (any more), for a few seconds. */
export class RememberedClients {
  private readonly clients = new Map<number, { readonly who: Remembered; readonly until: Instant }>();

  remember(key: number, who: Remembered, now: Instant): void {
    this.clients.delete(key);
    this.clients.set(key, { who, until: now + REMEMBERED });
    if (this.clients.size > MOST_REMEMBERED) this.clients.delete(this.clients.keys().next().value ?? key);
  }

  forget(key: number): void {
    this.clients.delete(key);
  }

  who(key: number, now: Instant): Remembered | undefined {
    const client = this.clients.get(key);
    if (client === undefined || client.until > now) return client?.who;
    this.clients.delete(key);
    return undefined;
  }
}
