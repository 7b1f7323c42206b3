import type { Instant } from '../values/instant.js';
import type { MacAddress } from '../values/mac-address.js';

export type JournalProtocol = 'rarp' | 'bootp' | 'dhcp' | 'tftp' | 'http' | 'bootparams' | 'arp' | 'install' | 'boot';

/** `answered`: a reply went out; `silent`: no reply, `reason` says why; `noted`: something happened that asks no reply. */
export type JournalOutcome = 'answered' | 'silent' | 'noted';

/**
 * One thing that happened to a machine. Made once per packet on the hot path, so it is flat and cheap: words are put
 * together only when somebody reads them.
 */
export interface JournalEvent {
  readonly at: Instant;
  readonly protocol: JournalProtocol;
  /** What was said, in the protocol's own words and in ASCII (a line of wider characters costs twice as much): `RARP request -> RARP reply`, `DHCPDISCOVER -> DHCPOFFER`, `RRQ`, … */
  readonly what: string;
  readonly outcome: JournalOutcome;
  /** A code of the silence table, when silent. */
  readonly reason?: string | undefined;
  readonly machineId?: number | undefined;
  readonly hostname?: string | undefined;
  readonly mac?: MacAddress | undefined;
  /** Dotted quad of the address given, used or asked for. */
  readonly ip?: string | undefined;
  readonly interface?: string | undefined;
  /** Facts worth showing, small and flat. */
  readonly detail?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Hears events as they are recorded, inside the packet's turn: it must be quick and must not throw. */
export type JournalListener = (event: JournalEvent) => void;

/** Where every verdict is heard. Never throws and never waits: what it costs a packet is the making of the event. */
export abstract class Journal {
  abstract record(event: JournalEvent): void;

  /** When this machine was last answered by DHCP while we run; undefined: not yet. */
  abstract lastDhcpAnswer(machineId: number): Instant | undefined;

  /** Tells `listener` everything that is recorded from now on. */
  abstract hear(listener: JournalListener): void;

  /** Resolves when everything recorded so far can be read back (or could not be written, which the log told). */
  abstract flush(): Promise<void>;

  /** The last flush: writes what is left and says what could not be written. Nothing may be recorded afterwards. */
  abstract finish(): Promise<void>;
}
