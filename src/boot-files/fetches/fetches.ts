import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { HandedOutFile } from './handed-out-file.entity.js';
import { HandedOut, type HandedOutStore } from './handed-out.js';
import { LastFetchRow } from './last-fetch.entity.js';
import { LastFetches } from './last-fetches.js';

/** A file that arrived whole at its client. */
export interface CompleteFetch {
  /** The name in the tree. */
  readonly name: string;
  readonly address: Ipv4Address;
  readonly machineId: number | undefined;
  readonly at: Instant;
}

/** Rows per statement: SQLite takes 32 766 parameters. */
const CHUNK = 1_000;

/** Hears of every file that arrived. */
export class Fetches implements BeforeApplicationShutdown {
  constructor(
    readonly handedOut: HandedOut,
    readonly lastFetches: LastFetches,
    private readonly report: (sentence: string) => void,
  ) {}

  /** Never throws, never waits. */
  complete({ name, address, machineId, at }: CompleteFetch): void {
    this.lastFetches.record({ name, at, address: formatIpv4Address(address), machineId: machineId ?? null });
    if (machineId === undefined) return;
    this.handedOut.arrived(machineId, name, at).catch((error: unknown) => {
      this.report(`that ${name} was handed out is known until the next start only: ${String(error)}`);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.lastFetches.flush();
  }
}

/** What the database remembers. */
export async function loadFetches(database: Database, report: (sentence: string) => void): Promise<Fetches> {
  const [had, last] = await database.read((manager) =>
    Promise.all([manager.find(HandedOutFile), manager.find(LastFetchRow)]),
  );
  const lastFetches = new LastFetches(
    (rows) =>
      database.write(async (manager) => {
        for (let at = 0; at < rows.length; at += CHUNK) {
          await manager.upsert(LastFetchRow, rows.slice(at, at + CHUNK), ['name']);
        }
      }),
    last,
    report,
  );
  return new Fetches(new HandedOut(handedOutStore(database), had), lastFetches, report);
}

function handedOutStore(database: Database): HandedOutStore {
  return {
    add: (machineId, name, at) =>
      database.write(async (manager) => {
        await manager.upsert(HandedOutFile, { machineId, name, at }, ['machineId', 'name']);
      }),
    removeOf: (machineId) =>
      database.write(async (manager) => {
        await manager.delete(HandedOutFile, { machineId });
      }),
  };
}
