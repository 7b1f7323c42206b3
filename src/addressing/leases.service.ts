import { Injectable, type OnModuleInit } from '@nestjs/common';
import { explainDatabaseError } from '../database/database-problem.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { Log, type AreaLog } from '../logging/log.js';
import type { BucketCounts } from '../values/bucket-counts.js';
import { LeaseBook } from './lease-book.js';
import { LeaseCommits } from './lease-commits.js';
import type { LeaseChange, StoredLease } from './lease.js';
import { LeaseRepository } from './lease.repository.js';
import { countPoolUse, type PoolUse } from './pool-use.js';

/** The leases: in memory for the packets, on the disk before anybody hears of them. */
@Injectable()
export class Leases implements OnModuleInit {
  readonly book = new LeaseBook();
  private readonly commits: LeaseCommits;
  private readonly log: AreaLog;
  private problem: string | undefined;

  constructor(
    private readonly repository: LeaseRepository,
    private readonly directory: MachineDirectory,
    log: Log,
  ) {
    this.log = log.area('leases');
    this.commits = new LeaseCommits(
      repository,
      (change, written) => this.book.settle(change, written),
      (problem) => this.tell(problem),
    );
  }

  async onModuleInit(): Promise<void> {
    for (const stored of await this.repository.load()) this.restore(stored);
  }

  /**
   * Makes a change. A lease is made when it is on the disk: undefined then, or the sentence why it could not be written.
   * Anything else is made at once, in memory first.
   */
  change(change: LeaseChange): Promise<string | undefined> | undefined {
    const numbered = this.book.begin(change);
    if (change.kind === 'lease') return this.commits.write(numbered).then((error) => error && sentenceOf(error));
    const before = this.book.of(change.network).at(change.address)?.state;
    this.book.make(numbered);
    // An offer was never written, and neither is its end.
    if (change.kind !== 'offer' && !(change.kind === 'release' && before === 'offered')) this.commits.note(change);
    return undefined;
  }

  /** Leases of each commit. */
  get commitSizes(): BucketCounts {
    return this.commits.sizes;
  }

  /** How full the pools of a network are; undefined when there is no such network. */
  poolUse(networkId: number): PoolUse | undefined {
    const network = this.directory.networks().find(({ id }) => id === networkId);
    return network && countPoolUse(this.book.of(network), Date.now());
  }

  /** For health: the networks whose pools have no free address left. */
  exhaustedPools(): string | undefined {
    const full = this.directory
      .networks()
      .filter((network) => network.mode === 'pool' && countPoolUse(this.book.of(network), Date.now()).free === 0);
    if (full.length === 0) return undefined;
    return `the pools have no free address left on ${full.map(({ name }) => name).join(', ')}: make them larger, or the leases shorter`;
  }

  /** Resolves when everything so far is on the disk, or could not be written. */
  finish(): Promise<void> {
    return this.commits.finish();
  }

  private restore(stored: StoredLease): void {
    const network = this.directory.networkOf(stored.address);
    if (network !== undefined) this.book.restore(network, stored);
  }

  private tell(error: Error | undefined): void {
    const problem = error && sentenceOf(error);
    if (problem === this.problem) return;
    this.problem = problem;
    if (problem === undefined) this.log.info('leases are being written again');
    else this.log.error({ err: error }, `leases cannot be written, and no address is confirmed: ${problem}`);
  }
}

function sentenceOf(error: Error): string {
  return explainDatabaseError(error) ?? error.message;
}
