import type { VirtualClock } from '../clock/virtual-clock.adapter.js';
import type { NetworkInterface } from '../net/net.port.js';
import type { VirtualNet } from '../net/virtual/virtual-net.js';
import type { VirtualWire } from '../net/virtual/virtual-wire.js';
import type { JournalEvent } from '../journal/journal.port.js';
import { formatInstant, type Instant } from '../values/instant.js';
import {
  ETHER_TYPE_ARP,
  ETHER_TYPE_RARP,
  ETHERNET_HEADER_LENGTH,
  readEthernetHeader,
} from '../wire/ethernet/ethernet.codec.js';
import { readLinkFrame, readsLinkType } from '../wire/ethernet/link-frame.js';
import { decodeUdpFrame } from '../wire/ipv4/udp-frame.codec.js';
import type { Capture, CapturedFrame } from '../wire/pcap/capture.js';
import { FramePrinter } from '../wire/print/frame-printer.js';
import { CapturedReaders } from './captured-reader.js';
import type { LeftOut, ReplayedAnswer } from './replay-report.js';

/** What follows the last frame: what waits for more of the same is told by then. */
const AFTER_THE_END_MS = 60_000;

/** The world that a capture is played in. */
export interface PlayedWorld {
  readonly clock: VirtualClock;
  readonly wire: VirtualWire;
  readonly net: VirtualNet;
  readonly interface: NetworkInterface;
  /** Resolves when nothing that a packet began is still under way. */
  readonly settle: () => Promise<void>;
}

/** Plays the frames of a capture in the file's order, each at its own time, and keeps what is answered to them. */
export class CapturePlayer {
  readonly answers: ReplayedAnswer[] = [];
  readonly events: { readonly frame: number; readonly event: JournalEvent }[] = [];
  readonly leftOut: LeftOut[] = [];
  private readonly printer = new FramePrinter();
  private readonly readers: CapturedReaders;
  private frame = 0;

  constructor(private readonly world: PlayedWorld) {
    this.readers = new CapturedReaders(world.interface, (frame) => world.wire.inject(frame));
    world.wire.observe((frame) => this.see(frame));
  }

  hear(event: JournalEvent): void {
    this.events.push({ frame: this.frame, event });
  }

  async play({ linkType, frames }: Capture): Promise<void> {
    for (const [index, captured] of frames.entries()) {
      // What comes of earlier frames meanwhile, such as a delayed answer, is theirs.
      await this.passTimeUntil(instantOf(captured));
      this.frame = index + 1;
      const why = this.put(linkType, captured);
      if (why !== undefined) this.leftOut.push({ frame: this.frame, ...why });
      await this.settle();
    }
    await this.passTimeUntil(this.world.clock.now() + AFTER_THE_END_MS);
  }

  /** Puts one frame on the wire; or says why not. */
  private put(linkType: number, { bytes, originalLength }: CapturedFrame): Omit<LeftOut, 'frame'> | undefined {
    const cut = { kind: 'cut', why: `the capture kept ${bytes.length} of its ${originalLength} octets` } as const;
    const isCut = bytes.length < originalLength;
    const link = readLinkFrame(linkType, bytes);
    if (!link.ok) return isCut && readsLinkType(linkType) ? cut : { kind: 'unread', why: link.error };
    const { frame } = link.value;
    const header = readEthernetHeader(frame);
    const source = header?.source;
    if (source === this.world.interface.mac) return { kind: 'own', why: 'we ourselves sent it' };
    const udp = decodeUdpFrame(frame);
    // What was cut off may be padding.
    if (isCut && !udp.ok && !isWholeArp(header?.etherType, frame)) return cut;
    // A captured client answers no ARP request that we would have to send first.
    if (udp.ok && udp.value.sourceAddress !== 0 && source !== undefined) {
      this.world.net.learnNeighbour(this.world.interface, udp.value.sourceAddress, source);
    }
    this.printer.print(frame);
    this.world.wire.inject((udp.ok ? this.readers.readdress(udp.value) : undefined) ?? frame);
    return undefined;
  }

  private async passTimeUntil(moment: Instant): Promise<void> {
    const { clock } = this.world;
    for (let next = clock.nextBy(moment); next !== undefined; next = clock.nextBy(moment)) {
      clock.advanceTo(next);
      await this.settle();
    }
    clock.advanceTo(moment);
  }

  private async settle(): Promise<void> {
    do await this.world.settle();
    while (this.world.wire.run() > 0);
  }

  /** What we send; but not the questions of our own kernel. */
  private see(frame: Buffer): void {
    const header = readEthernetHeader(frame);
    if (header?.source !== this.world.interface.mac || header.etherType === ETHER_TYPE_ARP) return;
    const udp = decodeUdpFrame(frame);
    if (udp.ok && !this.readers.see(udp.value)) return;
    const at = formatInstant(this.world.clock.now());
    this.answers.push({ frame: this.frame, at, ...this.printer.print(frame), hex: frame.toString('hex') });
  }
}

/** Whole milliseconds, as the journal has them; the beginning of time where the file does not say. */
function instantOf({ atNanoseconds }: CapturedFrame): Instant {
  return Number(atNanoseconds / 1_000_000n);
}

/** ARP and RARP of Ethernet and IPv4: 28 octets behind the header. */
function isWholeArp(etherType: number | undefined, frame: Buffer): boolean {
  return (etherType === ETHER_TYPE_ARP || etherType === ETHER_TYPE_RARP) && frame.length >= ETHERNET_HEADER_LENGTH + 28;
}
