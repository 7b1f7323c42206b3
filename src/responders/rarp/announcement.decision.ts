import type { VirtualMachines } from '../../boot/rarp-behaviour.js';
import { BROADCAST_MAC } from '../../values/mac-address.js';
import { MINIMUM_FRAME } from '../../wire/ethernet/ethernet.codec.js';
import { RARP_REQUEST, type RarpPacket } from '../../wire/rarp/rarp.codec.js';
import { hypervisorOf } from './hypervisor.table.js';

/**
 * Is a RARP request a machine that asks for its address, or a hypervisor that shows the switches where a machine now is
 * (VMware "Notify Switches", QEMU's announce_self)? The frames can be the same byte for byte.
 *
 * `no`: it asks. `open`: the next second tells. `likely`, `sure`: an announcement.
 */
export type AnnouncementVerdict =
  { readonly kind: 'no' } | { readonly kind: 'open' } | { readonly kind: 'likely' | 'sure'; readonly because: string };

/** What we know beside the frame. */
export interface AnnouncementFacts {
  /** Octets of the frame, header included. A guest's own request through a virtual card is often not padded. */
  readonly frameLength: number;
  readonly virtualMachines: VirtualMachines;
  /** Since the last such frame of this machine, in milliseconds; undefined: none lately. */
  readonly sinceLast: number | undefined;
  /** The last such frame was an announcement. */
  readonly announcedLast: boolean;
  /** The machine got its address by DHCP lately, so that it does not live by RARP. */
  readonly livesByDhcp: boolean;
  /** We have waited for a second frame, and none came. */
  readonly waited: boolean;
}

/** No machine asks again so soon: Sun's PROM and Linux wait a second and more. QEMU repeats after 50 to 350 ms, ESXi after 527. */
const SOONEST_REPEAT_MS = 900;
/** The gaps of ESXi in seconds: seen after a power-on; a Fibonacci sequence after the first ones. */
const ESXI_GAPS_S = [0.5, 1, 2, 3, 5, 8, 13, 21, 34];
const ESXI_TOLERANCE_MS = 60;
const NO: AnnouncementVerdict = { kind: 'no' };
const OPEN: AnnouncementVerdict = { kind: 'open' };

/** The frame alone: may it be an announcement at all? Cheap, for it stands before all else. */
export function mayAnnounce(request: RarpPacket, virtualMachines: VirtualMachines): boolean {
  return (
    virtualMachines !== 'none' &&
    request.operation === RARP_REQUEST &&
    request.senderProtocolAddress === 0 &&
    request.targetProtocolAddress === 0 &&
    request.destination === BROADCAST_MAC &&
    request.source === request.targetHardwareAddress &&
    request.senderHardwareAddress === request.targetHardwareAddress &&
    (virtualMachines === 'all' || hypervisorOf(request.targetHardwareAddress) !== undefined)
  );
}

export function decideAnnouncement(request: RarpPacket, facts: AnnouncementFacts): AnnouncementVerdict {
  if (!mayAnnounce(request, facts.virtualMachines)) return NO;
  // Hypervisors pad their frames themselves; shorter ones come from a kernel inside, by a virtual card that does not.
  if (facts.frameLength < MINIMUM_FRAME) return NO;
  const hypervisor = hypervisorOf(request.targetHardwareAddress);
  const whose = hypervisor === undefined ? 'all machines here are virtual' : `${hypervisor} hardware address`;
  const { sinceLast } = facts;
  if (sinceLast !== undefined && sinceLast < SOONEST_REPEAT_MS)
    return { kind: 'sure', because: `${whose}, again after ${Math.round(sinceLast)} ms` };
  if (sinceLast !== undefined && hypervisor === 'VMware' && fitsEsxi(sinceLast))
    return { kind: 'sure', because: `${whose}, in the rhythm of ESXi` };
  if (facts.announcedLast) return { kind: 'likely', because: `${whose}, announced before` };
  if (facts.livesByDhcp) return { kind: 'likely', because: `${whose}, the machine has its address by DHCP` };
  if (!facts.waited) return OPEN;
  // VMware's own ROM never asks by RARP. QEMU always announces several times, so a single frame is a guest's.
  return hypervisor === 'VMware' || facts.virtualMachines === 'all'
    ? { kind: 'likely', because: `${whose}, padded frame` }
    : NO;
}

function fitsEsxi(gap: number): boolean {
  return ESXI_GAPS_S.some((seconds) => Math.abs(gap - seconds * 1000) <= ESXI_TOLERANCE_MS);
}
