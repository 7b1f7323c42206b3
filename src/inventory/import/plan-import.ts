import type { KnownMachine, KnownNic } from '../../boot/known-machine.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../../values/mac-address.js';
import { checkMachine } from '../machines/check-machine.js';
import type { InMemoryDirectory } from '../in-memory-directory.js';
import type { GatheredMachine } from './gather-machines.js';
import { listAddresses } from './gather-machines.js';
import type { LineProblem } from './file-line.js';

/** The other names of a machine in hosts, kept as a label so that an export gives them back. */
export const ALIASES_LABEL = 'aliases';
/** The longest value of a label. */
const LONGEST_LABEL = 255;

export interface PlannedNic {
  readonly mac: MacAddress | undefined;
  readonly ip: Ipv4Address | undefined;
}

/** What an import would do with one machine. */
export interface PlannedMachine {
  readonly hostname: string;
  /** Has it a line in ethers? */
  readonly inEthers: boolean;
  readonly action: 'create' | 'update' | 'same' | 'conflict';
  /** In words: `nic 08:00:20:8e:48:de 192.168.0.21`, or why it cannot be done. */
  readonly changes: readonly string[];
  /** The record it becomes part of. */
  readonly id: number | undefined;
  readonly nics: readonly PlannedNic[];
  readonly bootparams: Readonly<Record<string, string>> | undefined;
  /** Labels that the import sets; others stay. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What the files ask for, one machine after the other, against the inventory as it is. */
export class ImportPlanner {
  readonly problems: LineProblem[] = [];
  private readonly claimed = new Map<Ipv4Address, string>();
  private readonly claimedNames = new Set<number>();

  /** `extraLabels` are put on every machine. */
  constructor(
    private readonly directory: InMemoryDirectory,
    private readonly extraLabels: Readonly<Record<string, string>>,
  ) {}

  /** Undefined for a line that is about no machine of ours, with a note that says so. */
  plan(gathered: GatheredMachine): PlannedMachine | undefined {
    const known = this.knownOf(gathered);
    if (gathered.macs.length === 0 && known === undefined) {
      this.note(gathered, noMachineText(gathered));
      return undefined;
    }
    if (gathered.ips.length === 0 && known?.nics.every(({ ip }) => ip === undefined) !== false) {
      this.note(gathered, `${gathered.hostname} has no address in hosts: it is imported, and RARP stays silent`);
    }
    const nics = planNics(gathered, known?.nics ?? []);
    const labels = this.labelsOf(gathered);
    const conflicts = this.conflictsOf(gathered.hostname, nics, known);
    const planned = {
      hostname: known?.hostname ?? gathered.hostname,
      id: known?.id,
      inEthers: gathered.macs.length > 0,
      nics,
      labels,
    };
    const bootparams = gathered.bootparams;
    if (conflicts.length > 0) {
      for (const text of conflicts) this.problems.push({ ...gathered.at, level: 'error', text });
      return { ...planned, bootparams, action: 'conflict', changes: conflicts };
    }
    const changes = changesOf(known, nics, bootparams, labels);
    const action = known === undefined ? 'create' : changes.length === 0 ? 'same' : 'update';
    return { ...planned, bootparams, action, changes };
  }

  private knownOf({ hostname, aliases }: GatheredMachine): KnownMachine | undefined {
    for (const name of [hostname, ...aliases]) {
      const known = this.directory.byHostname(name);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  private labelsOf({ aliases }: GatheredMachine): Record<string, string> {
    const text = aliases.join(' ');
    if (text === '' || text.length > LONGEST_LABEL) return { ...this.extraLabels };
    return { ...this.extraLabels, [ALIASES_LABEL]: text };
  }

  private conflictsOf(hostname: string, nics: readonly PlannedNic[], known: KnownMachine | undefined): string[] {
    if (known !== undefined && this.claimedNames.has(known.id)) {
      return [`${hostname} is another name of ${known.hostname}, which stands in the files too`];
    }
    const machine = { hostname: known?.hostname ?? hostname, nics, profile: undefined };
    const { invalid, conflicts } = checkMachine(this.directory, machine, known?.id);
    const reasons = [...invalid, ...conflicts].map(({ reason }) => reason);
    for (const { ip } of nics) {
      const other = ip === undefined ? undefined : this.claimed.get(ip);
      if (ip !== undefined && other !== undefined) {
        reasons.push(`${formatIpv4Address(ip)} is also the address of ${other} in these files`);
      }
    }
    if (reasons.length === 0) {
      for (const { ip } of nics) if (ip !== undefined) this.claimed.set(ip, hostname);
      if (known !== undefined) this.claimedNames.add(known.id);
    }
    return reasons;
  }

  private note({ at }: GatheredMachine, text: string): void {
    this.problems.push({ ...at, level: 'note', text });
  }
}

function noMachineText({ hostname, ips, at }: GatheredMachine): string {
  if (at.file === 'bootparams') return `${hostname} is neither in ethers nor in the inventory; add its line to ethers`;
  return `${hostname} (${listAddresses(ips)}) has no line in ethers, so it is no machine that boots; left out`;
}

/**
 * The NICs of a machine after the import: those of the files first, paired as the record has them where it has them,
 * then what the record has that the files know nothing of.
 */
function planNics({ macs, ips }: GatheredMachine, known: readonly KnownNic[]): PlannedNic[] {
  const free = new Set(ips);
  const own = new Map(known.flatMap((nic) => (nic.mac === undefined ? [] : [[nic.mac, nic.ip] as const])));
  const taken = (mac: MacAddress): Ipv4Address | undefined => {
    const ip = own.get(mac);
    return ip !== undefined && free.delete(ip) ? ip : undefined;
  };
  // Known pairs first, so that a new line does not take the address of an old one.
  const pairs = new Map(macs.map((mac) => [mac, taken(mac)]));
  const next = (mac: MacAddress): Ipv4Address | undefined => {
    const [ip] = free;
    if (ip === undefined) return ips.length === 0 ? own.get(mac) : undefined;
    free.delete(ip);
    return ip;
  };
  const fromFiles = [...pairs].map(([mac, ip]) => ({ mac, ip: ip ?? next(mac) }));
  const others = known.filter(
    ({ mac, ip }) =>
      (mac === undefined || !pairs.has(mac)) && (ip === undefined || macs.length === 0 || !ips.includes(ip)),
  );
  if (macs.length === 0) return addAddresses(others, free);
  return [
    ...fromFiles,
    ...[...free].map((ip) => ({ mac: undefined, ip })),
    ...others.map(({ mac, ip }) => ({ mac, ip })),
  ];
}

/** hosts alone: the address of a machine's only NIC is replaced; otherwise new ones are added without a MAC. */
function addAddresses(known: readonly KnownNic[], ips: ReadonlySet<Ipv4Address>): PlannedNic[] {
  const added = [...ips].filter((ip) => !known.some((nic) => nic.ip === ip));
  const [only] = known;
  if (known.length === 1 && only !== undefined && added.length === 1 && ips.size === 1) {
    return [{ mac: only.mac, ip: added[0] }];
  }
  return [...known.map(({ mac, ip }) => ({ mac, ip })), ...added.map((ip) => ({ mac: undefined, ip }))];
}

function changesOf(
  known: KnownMachine | undefined,
  nics: readonly PlannedNic[],
  bootparams: PlannedMachine['bootparams'],
  labels: PlannedMachine['labels'],
): string[] {
  const before = (known?.nics ?? []).map(describeNic);
  const after = nics.map(describeNic);
  const added = after.filter((nic) => !before.includes(nic)).map((nic) => `+ ${nic}`);
  const removed = before.filter((nic) => !after.includes(nic)).map((nic) => `- ${nic}`);
  const order = added.length + removed.length === 0 && before.join() !== after.join() ? ['order of the nics'] : [];
  const values = bootparams === undefined ? [] : changedValues('bootparams', known?.bootparams ?? {}, bootparams, true);
  return [...removed, ...added, ...order, ...values, ...changedValues('label', known?.labels ?? {}, labels, false)];
}

function describeNic({ mac, ip }: PlannedNic): string {
  return `nic ${mac === undefined ? 'without a MAC' : formatMacAddress(mac)} ${ip === undefined ? 'without an address' : formatIpv4Address(ip)}`;
}

function changedValues(
  what: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  whole: boolean,
): string[] {
  const removed = whole ? Object.keys(before).filter((key) => !Object.hasOwn(after, key)) : [];
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return [...removed.map((key) => `- ${what} ${key}`), ...set.map(([key, value]) => `+ ${what} ${key}=${value}`)];
}
