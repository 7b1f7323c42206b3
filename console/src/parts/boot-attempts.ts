import type { Boot, TimelineEvent } from '../client/api';

/** Events of one boot, the oldest first, and what the appliance says of it. */
export interface BootAttempt {
  readonly from: number;
  readonly to: number;
  readonly events: readonly TimelineEvent[];
  /** Undefined while it has not been judged. */
  readonly boot: Boot | undefined;
}

/** Events in any order, shared out among the boots that the appliance knows; the newest boot first. */
export function attemptsOf(events: readonly TimelineEvent[], boots: readonly Boot[]): BootAttempt[] {
  const ordered = [...events].sort((a, b) => a.id - b.id);
  const starts = boots.map((boot) => ({ boot, from: Date.parse(boot.startedAt) })).sort((a, b) => a.from - b.from);
  const own = new Map<Boot | undefined, TimelineEvent[]>();
  for (const event of ordered) {
    const at = Date.parse(event.at);
    // What came before the first boot that is still known is told with that one.
    const boot = (starts.findLast(({ from }) => from <= at) ?? starts[0])?.boot;
    const list = own.get(boot);
    if (list === undefined) own.set(boot, [event]);
    else list.push(event);
  }
  return [...own]
    .map(([boot, its]) => ({
      boot,
      events: its,
      from: Math.min(...its.map((event) => Date.parse(event.at))),
      to: Math.max(...its.map((event) => Date.parse(event.lastAt))),
    }))
    .sort((a, b) => b.from - a.from);
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
  boot: 'Boot',
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
  /** A step of it took longer than a healthy client takes, in words. */
  readonly late: string | undefined;
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

export function stagesOf({ events, boot }: BootAttempt): Stage[] {
  const stages = stagesOfEvents(events);
  const lateSteps = (boot?.stages ?? []).filter(({ late }) => late);
  return STAGES.map((name) => {
    const own = events.filter((_, at) => stages[at] === name);
    const last = own.at(-1);
    const [first] = own;
    return {
      name,
      from: first === undefined ? undefined : spanOf(first).from,
      to: last === undefined ? undefined : Date.parse(last.lastAt),
      failed: own.length > 0 && own.every(({ outcome }) => outcome === 'silent'),
      late: lateSteps.find(({ event }) => own.some(({ id }) => id === event))?.words,
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
