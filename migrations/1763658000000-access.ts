import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Tokens of REST, and the audit of what was done with them. */
export class Access1763658000000 implements MigrationInterface {
  name = 'Access1763658000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const id = {
      name: 'id',
      type: 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    } as const;
    await queryRunner.createTable(
      new Table({
        name: 'api_token',
        columns: [
          id,
          { name: 'name', type: 'varchar', length: '64', isUnique: true },
          { name: 'role', type: 'varchar', length: '16' },
          { name: 'digest', type: 'varchar', length: '64', isUnique: true },
          { name: 'created_at', type: 'bigint' },
          { name: 'expires_at', type: 'bigint', isNullable: true },
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'audit_entry',
        columns: [
          id,
          { name: 'at', type: 'bigint' },
          { name: 'who', type: 'varchar', length: '64' },
          { name: 'role', type: 'varchar', length: '16' },
          { name: 'address', type: 'varchar', length: '45' },
          { name: 'method', type: 'varchar', length: '8' },
          { name: 'path', type: 'varchar', length: '1024' },
          { name: 'status', type: 'integer' },
          { name: 'before', type: 'text', isNullable: true },
          { name: 'after', type: 'text', isNullable: true },
        ],
      }),
    );
    await queryRunner.createIndex(
      'audit_entry',
      new TableIndex({ name: 'IDX_audit_entry_path', columnNames: ['path', 'id'] }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('audit_entry');
    await queryRunner.dropTable('api_token');
  }
}
