import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** The timeline. Indexed by machine, and by MAC for the rows of machines that the inventory does not know. */
export class Journal1763640000000 implements MigrationInterface {
  name = 'Journal1763640000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const sqlite = queryRunner.connection.options.type === 'sqlite';
    await queryRunner.createTable(
      new Table({
        name: 'journal_events',
        columns: [
          {
            name: 'id',
            // sqlite counts rows up only in a column that is exactly INTEGER PRIMARY KEY, which has 64 bits there.
            type: sqlite ? 'integer' : 'bigint',
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'at', type: 'bigint' },
          { name: 'last_at', type: 'bigint' },
          { name: 'repeats', type: 'integer', default: 1 },
          { name: 'machine_id', type: 'integer', isNullable: true },
          { name: 'mac', type: 'varchar', length: '17', isNullable: true },
          { name: 'ip', type: 'varchar', length: '15', isNullable: true },
          { name: 'interface', type: 'varchar', length: '15', isNullable: true },
          { name: 'protocol', type: 'varchar', length: '16' },
          { name: 'what', type: 'varchar', length: '80' },
          { name: 'outcome', type: 'varchar', length: '8' },
          { name: 'reason', type: 'varchar', length: '40', isNullable: true },
          { name: 'detail', type: 'text', isNullable: true },
        ],
      }),
    );
    await queryRunner.createIndex(
      'journal_events',
      new TableIndex({ name: 'IDX_journal_events_machine', columnNames: ['machine_id', 'id'] }),
    );
    await queryRunner.createIndex(
      'journal_events',
      new TableIndex({
        name: 'IDX_journal_events_unknown_mac',
        columnNames: ['mac', 'id'],
        where: '"machine_id" IS NULL',
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('journal_events');
  }
}
