import type { DataSource, EntityManager } from 'typeorm';
import { BucketCounts, COMMIT_SECONDS } from '../values/bucket-counts.js';
import { explainDatabaseError } from './database-problem.js';
import { OneAtATime } from './one-at-a-time.js';

/**
 * The one way to the database. TypeORM gives SQLite a single connection, so a statement of one feature that runs while
 * another feature's transaction is open would become part of it and be rolled back with it: therefore work takes turns.
 */
export class Database {
  /** Seconds that transactions took, without the time they waited for their turn. */
  readonly commitTimes = new BucketCounts(COMMIT_SECONDS);
  private readonly turns = new OneAtATime();
  private writeFailure: string | undefined;

  /** `emptyWrite`: a statement that writes and changes nothing. */
  constructor(
    readonly dataSource: DataSource,
    private readonly emptyWrite: string,
  ) {}

  /** Runs `work` in a transaction of its own, after all work asked for before it. Committed when this resolves. */
  async write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      const result = await this.turns.run(() => this.timed(() => this.dataSource.transaction(work)));
      this.writeFailure = undefined;
      return result;
    } catch (error) {
      this.writeFailure = explainDatabaseError(error) ?? this.writeFailure;
      throw error;
    }
  }

  /** Runs one statement that is a transaction of its own, without the two round trips of one around it. */
  async statement(sql: string, parameters: readonly unknown[]): Promise<void> {
    try {
      await this.turns.run(() => this.timed(() => this.dataSource.query(sql, [...parameters])));
      this.writeFailure = undefined;
    } catch (error) {
      this.writeFailure = explainDatabaseError(error) ?? (error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  private async timed<T>(write: () => Promise<T>): Promise<T> {
    const since = performance.now();
    const result = await write();
    this.commitTimes.add((performance.now() - since) / 1000);
    return result;
  }

  /** A real write that changes nothing, as proof that writing works. */
  async writeNothing(): Promise<void> {
    await this.statement(this.emptyWrite, []);
  }

  /** Runs `work` so that it never sees half of a write. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.dataSource.options.type === 'postgres') return this.dataSource.transaction('REPEATABLE READ', work);
    return this.turns.run(() => work(this.dataSource.manager));
  }

  /** Resolves when the database answers and the last write did not fail; else throws with the reason. */
  async check(): Promise<void> {
    await this.read((manager) => manager.query('SELECT 1'));
    if (this.writeFailure !== undefined) throw new Error(`the last write failed: ${this.writeFailure}`);
  }

  /** Ends the connection after everything asked for so far. */
  async close(): Promise<void> {
    await this.turns.idle();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
