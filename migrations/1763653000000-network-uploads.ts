import type { MigrationInterface, QueryRunner } from 'typeorm';

/** May clients of a network send files by TFTP, and how large: JSON as text, null when they may not. */
export class NetworkUploads1763653000000 implements MigrationInterface {
  readonly name = 'NetworkUploads1763653000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "network" ADD COLUMN "uploads" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "network" DROP COLUMN "uploads"');
  }
}
