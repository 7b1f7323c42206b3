import { Table, TableForeignKey, type MigrationInterface, type QueryRunner } from 'typeorm';

const INSTALL = new Table({
  name: 'install',
  columns: [
    { name: 'machine_id', type: 'integer', isPrimary: true },
    { name: 'progress', type: 'text' },
  ],
  foreignKeys: [
    new TableForeignKey({
      name: 'install_of_machine',
      columnNames: ['machine_id'],
      referencedTableName: 'machine',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    }),
  ],
});

/** Where each machine's installation stands. */
export class Installs1763655100000 implements MigrationInterface {
  readonly name = 'Installs1763655100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(INSTALL.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(INSTALL.name);
  }
}
