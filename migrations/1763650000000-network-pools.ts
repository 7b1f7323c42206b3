import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['min_lease_seconds', 'bigint'],
  ['max_lease_seconds', 'bigint'],
  ['match_client_id', 'boolean NOT NULL DEFAULT true'],
];

/** What mode pool asks of a network: bounds of the lease, and how clients are told apart. The SQL is that of both databases. */
export class NetworkPools1763650000000 implements MigrationInterface {
  readonly name = 'NetworkPools1763650000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of COLUMNS) await runner.query(`ALTER TABLE "network" ADD COLUMN "${name}" ${type}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of COLUMNS) await runner.query(`ALTER TABLE "network" DROP COLUMN "${name}"`);
  }
}
