import type { KnownMachine, KnownNic } from '../../boot/known-machine.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { NO_INSTALL } from '../../boot/install-state.js';
import type { Candidate } from '../machines/joint-check.js';
import type { InMemoryDirectory } from '../in-memory-directory.js';
import type { GatheredMachine } from './gather-machines.js';
import { listAddresses } from './gather-machines.js';
import type { LineProblem } from './file-line.js';
import { nicBefore, planNics, WantedPlaces, type PlannedNic } from './plan-nics.js';

/** The other names of a machine in hosts, kept as a label so that an export gives them back. */
export const ALIASES_LABEL = 'aliases';
/** The longest value of a label. */
const LONGEST_LABEL = 255;

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

/** A planned machine before it was checked together with the others. */
export interface DraftedMachine extends PlannedMachine, Candidate {
  readonly at: GatheredMachine['at'];
}

/** What the files ask for, all machines together, against the inventory as it is. */
export class ImportPlanner {
  readonly problems: LineProblem[] = [];
  private readonly wanted = new WantedPlaces();
  private readonly claimedNames = new Set<number>();
  private newId = 0;

  /** `extraLabels` are put on every machine; those that have all of them already came from such files. */
  constructor(
    private readonly directory: InMemoryDirectory,
    private readonly extraLabels: Readonly<Record<string, string>>,
    private readonly ownsMachines: boolean,
  ) {}

  /** To be told of every machine of the files before the first is planned: what one gives up another may get. */
  announce(gathered: GatheredMachine): void {
    if (gathered.macs.length > 0 || this.knownOf(gathered) !== undefined) this.wanted.add(gathered);
  }

  /** Undefined for a line that is about no machine of ours, with a note that says so. */
  plan(gathered: GatheredMachine): DraftedMachine | undefined {
    const known = this.knownOf(gathered);
    if (gathered.macs.length === 0 && known === undefined) {
      this.tell(gathered, 'note', noMachineText(gathered));
      return undefined;
    }
    if (gathered.ips.length === 0 && known?.nics.every(({ ip }) => ip === undefined) !== false) {
      const text = `${gathered.hostname} has no address in hosts: it is imported, and RARP stays silent`;
      this.tell(gathered, 'note', text);
    }
    const nics = planNics(gathered, this.nicsThatStay(gathered, known), this.wanted);
    const labels = this.labelsOf(gathered);
    const { bootparams, at } = gathered;
    const hostname = known?.hostname ?? gathered.hostname;
    const changes = changesOf(known, nics, bootparams, labels);
    const action = known === undefined ? 'create' : changes.length === 0 ? 'same' : 'update';
    const inEthers = gathered.macs.length > 0;
    this.newId -= 1;
    const id = known?.id ?? this.newId;
    const planned: DraftedMachine = {
      ...{ hostname, id: known?.id, inEthers, nics, labels, bootparams, action, changes, at },
      checked: { hostname, nics },
      known: known === undefined ? newMachine(id, hostname, nics) : { ...known, nics: withDetails(nics, known.nics) },
    };
    if (known !== undefined && this.claimedNames.has(known.id)) {
      const text = `${gathered.hostname} is another name of ${known.hostname}, which stands in the files too`;
      return this.refuse(planned, [text]);
    }
    if (known !== undefined) this.claimedNames.add(known.id);
    return planned;
  }

  /** The same machine, as one that the import leaves alone. */
  refuse(planned: DraftedMachine, reasons: readonly string[]): DraftedMachine {
    for (const text of reasons) this.tell(planned, 'error', text);
    return { ...planned, action: 'conflict', changes: reasons };
  }

  /** A machine that came from these files is as they say; of others the import does not know all NICs. */
  private nicsThatStay({ macs, ips }: GatheredMachine, known: KnownMachine | undefined): readonly KnownNic[] {
    const nics = known?.nics ?? [];
    const isOurs = Object.entries(this.extraLabels).every(([key, value]) => known?.labels[key] === value);
    if (!this.ownsMachines || !isOurs || macs.length === 0 || ips.length === 0) return nics;
    return nics.filter(
      ({ mac, ip }) => (mac === undefined || macs.includes(mac)) && (ip === undefined || ips.includes(ip)),
    );
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

  private tell({ at }: Pick<GatheredMachine, 'at'>, level: LineProblem['level'], text: string): void {
    this.problems.push({ ...at, level, text });
  }
}

function noMachineText({ hostname, ips, at }: GatheredMachine): string {
  if (at.file === 'bootparams') return `${hostname} is neither in ethers nor in the inventory; add its line to ethers`;
  return `${hostname} (${listAddresses(ips)}) has no line in ethers, so it is no machine that boots; left out`;
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

/** What else the record says of a NIC stays. */
function withDetails(nics: readonly PlannedNic[], before: readonly KnownNic[]): KnownNic[] {
  return nics.map(({ mac, ip }) => ({ mac, ip, details: nicBefore({ mac, ip }, before)?.details }));
}

/** As far as it is checked against others. */
function newMachine(id: number, hostname: string, nics: readonly PlannedNic[]): KnownMachine {
  return {
    ...{ id, hostname, nics, labels: {}, bootMode: 'always', install: NO_INSTALL },
    ...{ bootFiles: undefined, bootparams: undefined, bootMenu: undefined, offerStrategy: undefined },
    ...{ profileName: undefined, profile: undefined, installRules: undefined },
  };
}
