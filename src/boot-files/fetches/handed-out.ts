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
  private readonly had = new Map<number, Set<string>>();
  private readonly offered = new Map<number, Set<string>>();

  constructor(
    private readonly store: HandedOutStore,
    had: Iterable<{ readonly machineId: number; readonly name: string }>,
  ) {
    for (const { machineId, name } of had) add(this.had, machineId, name);
  }

  has(machineId: number, name: string): boolean {
    return this.had.get(machineId)?.has(name) ?? false;
  }

  /** The file is on its way to the machine. */
  offer(machineId: number, name: string): void {
    add(this.offered, machineId, name);
  }

  /** A file arrived whole. True at once in memory; the promise is that of the store. */
  async arrived(machineId: number, name: string, at: Instant): Promise<void> {
    if (this.offered.get(machineId)?.delete(name) !== true) return;
    add(this.had, machineId, name);
    await this.store.add(machineId, name, at);
  }

  /** The machine may have its files once more: the operator says so, or a new installation begins. */
  async forget(machineId: number): Promise<void> {
    this.had.delete(machineId);
    this.offered.delete(machineId);
    await this.store.removeOf(machineId);
  }
}

function add(files: Map<number, Set<string>>, machineId: number, name: string): void {
  const names = files.get(machineId);
  if (names === undefined) files.set(machineId, new Set([name]));
  else names.add(name);
}
