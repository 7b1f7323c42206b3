import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DATA, REPOSITORY } from '../folders.mjs';
import { LOAD_ADDRESS, LOAD_MAC, SERVER_ADDRESS } from '../population.mjs';

const BUILD = join(REPOSITORY, 'dist');
const ROWS_PER_INSERT = 500;

/**
 * A data folder of the appliance that holds these machines, the load as one more, and one network. Made once by the
 * appliance's own migrations and entities, past REST, and kept until a migration or this file changes.
 */
export async function inventoryOf(population) {
  const { count, pool } = population;
  const kept = join(DATA, `reveille-${pool === undefined ? count : `pool-${pool.size}`}-${schemaDigest()}`);
  if (existsSync(kept)) return kept;
  const making = `${kept}.making`;
  rmSync(making, { recursive: true, force: true });
  await writeInventory(making, population);
  renameSync(making, kept);
  return kept;
}

function schemaDigest() {
  const folder = join(REPOSITORY, 'migrations');
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

async function fromBuild(path) {
  return import(pathToFileURL(join(BUILD, path)).href);
}

async function writeInventory(dataDir, population) {
  await import('reflect-metadata');
  const { openDatabase } = await fromBuild('src/database/open-database.js');
  const { MachineEntity } = await fromBuild('src/inventory/machines/machine.entity.js');
  const { NicEntity } = await fromBuild('src/inventory/machines/nic.entity.js');
  const { NetworkEntity } = await fromBuild('src/inventory/networks/network.entity.js');
  const { networkInput } = await fromBuild('src/inventory/networks/network.schema.js');
  const { networkOfInput } = await fromBuild('src/inventory/networks/network.view.js');

  const now = Date.now();
  const network = {
    name: 'bench',
    cidr: population.network,
    gateway: SERVER_ADDRESS,
    mode: population.pool === undefined ? 'known' : 'pool',
    pools: population.pool === undefined ? [] : [{ from: population.pool.first, to: population.pool.last }],
    leaseSeconds: 3600,
  };
  const database = await openDatabase(
    { dataDir, databaseUrl: undefined },
    [MachineEntity, NicEntity, NetworkEntity],
    () => undefined,
  );
  try {
    await database.write(async (manager) => {
      const { id: _given, ...columns } = networkOfInput(networkInput.parse(network), undefined, now);
      await manager.insert(NetworkEntity, columns);
      for (const batch of batches(population)) {
        await manager.insert(
          MachineEntity,
          batch.map((machine) => machineRow(machine, now)),
        );
        await manager.insert(NicEntity, batch.map(nicRow));
      }
    });
  } finally {
    await database.close();
  }
}

/** The load fetches boot files from its own address: only machines of the inventory may. */
function* machinesOf(population) {
  yield* population;
  yield { mac: LOAD_MAC, address: LOAD_ADDRESS, hostname: 'load' };
}

function* batches(population) {
  let batch = [];
  let id = 0;
  for (const machine of machinesOf(population)) {
    batch.push({ id: ++id, ...machine });
    if (batch.length === ROWS_PER_INSERT) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function machineRow({ id, hostname }, now) {
  return {
    id,
    hostname,
    hostnameKey: hostname,
    description: '',
    labels: {},
    bootMode: 'always',
    bootFiles: null,
    bootparams: null,
    createdAt: now,
    updatedAt: now,
  };
}

function nicRow({ id, mac, address }) {
  return { machineId: id, position: 0, mac, ip: address };
}
