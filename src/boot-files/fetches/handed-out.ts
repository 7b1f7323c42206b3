import type { Instant } from '../../values/instant.js';

/** Where it is kept over a restart. */
export interface HandedOutStore {
  add(machineId: number, name: string, at: Instant): Promise<void>;
  removeOf(machineId: number): Promise<void>;
}

/**
 * Which files marked `{% once %}` each machine has had. A file counts as had when it arrived whole: firmware asks for
 * the size first, and a transfer that broke off is begun again.
 */
export class HandedOut {
  private readonly had = new Map<number, Map<string, Instant>>();
  private readonly offered = new Map<number, Set<string>>();

  constructor(
    private readonly store: HandedOutStore,
    had: Iterable<{ readonly machineId: number; readonly name: string; readonly at: Instant }>,
  ) {
    for (const { machineId, name, at } of had) this.note(machineId, name, at);
  }

  /** @param since when the machine's installation was asked for: what it had before counts no more */
  has(machineId: number, name: string, since: Instant): boolean {
    const at = this.had.get(machineId)?.get(name);
    return at !== undefined && at >= since;
  }

  /** The file is on its way to the machine. */
  offer(machineId: number, name: string): void {
    const names = this.offered.get(machineId);
    if (names === undefined) this.offered.set(machineId, new Set([name]));
    else names.add(name);
  }

  /** A file arrived whole. True at once in memory; the promise is that of the store. */
  async arrived(machineId: number, name: string, at: Instant): Promise<void> {
    if (this.offered.get(machineId)?.delete(name) !== true) return;
    this.note(machineId, name, at);
    await this.store.add(machineId, name, at);
  }

  /** The machine may have its files once more, because the operator says so. */
  async forget(machineId: number): Promise<void> {
    this.had.delete(machineId);
    this.offered.delete(machineId);
    await this.store.removeOf(machineId);
  }

  private note(machineId: number, name: string, at: Instant): void {
    const names = this.had.get(machineId);
    if (names === undefined) this.had.set(machineId, new Map([[name, at]]));
    else names.set(name, at);
  }
}
