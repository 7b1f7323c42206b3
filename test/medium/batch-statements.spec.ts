import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/database.js';
import { openDatabase } from '../../src/database/open-database.js';
import { textOfEvent } from '../../src/journal/event-text.js';
import { JournalQueue } from '../../src/journal/journal-queue.js';
import { JournalRow } from '../../src/journal/journal-row.entity.js';
import { JournalRepository } from '../../src/journal/journal.repository.js';
import type { JournalEvent } from '../../src/journal/journal.port.js';
import { PersonalityEntity } from '../../src/personalities/personality.entity.js';
import { MOST_OF_A_MACHINE, PersonalityRepository } from '../../src/personalities/personality.repository.js';
import type { SeenPersonality } from '../../src/personalities/personality.js';
import { SightingEntity } from '../../src/sightings/sighting.entity.js';
import { SightingRepository } from '../../src/sightings/sighting.repository.js';
import { temporaryFolder } from '../e2e/inventory-app.js';
import { ip, mac } from '../fakes/known-lab.js';
import { postgresPrograms, startPostgres, type PostgresServer } from './postgres-server.js';

const programs = postgresPrograms();
if (programs === undefined) {
  console.warn('SKIPPED: no PostgreSQL server to test with; `apt-get install postgresql` brings it.');
}

/** What a client can put into a name. */
const ODD = 'o\'brien "\\ 😀 \u0001';

const EVENT: JournalEvent = {
  at: 1_764_290_000_000,
  protocol: 'dhcp',
  what: 'DHCPDISCOVER -> DHCPOFFER',
  outcome: 'answered',
  machineId: 7,
  mac: mac('8:0:20:8e:48:de'),
  ip: '10.79.0.21',
  interface: 'eth0',
  detail: { file: ODD, bytes: 7, last: true },
};

const seen = (machineId: number, fingerprint: number, lastAt: number): SeenPersonality => ({
  ...{ machineId, fingerprint, lastAt, firstAt: 1, kind: 'system', mac: mac('8:0:20:8e:48:de'), clientId: 'ff01' },
  ...{ vendorClass: ODD, userClass: undefined, uuid: undefined, architecture: 7, ip: undefined, times: 2 },
});

/** What many rows are written by, at once, in the words of either database. */
function writesInBatches(open: () => Promise<Database>): void {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });
  afterEach(() => database.close());

  it('takes rows of the journal, and gives them back as they were', async () => {
    const queue = new JournalQueue();
    const silence: JournalEvent = {
      at: 2,
      protocol: 'rarp',
      what: 'RARP request',
      outcome: 'silent',
      reason: 'paused',
    };
    for (const event of [EVENT, silence]) queue.add(event, textOfEvent(event));
    const repository = new JournalRepository(database);
    await repository.insert(queue.oldest()?.take() ?? Buffer.alloc(0));
    const [second, first] = await repository.read({ limit: 10 });
    expect(first).toMatchObject({
      ...{ at: EVENT.at, lastAt: EVENT.at, repeats: 1, machineId: 7, mac: '08:00:20:8e:48:de', ip: '10.79.0.21' },
      ...{ interface: 'eth0', protocol: 'dhcp', what: EVENT.what, outcome: 'answered', reason: null },
    });
    expect(JSON.parse(first?.detail ?? '')).toEqual(EVENT.detail);
    expect(second).toMatchObject({ machineId: null, mac: null, ip: null, reason: 'paused', detail: null });
  });

  it('adds sightings to what is known of them', async () => {
    const repository = new SightingRepository(database);
    const stranger = { mac: mac('8:0:20:8e:48:de'), firstAt: 1, times: 2 };
    await repository.add([{ ...stranger, lastAt: 5, last: EVENT, detail: { vendorClass: ODD, relay: 'a' } }]);
    const later = { ...EVENT, what: 'DHCPREQUEST', ip: undefined };
    await repository.add([{ ...stranger, lastAt: 9, last: later, detail: { relay: 'b' } }]);
    expect(await repository.get(stranger.mac)).toMatchObject({
      ...{ firstSeenAt: 1, lastSeenAt: 9, times: 4, what: 'DHCPREQUEST', ip: '10.79.0.21' },
      detail: { vendorClass: ODD, relay: 'b' },
    });
  });

  it('adds personalities, keeps the latest of a machine, and none of a machine that is gone', async () => {
    await database.write((manager) =>
      manager.query(
        `INSERT INTO "machine" ("id","hostname","hostname_key","description","labels","boot_mode","created_at","updated_at") VALUES (7,'m','m','','{}','always',1,1)`,
      ),
    );
    const repository = new PersonalityRepository(database);
    const many = Array.from({ length: MOST_OF_A_MACHINE + 3 }, (_, at) => seen(7, at + 1, 100 + at));
    await repository.add([...many, seen(8, 1, 5)]);
    await repository.add([{ ...seen(7, 10, 999), ip: ip('10.79.0.21') }, seen(7, 10_000_000_000, 998)]);
    const kept = await repository.of(7);
    expect(kept).toHaveLength(MOST_OF_A_MACHINE);
    expect(kept[0]).toMatchObject({ fingerprint: 10, times: 4, ip: '10.79.0.21', vendorClass: ODD, architecture: 7 });
    expect(kept[1]).toMatchObject({ fingerprint: 10_000_000_000, firstSeenAt: 1, lastSeenAt: 998 });
    expect(await repository.of(8)).toEqual([]);
  });
}

const ENTITIES = [JournalRow, SightingEntity, PersonalityEntity];

describe('with SQLite', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const emptyFolder = (): string => mkdtempSync(join(folder.path, 'data-'));
  writesInBatches(() => openDatabase({ dataDir: emptyFolder(), databaseUrl: undefined }, ENTITIES, () => undefined));
});

describe.skipIf(programs === undefined)('with PostgreSQL', () => {
  let server: PostgresServer;
  const folder = temporaryFolder();
  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });
  writesInBatches(async () =>
    openDatabase({ dataDir: folder.path, databaseUrl: await server.emptyDatabase() }, ENTITIES, () => undefined),
  );
});
