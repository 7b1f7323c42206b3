import { Table, TableForeignKey, type MigrationInterface, type QueryRunner } from 'typeorm';

const PERSONALITY = new Table({
  name: 'personality',
  columns: [
    { name: 'machine_id', type: 'integer', isPrimary: true },
    { name: 'fingerprint', type: 'bigint', isPrimary: true },
    { name: 'kind', type: 'varchar', length: '16' },
    { name: 'mac', type: 'varchar', length: '17', isNullable: true },
    { name: 'client_id', type: 'text', isNullable: true },
    { name: 'vendor_class', type: 'text', isNullable: true },
    { name: 'user_class', type: 'text', isNullable: true },
    { name: 'uuid', type: 'varchar', length: '36', isNullable: true },
    { name: 'architecture', type: 'integer', isNullable: true },
    { name: 'ip', type: 'varchar', length: '15', isNullable: true },
    { name: 'first_seen_at', type: 'bigint' },
    { name: 'last_seen_at', type: 'bigint' },
    { name: 'times', type: 'integer' },
  ],
  foreignKeys: [
    new TableForeignKey({
      name: 'personality_of_machine',
      columnNames: ['machine_id'],
      referencedTableName: 'machine',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    }),
  ],
});

/** With which client identities each machine was seen. */
export class Personalities1763659200000 implements MigrationInterface {
  readonly name = 'Personalities1763659200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(PERSONALITY.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(PERSONALITY.name);
  }
}
