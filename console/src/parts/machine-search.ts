import type { BootMode, Machine } from '../client/api';

export interface MachineFilter {
  /** Words that must all be found. */
  readonly text: string;
  readonly mode: BootMode | null;
  /** `rack:r1` */
  readonly label: string | null;
  readonly profile: string | null;
}

export const NO_FILTER: MachineFilter = { text: '', mode: null, label: null, profile: null };

/** What is searched of a machine; made once per machine, for ten thousand are looked through at every key. */
const texts = new WeakMap<Machine, string>();

function textOf(machine: Machine): string {
  const known = texts.get(machine);
  if (known !== undefined) return known;
  const nics = machine.nics.flatMap(({ mac, ip }) => [mac ?? '', ip ?? '']);
  const labels = Object.entries(machine.labels).map(([key, value]) => `${key}:${value}`);
  const text = [machine.hostname, machine.description, machine.boot.profile ?? '', ...nics, ...labels]
    .join('\n')
    .toLowerCase();
  texts.set(machine, text);
  return text;
}

/** A MAC may be written in many ways: as it is kept, or undefined when the word is none. */
export function readMac(word: string): string | undefined {
  const octets = word.split(/[:-]/);
  const hex =
    octets.length === 6 && octets.every((octet) => /^[0-9a-f]{1,2}$/i.test(octet))
      ? octets.map((octet) => octet.padStart(2, '0')).join('')
      : word.replaceAll('.', '');
  if (!/^[0-9a-f]{12}$/i.test(hex)) return undefined;
  return (hex.toLowerCase().match(/../g) ?? []).join(':');
}

export function findMachines(
  machines: readonly Machine[],
  { text, mode, label, profile }: MachineFilter,
): readonly Machine[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => readMac(word) ?? word);
  const colon = label?.indexOf(':') ?? -1;
  const [key, value] = label === null ? [] : [label.slice(0, colon), label.slice(colon + 1)];
  return machines.filter(
    (machine) =>
      (mode === null || machine.boot.mode === mode) &&
      (profile === null || machine.boot.profile === profile) &&
      (key === undefined || machine.labels[key] === value) &&
      words.every((word) => textOf(machine).includes(word)),
  );
}

const MOST_LABELS = 200;

/** Every label in use, for a choice; the most used first. */
export function labelsInUse(machines: readonly Machine[]): string[] {
  const uses = new Map<string, number>();
  for (const { labels } of machines) {
    for (const [key, value] of Object.entries(labels)) {
      const label = `${key}:${value}`;
      uses.set(label, (uses.get(label) ?? 0) + 1);
    }
  }
  return [...uses]
    .sort(([a, times], [b, others]) => others - times || a.localeCompare(b))
    .slice(0, MOST_LABELS)
    .map(([label]) => label);
}
