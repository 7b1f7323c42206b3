import type { FieldError } from '../../api/problem.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import { DirectoryDraft } from '../directory-draft.js';
import type { InMemoryDirectory } from '../in-memory-directory.js';
import { checkMachine, type CheckedMachine } from './check-machine.js';
import { knownNicDetails, writtenNicDetails } from './nic-details.js';

/** A record that is to be written together with others. */
export interface Candidate {
  readonly checked: CheckedMachine;
  /** As it will be. Its id is below zero until the database gives the real one. */
  readonly known: KnownMachine;
}

/**
 * Checks records that one commit writes, so that machines can swap names, MACs and addresses, or pass them around: a
 * place counts as free when its owner is replaced by the same commit. Of two that want one place the first gets it. A
 * refused record stays as it is, and whoever wanted a place of it is refused too.
 */
export class JointCheck {
  private readonly draft: DirectoryDraft;
  private readonly refused = new Map<Candidate, readonly FieldError[]>();
  /** Who wants a place of this record. */
  private readonly takers = new Map<number, Candidate[]>();

  /** @param leaving the records that the candidates replace, and those that are removed */
  constructor(
    private readonly directory: InMemoryDirectory,
    leaving: Iterable<number>,
  ) {
    this.draft = new DirectoryDraft(directory, leaving);
  }

  add(candidate: Candidate): void {
    const findings = this.findingsOf(candidate);
    if (findings.length > 0) {
      this.refuse(candidate, findings);
      return;
    }
    this.draft.putMachine(candidate.known);
    for (const id of this.ownersOf(candidate)) this.takers.set(id, [...(this.takers.get(id) ?? []), candidate]);
  }

  /** Why it cannot be written; undefined when it can. To be asked when all were added. */
  whyRefused(candidate: Candidate): readonly FieldError[] | undefined {
    return this.refused.get(candidate);
  }

  private refuse(first: Candidate, why: readonly FieldError[]): void {
    const waiting = [{ candidate: first, findings: why }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { candidate, findings } = next;
      if (this.refused.has(candidate)) continue;
      this.refused.set(candidate, findings);
      this.draft.keep(candidate.known.id);
      for (const taker of this.takers.get(candidate.known.id) ?? []) {
        if (this.refused.has(taker)) continue;
        this.draft.removeMachine(taker.known.id);
        const again = this.findingsOf(taker);
        if (again.length > 0) waiting.push({ candidate: taker, findings: again });
        else this.draft.putMachine(taker.known);
      }
    }
  }

  private findingsOf({ checked, known }: Candidate): readonly FieldError[] {
    const { invalid, conflicts } = checkMachine(this.draft, checked, known.id);
    return [...invalid, ...conflicts];
  }

  /** Whose places it wants, of those that the inventory has now. */
  private ownersOf({ checked, known }: Candidate): Set<number> {
    const owners = new Set<number>();
    const add = (machine: KnownMachine | undefined): unknown => machine && owners.add(machine.id);
    add(this.directory.byHostname(checked.hostname));
    for (const nic of checked.nics) {
      if (nic.mac !== undefined) add(this.directory.byMac(nic.mac)?.machine);
      if (nic.ip !== undefined) add(this.directory.byIp(nic.ip)?.machine);
      const details = writtenNicDetails(nic);
      if (details === undefined) continue;
      for (const { by } of this.directory.takenIdentifiers(knownNicDetails(details))) add(by.machine);
    }
    owners.delete(known.id);
    return owners;
  }
}
