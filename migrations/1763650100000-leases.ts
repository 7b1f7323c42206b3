import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The leases of pools, one row per address. The address is a number, so that SQLite keeps the rows in its order without
 * an index beside them: a commit writes as few pages as can be.
 */
const LEASE = new Table({
  name: 'lease',
  columns: [
    { name: 'address', type: 'bigint', isPrimary: true },
    { name: 'network_id', type: 'integer' },
    { name: 'state', type: 'varchar', length: '12' },
    { name: 'mac', type: 'varchar', length: '17', isNullable: true },
    { name: 'client_id', type: 'text', isNullable: true },
    { name: 'machine_id', type: 'integer', isNullable: true },
    { name: 'known_by', type: 'varchar', length: '9', isNullable: true },
    { name: 'hostname', type: 'varchar', length: '255', isNullable: true },
    { name: 'vendor_class', type: 'varchar', length: '255', isNullable: true },
    { name: 'relay_agent', type: 'text', isNullable: true },
    { name: 'starts', type: 'bigint' },
    { name: 'expires', type: 'bigint' },
    { name: 'reason', type: 'text', isNullable: true },
  ],
});

export class Leases1763650100000 implements MigrationInterface {
  readonly name = 'Leases1763650100000';

  async up(runner: QueryRunner): Promise<void> {
    const table = LEASE.clone();
    if (runner.connection.options.type === 'sqlite') {
      // Only INTEGER PRIMARY KEY, in these words, is the number of the row itself.
      for (const column of table.columns) if (column.isPrimary) column.type = 'integer';
    }
    await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(LEASE.name);
  }
}
