import { BenchProblem } from './bench-problem.mjs';

/** The wire that every benchmark runs on: the server at .0.1, the load (and the relay that it plays) at .0.2. */
export const SERVER_ADDRESS = '10.80.0.1';
export const LOAD_ADDRESS = '10.80.0.2';
export const SERVER_MAC = '02:50:00:00:00:01';
export const LOAD_MAC = '02:50:00:00:00:02';

/** Locally administered; machine k has this plus k. */
const FIRST_MAC = 0x02_80_00_00_00_00;
/** 10.80.1.0; machine k has this plus k. */
const FIRST_ADDRESS = 0x0a_50_01_00;
/** As many as fit between 10.80.1.0 and the end of 10.80.0.0/16. */
const MOST_IN_A_16 = 0xff00 - 1;
/** As many as fit before the end of 10.80.0.0/15. */
const MOST_MACHINES = 0x1ff00 - 1;

/** Addresses of a pool: 10.80.1.0 to 10.80.255.254, less than a /16 minus its first 256. */
const MOST_IN_A_POOL = MOST_IN_A_16;

/**
 * `count` machines, all known to the server by hardware address and address: the same ones for every server.
 * Throws BenchProblem for a count that has no room.
 */
export class Population {
  /** @param pool addresses of a pool from which all of them get theirs, none being known; 0: every one is known */
  constructor(count, pool = 0) {
    if (pool > MOST_IN_A_POOL) throw new BenchProblem(`--pool ${pool}: choose a whole number up to ${MOST_IN_A_POOL}.`);
    if (!Number.isInteger(count) || count < 1 || count > MOST_MACHINES) {
      throw new BenchProblem(`--machines ${count}: choose a whole number from 1 to ${MOST_MACHINES}.`);
    }
    this.count = count;
    this.prefixLength = count > MOST_IN_A_16 ? 15 : 16;
    this.network = `10.80.0.0/${this.prefixLength}`;
    this.pool = pool === 0 ? undefined : { first: this.address(0), last: this.address(pool - 1), size: pool };
    this.mask = this.prefixLength === 15 ? '255.254.0.0' : '255.255.0.0';
  }

  mac(k) {
    return (FIRST_MAC + k).toString(16).padStart(12, '0').match(/../g).join(':');
  }

  address(k) {
    const value = FIRST_ADDRESS + k;
    return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
  }

  hostname(k) {
    return `h${String(k).padStart(6, '0')}`;
  }

  /** Every known machine, in order. */
  *[Symbol.iterator]() {
    for (let k = 0; k < (this.pool === undefined ? this.count : 0); k++)
      yield { mac: this.mac(k), address: this.address(k), hostname: this.hostname(k) };
  }
}
