import { Table, TableForeignKey, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who is told of what happens, and what was told. */
export class Webhooks1763659000000 implements MigrationInterface {
  name = 'Webhooks1763659000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'webhook',
        columns: [
          { name: 'id', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
          { name: 'url', type: 'varchar', length: '2048' },
          { name: 'secret', type: 'varchar', length: '256' },
          { name: 'events', type: 'text' },
          { name: 'active', type: 'boolean' },
          { name: 'disabled_because', type: 'text', isNullable: true },
          { name: 'failing_since', type: 'bigint', isNullable: true },
          { name: 'created_at', type: 'bigint' },
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'webhook_delivery',
        columns: [
          { name: 'id', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
          { name: 'webhook_id', type: 'integer' },
          { name: 'event', type: 'varchar', length: '32' },
          { name: 'body', type: 'text' },
          { name: 'state', type: 'varchar', length: '16' },
          { name: 'attempts', type: 'integer' },
          { name: 'at', type: 'bigint' },
          { name: 'next_at', type: 'bigint', isNullable: true },
          { name: 'told_at', type: 'bigint', isNullable: true },
          { name: 'status', type: 'integer', isNullable: true },
          { name: 'problem', type: 'text', isNullable: true },
        ],
      }),
    );
    await queryRunner.createForeignKey(
      'webhook_delivery',
      new TableForeignKey({
        name: 'FK_webhook_delivery_webhook',
        columnNames: ['webhook_id'],
        referencedTableName: 'webhook',
        referencedColumnNames: ['id'],
        onDelete: 'CASCADE',
      }),
    );
    await queryRunner.createIndex(
      'webhook_delivery',
      new TableIndex({ name: 'IDX_webhook_delivery', columnNames: ['webhook_id', 'state'] }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('webhook_delivery');
    await queryRunner.dropTable('webhook');
  }
}
