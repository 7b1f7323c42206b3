import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const PROFILE = new Table({
  name: 'profile',
  columns: [
    { name: 'id', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
    { name: 'name', type: 'varchar', length: '63' },
    { name: 'description', type: 'text' },
    { name: 'kernel', type: 'text', isNullable: true },
    { name: 'initrds', type: 'text' },
    { name: 'command_line', type: 'text' },
    { name: 'loaders', type: 'text', isNullable: true },
    { name: 'match_labels', type: 'text', isNullable: true },
    { name: 'bootparams', type: 'text', isNullable: true },
    { name: 'files', type: 'text' },
    { name: 'install_rules', type: 'text', isNullable: true },
    { name: 'created_at', type: 'bigint' },
    { name: 'updated_at', type: 'bigint' },
  ],
  indices: [new TableIndex({ name: 'profile_name', columnNames: ['name'], isUnique: true })],
});

/** Profiles are named, not numbered, where they are used: the name is what operators write and never changes. */
const COLUMNS = [
  ['machine', 'profile', 'varchar(63)'],
  ['machine', 'install_rules', 'text'],
  ['network', 'profile', 'varchar(63)'],
  ['network', 'unknown_profile', 'varchar(63)'],
] as const;

/** Profiles, and which of them machines and networks use. Plain ALTER: TypeORM copies a whole table on SQLite. */
export class Profiles1763655000000 implements MigrationInterface {
  readonly name = 'Profiles1763655000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(PROFILE.clone());
    for (const [table, column, type] of COLUMNS)
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS.toReversed())
      await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    await runner.dropTable(PROFILE.name);
  }
}
