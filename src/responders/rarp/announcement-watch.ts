import type { Instant } from '../../values/instant.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { RarpPacket } from '../../wire/rarp/rarp.codec.js';
import type { DelayClock } from '../delayed-answers.js';
import { decideAnnouncement, type AnnouncementFacts, type AnnouncementVerdict } from './announcement.decision.js';

/** A second frame of an announcement comes sooner than this: QEMU's after 50 ms, ESXi's after 527. */
const WAIT_MS = 1_200;
/** Frames of one move: ESXi's last gap that was seen is 21 s. */
const SAME_MOVE_MS = 45_000;
/** Virtual machines that are remembered at once; the ones heard longest ago are forgotten. */
const MOST_REMEMBERED = 20_000;

/** How one request is told, now that it is known what it was. */
export type TellRequest = (announcement: Exclude<AnnouncementVerdict, { kind: 'open' }>) => void;

interface Heard {
  readonly at: Instant;
  readonly announced: boolean;
  /** The request that still waits to be told, and the way to stop waiting. */
  readonly open: { readonly cancel: () => void; readonly tell: TellRequest } | undefined;
}

/**
 * Remembers the frames that may be announcements and tells each move once. A request of which the next second tells
 * what it is, is told after that second; its answer never waits.
 */
export class AnnouncementWatch {
  private readonly heard = new Map<MacAddress, Heard>();

  constructor(private readonly clock: DelayClock) {}

  hear(
    request: RarpPacket,
    known: Pick<AnnouncementFacts, 'frameLength' | 'virtualMachines' | 'livesByDhcp'>,
    now: Instant,
    tell: TellRequest,
  ): void {
    const mac = request.targetHardwareAddress;
    const last = this.lastOf(mac, now);
    const facts = { ...known, sinceLast: last && now - last.at, announcedLast: last?.announced === true };
    const verdict = decideAnnouncement(request, { ...facts, waited: false });
    const waiting = last?.open;
    waiting?.cancel();
    if (verdict.kind === 'open') {
      waiting?.tell({ kind: 'no' });
      const settle = (): void => {
        const settled = decideAnnouncement(request, { ...facts, waited: true });
        const announced = settled.kind !== 'open' && settled.kind !== 'no';
        this.remember(mac, { at: now, announced, open: undefined });
        tell(settled.kind === 'open' ? { kind: 'no' } : settled);
      };
      this.remember(mac, { at: now, announced: false, open: { cancel: this.clock.after(WAIT_MS, settle), tell } });
      return;
    }
    const announced = verdict.kind !== 'no';
    if (!announced) waiting?.tell({ kind: 'no' });
    this.remember(mac, { at: now, announced, open: undefined });
    if (!(announced && last?.announced === true)) tell(verdict);
  }

  /** Tells what still waits. */
  stop(): void {
    for (const { open } of this.heard.values()) {
      open?.cancel();
      open?.tell({ kind: 'no' });
    }
    this.heard.clear();
  }

  private lastOf(mac: MacAddress, now: Instant): Heard | undefined {
    const last = this.heard.get(mac);
    return last !== undefined && now - last.at <= SAME_MOVE_MS ? last : undefined;
  }

  private remember(mac: MacAddress, heard: Heard): void {
    this.heard.delete(mac);
    this.heard.set(mac, heard);
    if (this.heard.size <= MOST_REMEMBERED) return;
    for (const [oldest, { open }] of this.heard) {
      open?.cancel();
      open?.tell({ kind: 'no' });
      this.heard.delete(oldest);
      return;
    }
  }
}
