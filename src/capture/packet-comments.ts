/** A packet, as far as the journal's words are concerned. */
export interface CommentedPacket {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly heard: boolean;
  readonly protocol: string;
  /** How the words of its verdict begin, `DHCPDISCOVER`; empty where they may be any. */
  readonly kind: string;
  readonly port: number;
}

/** What the journal says, the oldest first. */
export interface CommentingEvent {
  readonly at: number;
  readonly lastAt: number;
  readonly protocol: string;
  readonly what: string;
  /** The client's, where the event has it. */
  readonly port: number | undefined;
  readonly sentence: string;
}

/** An answer may wait for its lease, or for a firmware that does not stand a fast one. */
const LONGEST_ANSWER = 5_000;
/** The journal has whole milliseconds, and the clock that packets are timed by may be off by as much. */
const SLACK = 2;

/** The sentences that belong to each packet: each event is the verdict about the last one of its protocol before it. */
export function commentsOf(packets: readonly CommentedPacket[], events: readonly CommentingEvent[]): string[][] {
  const comments = packets.map((): string[] => []);
  for (const event of events) {
    const { at, lastAt, sentence } = event;
    let verdictOn = -1;
    for (const [index, packet] of packets.entries()) {
      if (!mayBeAbout(event, packet)) continue;
      if (packet.at <= at + SLACK) verdictOn = index;
      // The same again: one row of the journal for all of them.
      else if (packet.at <= lastAt + SLACK) comments[index]?.push(sentence);
    }
    const packet = packets[verdictOn];
    if (packet !== undefined && at - packet.at <= LONGEST_ANSWER) comments[verdictOn]?.push(sentence);
  }
  return comments;
}

function mayBeAbout({ protocol, what, port }: CommentingEvent, packet: CommentedPacket): boolean {
  if (!packet.heard || packet.protocol !== familyOf(protocol) || !what.startsWith(packet.kind)) return false;
  return port === undefined || port === packet.port;
}

/** BOOTP and DHCP share their port. */
function familyOf(protocol: string): string {
  return protocol === 'bootp' ? 'dhcp' : protocol;
}
