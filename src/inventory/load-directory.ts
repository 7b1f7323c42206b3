import type { EntityManager } from 'typeorm';
import type { BootFiles, BootMode } from '../boot/boot-files.js';
import type { KnownNic } from '../boot/known-machine.js';
import type { Database } from '../database/database.js';
import { parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { parseMacAddress, type MacAddress } from '../values/mac-address.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import { NetworkEntity } from './networks/network.entity.js';
import { knownNetwork } from './networks/network.view.js';

/** Machines per query: large enough to cost little, small enough that the rows of one page are soon garbage. */
const PAGE = 5_000;

/** One row per NIC; a machine without NICs has one row with nulls. */
interface LoadedRow {
  readonly id: number;
  readonly hostname: string;
  readonly mode: BootMode;
  readonly files: string | null;
  readonly mac: string | null;
  readonly ip: string | null;
}

const NO_NICS: readonly KnownNic[] = [];

function macOf(text: string | null): MacAddress | undefined {
  if (text === null) return undefined;
  const mac = parseMacAddress(text);
  return mac.ok ? mac.value : undefined;
}

function ipOf(text: string | null): Ipv4Address | undefined {
  if (text === null) return undefined;
  const ip = parseIpv4Address(text);
  return ip.ok ? ip.value : undefined;
}

/** Machines that boot the same files share one object. */
function sharedFiles(seen: Map<string, BootFiles>, json: string | null): BootFiles | undefined {
  if (json === null) return undefined;
  let files = seen.get(json);
  if (files === undefined) {
    files = JSON.parse(json) as BootFiles;
    seen.set(json, files);
  }
  return files;
}

function pageAfter(manager: EntityManager, after: number): Promise<LoadedRow[]> {
  return manager.query(
    `SELECT m.id AS id, m.hostname AS hostname, m.boot_mode AS mode, m.boot_files AS files, n.mac AS mac, n.ip AS ip
       FROM (SELECT id, hostname, boot_mode, boot_files FROM machine WHERE id > ${after} ORDER BY id LIMIT ${PAGE}) m
       LEFT JOIN nic n ON n.machine_id = m.id
      ORDER BY m.id, n.position`,
  );
}

function addPage(directory: InMemoryDirectory, rows: readonly LoadedRow[], seen: Map<string, BootFiles>): void {
  for (let at = 0; at < rows.length;) {
    const first = rows[at] as LoadedRow;
    const nics: KnownNic[] = [];
    for (let row: LoadedRow | undefined = first; row !== undefined && row.id === first.id; row = rows[++at]) {
      if (row.mac !== null || row.ip !== null) nics.push({ mac: macOf(row.mac), ip: ipOf(row.ip) });
    }
    directory.putMachine({
      id: first.id,
      hostname: first.hostname,
      bootMode: first.mode,
      bootFiles: sharedFiles(seen, first.files),
      nics: nics.length === 0 ? NO_NICS : nics,
    });
  }
}

/** Reads the whole inventory. Plain SQL in pages: repositories take ten times as long and hold every entity at once. */
export async function loadDirectory(database: Database): Promise<InMemoryDirectory> {
  const directory = new InMemoryDirectory();
  const seen = new Map<string, BootFiles>();
  await database.read(async (manager) => {
    for (const network of await manager.find(NetworkEntity)) directory.putNetwork(knownNetwork(network));
    for (let after = 0; ;) {
      const rows = await pageAfter(manager, after);
      addPage(directory, rows, seen);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  });
  return directory;
}
