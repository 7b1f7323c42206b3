const EMPTY = -1;

/**
 * A bounded map of numbers to small whole numbers, in memory that is made once (open addressing, linear probing). Keys
 * that come and go ten thousand times a second cost a Map so many tables and boxed numbers that its garbage is heard in
 * the answers.
 */
export class NumberIndex {
  private readonly keys: Float64Array;
  private readonly values: Int32Array;
  private readonly mask: number;
  private count = 0;

  /** @param most keys that it ever holds at once */
  constructor(private readonly most: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.keys = new Float64Array(places);
    this.values = new Int32Array(places).fill(EMPTY);
    this.mask = places - 1;
  }

  get size(): number {
    return this.count;
  }

  /** The value of a key, or -1. */
  get(key: number): number {
    return this.values[this.placeOf(key)] ?? EMPTY;
  }

  /** `value` is 0 or more. Throws when a key too many comes. */
  set(key: number, value: number): void {
    const place = this.placeOf(key);
    if (this.values[place] === EMPTY) {
      if (this.count === this.most) throw new Error(`more than ${this.most} keys`);
      this.count += 1;
    }
    this.keys[place] = key;
    this.values[place] = value;
  }

  delete(key: number): void {
    let hole = this.placeOf(key);
    if (this.values[hole] === EMPTY) return;
    this.count -= 1;
    // What stands behind moves up, unless it would then stand before its own place: no tombstones are left.
    for (let at = (hole + 1) & this.mask; this.values[at] !== EMPTY; at = (at + 1) & this.mask) {
      const home = this.homeOf(this.keys[at] ?? 0);
      if (((at - home) & this.mask) < ((at - hole) & this.mask)) continue;
      this.keys[hole] = this.keys[at] ?? 0;
      this.values[hole] = this.values[at] ?? EMPTY;
      hole = at;
    }
    this.values[hole] = EMPTY;
  }

  /** Where the key stands, or would. */
  private placeOf(key: number): number {
    let place = this.homeOf(key);
    while (this.values[place] !== EMPTY && this.keys[place] !== key) place = (place + 1) & this.mask;
    return place;
  }

  private homeOf(key: number): number {
    const high = Math.floor(key / 0x1_0000_0000);
    const mixed = Math.imul((key >>> 0) ^ Math.imul(high, 0x85eb_ca6b), 0x9e37_79b1);
    return (mixed ^ (mixed >>> 15)) & this.mask;
  }
}
