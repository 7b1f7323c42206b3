/** One frame of a capture file. */
export interface CapturedFrame {
  /** When it was captured: nanoseconds since 1970-01-01T00:00:00Z; 0 where the file does not say (pcapng Simple Packet Block). */
  readonly atNanoseconds: bigint;
  /** What was kept of it: a view into the file's bytes. Shorter than `originalLength` when the capture cut it. */
  readonly bytes: Buffer;
  /** Its length on the wire, in bytes, as the file says it. */
  readonly originalLength: number;
}

/** What a capture file holds, in the file's order (which need not be the order of time). */
export interface Capture {
  /** LINKTYPE number of the pcap registry: 1 is Ethernet. */
  readonly linkType: number;
  readonly frames: readonly CapturedFrame[];
  /** Why the file could not be read to its end, or what was left out: a sentence. The frames before it are good. */
  readonly problem?: string;
}

/** LINKTYPE_ETHERNET. */
export const LINK_TYPE_ETHERNET = 1;

/** What all readers say about a file that stops in the middle of its `count + 1`th frame. */
export function endsInsideFrame(count: number): string {
  return `file ends inside frame ${count + 1}`;
}
