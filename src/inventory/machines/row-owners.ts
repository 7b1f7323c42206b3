import type { FieldError } from '../../api/problem.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { InMemoryDirectory } from '../in-memory-directory.js';
import type { MachineInput } from './machine.schema.js';

const SECOND_ROW: readonly FieldError[] = [
  { field: '', reason: 'an earlier row of this request is about the same machine' },
];

/** The machines that a row may mean: those with its MACs, and the one with its host name. */
export function machinesNamedBy({ hostname, nics = [] }: MachineInput, directory: InMemoryDirectory): KnownMachine[] {
  const byMac = nics.flatMap(({ mac }) => (mac === undefined ? [] : (directory.byMac(mac)?.machine ?? [])));
  const byName = directory.byHostname(hostname);
  return byName === undefined ? byMac : [...byMac, byName];
}

/** Whose records the rows of one request are. */
export class RowOwners {
  private readonly taken = new Set<number>();
  /** What leads to the machines that earlier rows add. */
  private readonly added = new Set<MacAddress | string>();
  private newId = 0;

  constructor(private readonly directory: InMemoryDirectory) {}

  /**
   * The machine with the row's MACs, else the one with its host name, else a new one, whose id is below zero. MACs of
   * several machines are those of the one that has the row's name; of none of them is nobody's.
   */
  ownerOf(input: MachineInput): { readonly id: number } | { readonly errors: readonly FieldError[] } {
    const byName = this.directory.byHostname(input.hostname)?.id;
    const macs = (input.nics ?? []).flatMap(({ mac }) => (mac === undefined ? [] : [mac]));
    const ids = new Set(macs.flatMap((mac) => this.directory.byMac(mac)?.machine.id ?? []));
    if (ids.size > 1 && !(byName !== undefined && ids.has(byName))) {
      const reason = `their MACs belong to machines ${[...ids].join(' and ')}, and none of these is called ${input.hostname}`;
      return { errors: [{ field: 'nics', reason }] };
    }
    const [byMac] = ids;
    const id = ids.size > 1 ? byName : (byMac ?? byName);
    if (id !== undefined) {
      if (this.taken.has(id)) return { errors: SECOND_ROW };
      this.taken.add(id);
      return { id };
    }
    const keys = [input.hostname.toLowerCase(), ...macs];
    if (keys.some((key) => this.added.has(key))) return { errors: SECOND_ROW };
    for (const key of keys) this.added.add(key);
    this.newId -= 1;
    return { id: this.newId };
  }
}
