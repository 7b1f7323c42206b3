import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { ServerAnswer } from './server-answer.js';

/** A server that is not ours, as it was last heard. */
export interface OtherServer {
  readonly server: Ipv4Address;
  readonly mac: MacAddress;
  readonly interface: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly answers: number;
  readonly last: ServerAnswer;
}

/** More servers than any wire has; a forger of server addresses pushes out the one that was silent the longest. */
const MOST_SERVERS = 64;
/** Who was silent this long is told anew when it is heard again. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1000;

/** The other servers that were heard, each address and interface once. */
export class OtherServers {
  private readonly servers = new Map<string, OtherServer>();

  /** True when this is news: a server that was not heard for an hour, or comes from another card. */
  hear(answer: ServerAnswer, interfaceName: string, now: Instant): boolean {
    const key = `${answer.server} ${interfaceName}`;
    const before = this.servers.get(key);
    this.servers.delete(key);
    this.servers.set(key, {
      server: answer.server,
      mac: answer.mac,
      interface: interfaceName,
      firstSeen: before?.firstSeen ?? now,
      lastSeen: now,
      answers: (before?.answers ?? 0) + 1,
      last: answer,
    });
    if (this.servers.size > MOST_SERVERS) this.forgetTheLongestSilent();
    return before === undefined || before.mac !== answer.mac || now - before.lastSeen >= FORGOTTEN_AFTER_MS;
  }

  /** The latest heard first. */
  all(): readonly OtherServer[] {
    return [...this.servers.values()].reverse();
  }

  /** Those heard within the last hour. */
  present(now: Instant): readonly OtherServer[] {
    return this.all().filter(({ lastSeen }) => now - lastSeen < FORGOTTEN_AFTER_MS);
  }

  private forgetTheLongestSilent(): void {
    for (const key of this.servers.keys()) {
      this.servers.delete(key);
      return;
    }
  }
}
