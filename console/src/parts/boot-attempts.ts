import type { TimelineEvent } from '../client/api';

/** Events of one boot, the oldest first. */
export interface BootAttempt {
  readonly from: number;
  readonly to: number;
  readonly events: readonly TimelineEvent[];
}

/** Firmware that was refused asks again within a minute; what comes later is another boot. */
const QUIET_MS = 120_000;

/** Events in any order → the boots that they tell of, the newest first. */
export function boots(events: readonly TimelineEvent[]): BootAttempt[] {
  const ordered = [...events].sort((a, b) => a.id - b.id);
  const found: { from: number; to: number; events: TimelineEvent[] }[] = [];
  for (const event of ordered) {
    const at = Date.parse(event.at);
    const until = Date.parse(event.lastAt);
    const last = found.at(-1);
    if (last !== undefined && at - last.to < QUIET_MS) {
      last.events.push(event);
      last.to = Math.max(last.to, until);
    } else {
      found.push({ from: at, to: until, events: [event] });
    }
  }
  return found.reverse();
}

export const LANES = ['rarp', 'arp', 'bootp', 'dhcp', 'bootparams', 'tftp', 'http', 'install'] as const;
const LANE_NAMES: Readonly<Record<string, string>> = {
  rarp: 'RARP',
  arp: 'ARP',
  bootp: 'BOOTP',
  dhcp: 'DHCP',
  bootparams: 'bootparams',
  tftp: 'TFTP',
  http: 'HTTP',
  install: 'Install',
};

export const laneName = (protocol: string): string => LANE_NAMES[protocol] ?? protocol;

export type StageName = 'address' | 'loader' | 'configuration' | 'kernel' | 'system';

export interface Stage {
  readonly name: StageName;
  /** When it was first and last heard of; undefined: not (yet). */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Something in it was refused, or met silence, and nothing of it was answered later. */
  readonly failed: boolean;
}

const STAGES: readonly StageName[] = ['address', 'loader', 'configuration', 'kernel', 'system'];
const KERNEL = /(vmlinuz|bzimage|linux|kernel|initrd|initramfs|\.img$|\.gz$|vmunix)/i;
const CONFIGURATION = /(pxelinux\.cfg|grub\.cfg|\.ipxe$|\.cfg$|\.conf$|boot\.msg)/i;

/** Which stage of a boot an event belongs to. */
function stageOf({ protocol, detail }: TimelineEvent): StageName | undefined {
  if (protocol === 'bootparams') return 'kernel';
  if (protocol === 'rarp' || protocol === 'dhcp' || protocol === 'bootp') return 'address';
  if (protocol !== 'tftp' && protocol !== 'http') return undefined;
  const file = typeof detail['file'] === 'string' ? detail['file'] : '';
  if (CONFIGURATION.test(file)) return 'configuration';
  if (KERNEL.test(file)) return 'kernel';
  return 'loader';
}

/** The stage of each event; who asks for an address after its kernel was fetched is the system. */
function stagesOfEvents(events: readonly TimelineEvent[]): (StageName | undefined)[] {
  let hasKernel = false;
  return events.map((event) => {
    const stage = stageOf(event);
    hasKernel ||= stage === 'kernel' && event.protocol !== 'bootparams';
    return stage === 'address' && hasKernel ? 'system' : stage;
  });
}

export function stagesOf({ events }: BootAttempt): Stage[] {
  const stages = stagesOfEvents(events);
  return STAGES.map((name) => {
    const own = events.filter((_, at) => stages[at] === name);
    const last = own.at(-1);
    const [first] = own;
    return {
      name,
      from: first === undefined ? undefined : spanOf(first).from,
      to: last === undefined ? undefined : Date.parse(last.lastAt),
      failed: own.length > 0 && own.every(({ outcome }) => outcome === 'silent'),
    };
  });
}

/** The part of its lane that an event covers: a finished transfer began before it was told. */
export function spanOf(event: TimelineEvent): { readonly from: number; readonly to: number } {
  const at = Date.parse(event.at);
  const seconds = event.detail['seconds'];
  if (typeof seconds === 'number' && seconds > 0) return { from: at - seconds * 1000, to: at };
  return { from: at, to: Date.parse(event.lastAt) };
}
