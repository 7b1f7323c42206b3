import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `details` is JSON: identifiers, boot server and options of a NIC; null for the many that have none. */
const COLUMNS: readonly (readonly [table: string, name: string, type: string])[] = [
  ['network', 'shared_network', 'varchar(63)'],
  ['network', 'interface', 'varchar(15)'],
  ['nic', 'details', 'text'],
];

/** Which wire a network is on, and what identifies a NIC besides its MAC. The SQL is that of both databases. */
export class NetworkWires1763651000000 implements MigrationInterface {
  readonly name = 'NetworkWires1763651000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name, type] of COLUMNS) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${name}" ${type}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of COLUMNS.toReversed())
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${name}"`);
  }
}
