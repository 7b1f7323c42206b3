import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Hardware addresses that were seen and that no machine has. */
export class Sightings1763658100000 implements MigrationInterface {
  name = 'Sightings1763658100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'sighting',
        columns: [
          { name: 'mac', type: 'varchar', length: '17', isPrimary: true },
          { name: 'first_seen_at', type: 'bigint' },
          { name: 'last_seen_at', type: 'bigint' },
          { name: 'times', type: 'integer' },
          { name: 'interface', type: 'varchar', length: '15', isNullable: true },
          { name: 'protocol', type: 'varchar', length: '16' },
          { name: 'what', type: 'varchar', length: '80' },
          { name: 'ip', type: 'varchar', length: '15', isNullable: true },
          { name: 'detail', type: 'text' },
        ],
      }),
    );
    await queryRunner.createIndex(
      'sighting',
      new TableIndex({ name: 'IDX_sighting_last_seen', columnNames: ['last_seen_at'] }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('sighting');
  }
}
