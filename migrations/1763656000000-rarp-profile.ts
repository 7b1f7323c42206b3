import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a network's RARP requests are answered; NULL is the default. JSON as text, as everywhere. */
export class RarpProfile1763656000000 implements MigrationInterface {
  readonly name = 'RarpProfile1763656000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE network ADD COLUMN rarp text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE network DROP COLUMN rarp');
  }
}
