import { Table, TableCheck, TableForeignKey, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const id = {
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
} as const;

/** JSON is kept as text: SQLite and PostgreSQL then hold the very same bytes. Moments are milliseconds since 1970. */
const MACHINE = new Table({
  name: 'machine',
  columns: [
    id,
    { name: 'hostname', type: 'varchar', length: '253' },
    { name: 'hostname_key', type: 'varchar', length: '253' },
    { name: 'description', type: 'text' },
    { name: 'labels', type: 'text' },
    { name: 'boot_mode', type: 'varchar', length: '16' },
    { name: 'boot_files', type: 'text', isNullable: true },
    { name: 'bootparams', type: 'text', isNullable: true },
    { name: 'created_at', type: 'bigint' },
    { name: 'updated_at', type: 'bigint' },
  ],
  indices: [new TableIndex({ name: 'machine_hostname', columnNames: ['hostname_key'], isUnique: true })],
});

const NIC = new Table({
  name: 'nic',
  columns: [
    id,
    { name: 'machine_id', type: 'integer' },
    { name: 'position', type: 'integer' },
    { name: 'mac', type: 'varchar', length: '17', isNullable: true },
    { name: 'ip', type: 'varchar', length: '15', isNullable: true },
  ],
  foreignKeys: [
    new TableForeignKey({
      name: 'nic_of_machine',
      columnNames: ['machine_id'],
      referencedTableName: 'machine',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    }),
  ],
  checks: [new TableCheck({ name: 'nic_has_mac_or_ip', expression: 'mac IS NOT NULL OR ip IS NOT NULL' })],
  indices: [
    new TableIndex({ name: 'nic_place', columnNames: ['machine_id', 'position'], isUnique: true }),
    new TableIndex({ name: 'nic_mac', columnNames: ['mac'], isUnique: true }),
    new TableIndex({ name: 'nic_ip', columnNames: ['ip'], isUnique: true }),
  ],
});

const NETWORK = new Table({
  name: 'network',
  columns: [
    id,
    { name: 'name', type: 'varchar', length: '63' },
    { name: 'name_key', type: 'varchar', length: '63' },
    { name: 'cidr', type: 'varchar', length: '18' },
    { name: 'mode', type: 'varchar', length: '16' },
    { name: 'authoritative', type: 'boolean' },
    { name: 'gateway', type: 'varchar', length: '15', isNullable: true },
    { name: 'dns', type: 'text' },
    { name: 'domain', type: 'varchar', length: '253', isNullable: true },
    { name: 'lease_seconds', type: 'bigint' },
    { name: 't1_seconds', type: 'bigint', isNullable: true },
    { name: 't2_seconds', type: 'bigint', isNullable: true },
    { name: 'next_server', type: 'varchar', length: '15', isNullable: true },
    { name: 'server_name', type: 'varchar', length: '253', isNullable: true },
    { name: 'relays', type: 'text' },
    { name: 'pools', type: 'text' },
    { name: 'excludes', type: 'text' },
    { name: 'boot_files', type: 'text', isNullable: true },
    { name: 'options', type: 'text' },
    { name: 'created_at', type: 'bigint' },
    { name: 'updated_at', type: 'bigint' },
  ],
  indices: [
    new TableIndex({ name: 'network_name', columnNames: ['name_key'], isUnique: true }),
    new TableIndex({ name: 'network_cidr', columnNames: ['cidr'], isUnique: true }),
  ],
});

/** Machines with their NICs, and networks. */
export class Inventory1763636400000 implements MigrationInterface {
  readonly name = 'Inventory1763636400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [MACHINE, NIC, NETWORK]) await runner.createTable(table.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [NETWORK, NIC, MACHINE]) await runner.dropTable(table.name);
  }
}
