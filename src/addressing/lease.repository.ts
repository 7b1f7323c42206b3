import { Injectable } from '@nestjs/common';
import { LeaseDatabase } from '../database/lease-database.js';
import { formatMacAddress, parseMacAddress } from '../values/mac-address.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { LeaseEntity, type KnownBy } from './lease.entity.js';
import type { ClientKey, LeaseChange, LeaseClient, LeaseFacts, StoredLease } from './lease.js';

/** What is written of an address, in the order of the columns. */
type LeaseRow = readonly [
  address: number,
  networkId: number,
  state: string,
  mac: string | null,
  clientId: string | null,
  machineId: number | null,
  knownBy: KnownBy | null,
  hostname: string | null,
  vendorClass: string | null,
  relayAgent: string | null,
  starts: number,
  expires: number,
  reason: string | null,
];

const COLUMNS = [
  'address',
  'network_id',
  'state',
  'mac',
  'client_id',
  'machine_id',
  'known_by',
  'hostname',
  'vendor_class',
  'relay_agent',
  'starts',
  'expires',
  'reason',
];

/** PostgreSQL's types of the columns that are not text. */
const CASTS: Readonly<Record<string, string>> = {
  address: '::bigint',
  network_id: '::int',
  machine_id: '::int',
  starts: '::bigint',
  expires: '::bigint',
};

/** The table of leases: one statement, and one flush of the disk, for however many changes. */
@Injectable()
export class LeaseRepository {
  private readonly writeSql: string;

  constructor(private readonly database: LeaseDatabase) {
    const columns = COLUMNS.map((name) => `"${name}"`).join(',');
    const updates = COLUMNS.slice(1)
      .map((name) => `"${name}"=excluded."${name}"`)
      .join(',');
    const postgres = database.dataSource.options.type === 'postgres';
    const values = COLUMNS.map((name, at) => (postgres ? `(e->>${at})${CASTS[name] ?? ''}` : `value->>${at}`)).join(
      ',',
    );
    // SQLite takes ON CONFLICT for a join without the WHERE.
    const rows = postgres ? 'jsonb_array_elements($1::jsonb) AS e' : 'jsonb_each(?) WHERE true';
    this.writeSql = `INSERT INTO "lease" (${columns}) SELECT ${values} FROM ${rows} ON CONFLICT ("address") DO UPDATE SET ${updates}`;
  }

  /** Writes these changes, one per address, in one statement. They are on the disk when this resolves. */
  async write(changes: Iterable<LeaseChange>): Promise<void> {
    const rows: LeaseRow[] = [];
    for (const change of changes) rows.push(rowOf(change));
    await this.database.statement(this.writeSql, [JSON.stringify(rows)]);
  }

  /** Is the disk writable again? Writes, and changes nothing. */
  async tryToWrite(): Promise<void> {
    await this.database.writeNothing();
  }

  /** Every address that was ever written, in the order in which they ended. */
  async load(): Promise<StoredLease[]> {
    const rows = await this.database.read((manager) => manager.find(LeaseEntity, { order: { expires: 'ASC' } }));
    return rows.map(storedLease);
  }
}

function rowOf(change: LeaseChange): LeaseRow {
  const { address, network, at } = change;
  const place = [address, network.id] as const;
  switch (change.kind) {
    case 'lease': {
      const { client, facts } = change;
      return [...place, 'leased', ...clientColumns(client), ...factColumns(facts), at, change.expires, null];
    }
    case 'release':
      return [
        ...place,
        'released',
        ...clientColumns(change.client),
        ...factColumns(change.facts),
        at,
        at,
        change.reason ?? null,
      ];
    case 'quarantine':
      return [
        ...place,
        'quarantined',
        ...clientColumns(undefined),
        ...factColumns(undefined),
        at,
        change.until,
        change.reason,
      ];
    case 'offer':
      throw new Error('an offer is not written');
  }
}

function clientColumns(client: LeaseClient | undefined) {
  if (client === undefined) return [null, null, null, null] as const;
  const { mac, clientId, machineId } = client;
  return [
    mac === undefined ? null : formatMacAddress(mac),
    clientId === undefined ? null : hexOf(clientId),
    machineId ?? null,
    knownBy(client),
  ] as const;
}

function factColumns(facts: LeaseFacts | undefined) {
  return [
    textOf(facts?.hostname),
    textOf(facts?.vendorClass),
    facts?.relayAgent === undefined ? null : hexOf(facts.relayAgent),
  ] as const;
}

function knownBy({ key }: LeaseClient): KnownBy {
  if (typeof key === 'number' && key < 0) return 'machine';
  return typeof key === 'string' ? 'client-id' : 'mac';
}

const hexOf = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('hex');

const latin1Of = (hex: string | null): string | undefined =>
  hex === null ? undefined : Buffer.from(hex, 'hex').toString('latin1');

/** What a client sends may hold what PostgreSQL keeps in no text: NUL, and half of a character. */
function textOf(text: string | undefined): string | null {
  return text === undefined ? null : text.replace(/[\0\ud800-\udfff]/gu, '');
}

function storedLease(row: LeaseEntity): StoredLease {
  return {
    address: row.address as Ipv4Address,
    state: row.state,
    client: clientOf(row),
    facts: {
      hostname: row.hostname ?? undefined,
      vendorClass: row.vendorClass ?? undefined,
      relayAgent: latin1Of(row.relayAgent),
    },
    starts: row.starts,
    expires: row.expires,
    reason: row.reason ?? undefined,
  };
}

function clientOf(row: LeaseEntity): LeaseClient | undefined {
  const read = row.mac === null ? undefined : parseMacAddress(row.mac);
  const mac = read?.ok === true ? read.value : undefined;
  const clientId = latin1Of(row.clientId);
  const machineId = row.machineId ?? undefined;
  const key = keyOf(row.knownBy, mac, clientId, machineId);
  return key === undefined ? undefined : { key, mac, clientId, machineId };
}

function keyOf(
  knownBy: KnownBy | null,
  mac: number | undefined,
  clientId: string | undefined,
  machineId: number | undefined,
): ClientKey | undefined {
  switch (knownBy) {
    case 'machine':
      return machineId === undefined ? undefined : -machineId;
    case 'client-id':
      return clientId;
    case 'mac':
      return mac;
    case null:
      return undefined;
  }
}
