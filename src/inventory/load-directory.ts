import type { EntityManager } from 'typeorm';
import { BOOT_MODES, type BootFiles, type BootMode } from '../boot/boot-files.js';
import type { Bootparams } from '../boot/bootparams.js';
import type { BootMenu } from '../boot/boot-menu.js';
import type { InstallRules } from '../boot/install-rules.js';
import { NO_INSTALL } from '../boot/install-state.js';
import type { KnownNic } from '../boot/known-machine.js';
import type { Labels } from '../boot/known-profile.js';
import { OFFER_STRATEGIES } from '../boot/offer-strategy.js';
import { DatabaseProblem, explainDatabaseError } from '../database/database-problem.js';
import type { Database } from '../database/database.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { knownBootMenu, type BootMenuView } from './boot-menu.schema.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import { knownNicDetails, type WrittenNicDetails } from './machines/nic-details.js';
import { NetworkEntity } from './networks/network.entity.js';
import { knownNetwork } from './networks/network.view.js';
import { ProfileEntity } from './profiles/profile.entity.js';
import { knownProfile } from './profiles/profile.view.js';

/** Machines per query: large enough to cost little, small enough that the rows of one page are soon garbage. */
const PAGE = 2_500;

/** What is read of a machine beside its id and name, in the order of `LoadedRow`. */
const COLUMNS = 'labels, boot_mode, boot_files, bootparams, boot_menu, boot_strategy, profile, install_rules';

/** One row per NIC, in the order of machines; a machine without NICs has one row without addresses. */
type LoadedRow = readonly [
  id: number,
  mac: string | null,
  ip: string | null,
  details: string | null,
  hostname: string,
  labels: string,
  mode: string,
  files: string | null,
  bootparams: string | null,
  menu: string | null,
  strategy: string | null,
  profile: string | null,
  installRules: string | null,
];

const NO_NICS: readonly KnownNic[] = [];

/** Reads `08:00:20:8e:48:de`, the way that we write it into the database, and no other notation: there may be a hundred thousand. */
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

/** Values that are written alike are one object: most machines boot the same files and have few labels. */
class SharedJson<Value> {
  private readonly seen = new Map<string, Value>();

  constructor(private readonly read: (parsed: unknown) => Value) {}

  of(json: string): Value {
    let value = this.seen.get(json);
    if (value === undefined) {
      value = this.read(JSON.parse(json));
      this.seen.set(json, value);
    }
    return value;
  }
}

interface SharedValues {
  readonly files: SharedJson<BootFiles>;
  readonly menus: SharedJson<BootMenu>;
  readonly labels: SharedJson<Labels>;
  readonly rules: SharedJson<Partial<InstallRules>>;
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
    `SELECT ${rows}(${array}(id, mac, ip, details, hostname, ${COLUMNS})) AS page
       FROM (SELECT m.*, n.mac, n.ip, n.details
               FROM (SELECT id, hostname, ${COLUMNS} FROM machine WHERE id > ${after} ORDER BY id LIMIT ${PAGE}) m
               LEFT JOIN nic n ON n.machine_id = m.id
              ORDER BY m.id, n.position) loaded`,
  );
  const page = answer[0]?.page ?? [];
  return typeof page === 'string' ? (JSON.parse(page) as LoadedRow[]) : page;
}

function nicOf([, mac, ip, details]: LoadedRow): KnownNic {
  return {
    mac: macOf(mac),
    ip: ipOf(ip),
    details: details === null ? undefined : knownNicDetails(JSON.parse(details) as WrittenNicDetails),
  };
}

/** The NICs of the machine whose rows begin at `at`. An array literal takes no more room than it has elements. */
function nicsAt(rows: readonly LoadedRow[], at: number, end: number): readonly KnownNic[] {
  if (end - at > 1) return rows.slice(at, end).map(nicOf);
  const nic = nicOf(rows[at] as LoadedRow);
  return nic.mac === undefined && nic.ip === undefined ? NO_NICS : [nic];
}

function addPage(directory: InMemoryDirectory, rows: readonly LoadedRow[], shared: SharedValues): void {
  for (let at = 0; at < rows.length;) {
    const [id, , , , hostname, labels, mode, files, bootparams, menu, strategy, profile, rules] = rows[at] as LoadedRow;
    let end = at + 1;
    while (rows[end]?.[0] === id) end++;
    directory.putMachine({
      id,
      hostname,
      labels: shared.labels.of(labels),
      bootMode: modeOf(mode),
      bootFiles: files === null ? undefined : shared.files.of(files),
      bootparams: bootparams === null ? undefined : (JSON.parse(bootparams) as Bootparams),
      bootMenu: menu === null ? undefined : shared.menus.of(menu),
      offerStrategy: OFFER_STRATEGIES.find((known) => known === strategy),
      profileName: profile ?? undefined,
      profile: undefined, // the directory looks it up
      installRules: rules === null ? undefined : shared.rules.of(rules),
      install: NO_INSTALL,
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
  const shared: SharedValues = {
    files: new SharedJson((parsed) => parsed as BootFiles),
    menus: new SharedJson((parsed) => knownBootMenu(parsed as BootMenuView)),
    labels: new SharedJson((parsed) => parsed as Labels),
    rules: new SharedJson((parsed) => parsed as Partial<InstallRules>),
  };
  await database.read(async (manager) => {
    for (const profile of await manager.find(ProfileEntity)) directory.putProfile(knownProfile(profile));
    for (const network of await manager.find(NetworkEntity)) directory.putNetwork(knownNetwork(network));
    let next = pageAfter(manager, 0);
    for (;;) {
      const rows = await next;
      const last = rows.at(-1);
      if (last === undefined) return;
      next = pageAfter(manager, last[0]);
      addPage(directory, rows, shared);
    }
  });
  return directory;
}
