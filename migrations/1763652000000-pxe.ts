import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** What is known of a firmware: a column that is null matches every client. */
const OFFER_STRATEGY = new Table({
  name: 'offer_strategy',
  columns: [
    { name: 'id', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
    { name: 'fingerprint_key', type: 'varchar', length: '1200' },
    { name: 'architecture', type: 'integer', isNullable: true },
    { name: 'undi', type: 'varchar', length: '7', isNullable: true },
    { name: 'vendor_class', type: 'varchar', length: '64', isNullable: true },
    { name: 'parameters', type: 'text', isNullable: true },
    { name: 'oui', type: 'varchar', length: '8', isNullable: true },
    { name: 'strategy', type: 'varchar', length: '24' },
    { name: 'learned', type: 'boolean' },
    { name: 'created_at', type: 'bigint' },
    { name: 'updated_at', type: 'bigint' },
  ],
  indices: [new TableIndex({ name: 'offer_strategy_fingerprint', columnNames: ['fingerprint_key'], isUnique: true })],
});

/** Boot menus, mode proxy, and the offer strategies that were learned or set. */
export class Pxe1763652000000 implements MigrationInterface {
  readonly name = 'Pxe1763652000000';

  /** In SQL: TypeORM adds a column to a SQLite table by dropping the table, and its rows' NICs would go with it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE machine ADD COLUMN boot_menu text');
    await runner.query('ALTER TABLE machine ADD COLUMN boot_strategy varchar(24)');
    await runner.query('ALTER TABLE network ADD COLUMN boot_menu text');
    await runner.query('ALTER TABLE network ADD COLUMN boot_unknown boolean NOT NULL DEFAULT false');
    await runner.createTable(OFFER_STRATEGY.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(OFFER_STRATEGY.name);
    await runner.query('ALTER TABLE network DROP COLUMN boot_unknown');
    await runner.query('ALTER TABLE network DROP COLUMN boot_menu');
    await runner.query('ALTER TABLE machine DROP COLUMN boot_strategy');
    await runner.query('ALTER TABLE machine DROP COLUMN boot_menu');
  }
}
