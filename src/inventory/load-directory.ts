import type { EntityManager } from 'typeorm';
import { BOOT_MODES, type BootFiles, type BootMode } from '../boot/boot-files.js';
import type { KnownNic } from '../boot/known-machine.js';
import { DatabaseProblem, explainDatabaseError } from '../database/database-problem.js';
import type { Database } from '../database/database.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import { NetworkEntity } from './networks/network.entity.js';
import { knownNetwork } from './networks/network.view.js';

/** Machines per query: large enough to cost little, small enough that the rows of one page are soon garbage. */
const PAGE = 2_500;

/** One row per NIC, in the order of machines; a machine without NICs has one row without addresses. */
type LoadedRow = readonly [
  id: number,
  hostname: string,
  mode: string,
  files: string | null,
  mac: string | null,
  ip: string | null,
];

const NO_NICS: readonly KnownNic[] = [];

/** Reads `08:00:20:8e:48:de`, the way that we write it into the database, four times as fast as any notation. */
function macOf(text: string | null): MacAddress | undefined {
  return text === null ? undefined : (Number.parseInt(text.replaceAll(':', ''), 16) as MacAddress);
}

/** Reads a dotted quad that we wrote ourselves. */
function ipOf(text: string | null): Ipv4Address | undefined {
  if (text === null) return undefined;
  let value = 0;
  let octet = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit >= 0) {
      octet = octet * 10 + digit;
    } else {
      value = value * 256 + octet;
      octet = 0;
    }
  }
  return (value * 256 + octet) as Ipv4Address;
}

/** The one string of each mode, so that 100 000 machines do not hold 100 000 copies. */
function modeOf(text: string): BootMode {
  return BOOT_MODES.find((mode) => mode === text) ?? 'always';
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

/**
 * The rows of the machines after this id. They come as one JSON text: making an object of each row in the driver would
 * take longer than all the rest, and on the main thread.
 */
async function pageAfter(manager: EntityManager, after: number): Promise<readonly LoadedRow[]> {
  const [rows, array] =
    manager.connection.options.type === 'postgres'
      ? ['json_agg', 'json_build_array']
      : ['json_group_array', 'json_array'];
  const answer: { page: string | readonly LoadedRow[] | null }[] = await manager.query(
    `SELECT ${rows}(${array}(id, hostname, boot_mode, boot_files, mac, ip)) AS page
       FROM (SELECT m.id, m.hostname, m.boot_mode, m.boot_files, n.mac, n.ip
               FROM (SELECT id, hostname, boot_mode, boot_files FROM machine WHERE id > ${after} ORDER BY id LIMIT ${PAGE}) m
               LEFT JOIN nic n ON n.machine_id = m.id
              ORDER BY m.id, n.position) loaded`,
  );
  const page = answer[0]?.page ?? [];
  return typeof page === 'string' ? (JSON.parse(page) as LoadedRow[]) : page;
}

/** The NICs of the machine whose rows begin at `at`. An array literal takes no more room than it has elements. */
function nicsAt(rows: readonly LoadedRow[], at: number, end: number): readonly KnownNic[] {
  const [, , , , mac, ip] = rows[at] as LoadedRow;
  if (end - at > 1) return rows.slice(at, end).map((row) => ({ mac: macOf(row[4]), ip: ipOf(row[5]) }));
  return mac === null && ip === null ? NO_NICS : [{ mac: macOf(mac), ip: ipOf(ip) }];
}

function addPage(directory: InMemoryDirectory, rows: readonly LoadedRow[], seen: Map<string, BootFiles>): void {
  for (let at = 0; at < rows.length;) {
    const [id, hostname, mode, files] = rows[at] as LoadedRow;
    let end = at + 1;
    while (rows[end]?.[0] === id) end++;
    directory.putMachine({
      id,
      hostname,
      bootMode: modeOf(mode),
      bootFiles: sharedFiles(seen, files),
      nics: nicsAt(rows, at, end),
    });
    at = end;
  }
}

/** Throws DatabaseProblem when somebody else put a record there that we would not have written. */
export async function loadDirectory(database: Database): Promise<InMemoryDirectory> {
  try {
    return await readInventory(database);
  } catch (error) {
    const reason = explainDatabaseError(error) ?? (error instanceof Error ? error.message : String(error));
    throw new DatabaseProblem(`The inventory cannot be read from the database: ${reason}.`, { cause: error });
  }
}

/** Reads the whole inventory, with plain SQL in pages; the database makes the next page while this one is put away. */
async function readInventory(database: Database): Promise<InMemoryDirectory> {
  const directory = new InMemoryDirectory();
  const seen = new Map<string, BootFiles>();
  await database.read(async (manager) => {
    for (const network of await manager.find(NetworkEntity)) directory.putNetwork(knownNetwork(network));
    let next = pageAfter(manager, 0);
    for (;;) {
      const rows = await next;
      const last = rows.at(-1);
      if (last === undefined) return;
      next = pageAfter(manager, last[0]);
      addPage(directory, rows, seen);
    }
  });
  return directory;
}
