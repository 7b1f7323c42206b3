import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

/** How a network's RARP requests are answered; NULL is the default. JSON as text, as everywhere. */
export class RarpProfile1763656000000 implements MigrationInterface {
  readonly name = 'RarpProfile1763656000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('network', new TableColumn({ name: 'rarp', type: 'text', isNullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('network', 'rarp');
  }
}
