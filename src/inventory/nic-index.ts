import { NumberIndex } from '../values/number-index.js';
import type { MachineNic } from './machine-directory.js';

const FIRST_ROOM = 1_024;

/**
 * The NICs of the inventory by their MAC or IPv4 address. A Map of numbers beyond 31 bits keeps each key as an object
 * of its own, somewhere in memory: with ten thousand machines every packet waits for it. Here the keys lie side by side.
 */
export class NicIndex {
  private room = FIRST_ROOM;
  private places = new NumberIndex(FIRST_ROOM);
  private readonly keys: number[] = [];
  private readonly nics: (MachineNic | undefined)[] = [];
  private readonly free: number[] = [];

  get(key: number): MachineNic | undefined {
    const place = this.places.get(key);
    return place < 0 ? undefined : this.nics[place];
  }

  set(key: number, nic: MachineNic): void {
    const known = this.places.get(key);
    if (known >= 0) {
      this.nics[known] = nic;
      return;
    }
    if (this.places.size === this.room) this.grow();
    const place = this.free.pop() ?? this.nics.length;
    this.keys[place] = key;
    this.nics[place] = nic;
    this.places.set(key, place);
  }

  delete(key: number): void {
    const place = this.places.get(key);
    if (place < 0) return;
    this.places.delete(key);
    this.nics[place] = undefined;
    this.free.push(place);
  }

  *entries(): Generator<readonly [key: number, nic: MachineNic]> {
    for (const [place, nic] of this.nics.entries()) if (nic !== undefined) yield [this.keys[place] ?? 0, nic];
  }

  private grow(): void {
    this.room *= 2;
    this.places = new NumberIndex(this.room);
    for (const [place, nic] of this.nics.entries())
      if (nic !== undefined) this.places.set(this.keys[place] ?? 0, place);
  }
}
