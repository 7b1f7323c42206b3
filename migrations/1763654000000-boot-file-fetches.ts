import { Table, TableForeignKey, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who fetched each boot file last, and which files marked `{% once %}` each machine has had. */
export class BootFileFetches1763654000000 implements MigrationInterface {
  name = 'BootFileFetches1763654000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'boot_file_fetch',
        columns: [
          { name: 'name', type: 'varchar', length: '1024', isPrimary: true },
          { name: 'at', type: 'bigint' },
          { name: 'address', type: 'varchar', length: '15' },
          { name: 'machine_id', type: 'integer', isNullable: true },
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'handed_out_file',
        columns: [
          { name: 'machine_id', type: 'integer', isPrimary: true },
          { name: 'name', type: 'varchar', length: '1024', isPrimary: true },
          { name: 'at', type: 'bigint' },
        ],
        foreignKeys: [
          new TableForeignKey({
            name: 'handed_out_to_machine',
            columnNames: ['machine_id'],
            referencedTableName: 'machine',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          }),
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('handed_out_file');
    await queryRunner.dropTable('boot_file_fetch');
  }
}
