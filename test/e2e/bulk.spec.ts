import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { parseMacAddress } from '../../src/values/mac-address.js';
import { must } from '../fakes/known-lab.js';
import { settingsFor, startInventory, temporaryFolder, type RunningInventory } from './inventory-app.js';

const BULK = '/api/v1/machines/bulk';

interface BulkAnswer {
  readonly written: boolean;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly results: { status: string; id: number | null; errors: { field: string; reason: string }[] }[];
}

let folder: ReturnType<typeof temporaryFolder>;
let inventory: RunningInventory;

beforeEach(async () => {
  folder = temporaryFolder();
  inventory = await startInventory(settingsFor(folder.path));
  await inventory.ask('POST', '/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/16' });
});
afterEach(async () => {
  await inventory.stop();
  folder.remove();
});

const hex = (value: number): string => value.toString(16).padStart(2, '0');
const macAt = (at: number): string => `02:00:00:00:${hex(at >> 8)}:${hex(at & 0xff)}`;
const ipAt = (at: number): string => `10.79.${1 + (at >> 8)}.${at & 0xff}`;
const row = (at: number, over: object = {}) => ({
  hostname: `node${at}`,
  nics: [{ mac: macAt(at), ip: ipAt(at) }],
  ...over,
});
const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at));

async function bulk(machines: unknown, query = ''): Promise<BulkAnswer> {
  const answer = await inventory.ask('POST', `${BULK}${query}`, machines);
  expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
  return answer.body as BulkAnswer;
}
const statuses = ({ results }: BulkAnswer): string[] => results.map(({ status }) => status);
const hostnames = async (): Promise<string[]> => {
  const { body } = await inventory.ask('GET', '/api/v1/machines');
  return (body as { items: { hostname: string }[] }).items.map(({ hostname }) => hostname);
};

describe('POST /api/v1/machines/bulk', () => {
  it('adds machines that are answered at once, and changes nothing when it is sent again', async () => {
    const first = await bulk({ machines: rows(600) });
    expect(first).toMatchObject({ written: true, created: 600, refused: 0 });
    expect(inventory.directory.machineCount).toBe(600);
    expect(inventory.directory.byHostname('node599')?.id).toBe(first.results[599]?.id);
    expect(await bulk({ machines: rows(600) })).toMatchObject({ written: false, unchanged: 600 });
  });

  it('takes the bare list too', async () => {
    expect(await bulk(rows(2))).toMatchObject({ created: 2 });
  });

  it('finds a machine by its MAC before its name', async () => {
    await bulk(rows(1));
    expect(await bulk([row(0, { hostname: 'renamed' })])).toMatchObject({ updated: 1 });
    expect(await hostnames()).toEqual(['renamed']);
    expect(await bulk([{ hostname: 'renamed', description: 'by name' }])).toMatchObject({ updated: 1 });
    const { body } = await inventory.ask('GET', '/api/v1/machines/1');
    expect(body).toMatchObject({ description: 'by name', nics: [{ mac: macAt(0), ip: ipAt(0) }] });
  });

  it('tells every refused row its fields, and writes the others', async () => {
    const answer = await bulk([
      row(0),
      { hostname: 'no_name' },
      row(1, { nics: [{ mac: macAt(0) }] }),
      row(2, { nics: [{ ip: '192.168.0.1' }] }),
      row(3, { hostname: 'node0' }),
      row(4),
    ]);
    expect(statuses(answer)).toEqual(['created', 'refused', 'refused', 'refused', 'refused', 'created']);
    expect(answer.results.map(({ errors }) => errors[0]?.field)).toEqual([
      undefined,
      'hostname',
      '',
      'nics[0].ip',
      '',
      undefined,
    ]);
    expect(await hostnames()).toEqual(['node0', 'node4']);
  });

  it('writes nothing when a row is refused and all or nothing was asked', async () => {
    expect(await bulk([row(0), { hostname: '' }], '?atomic=true')).toMatchObject({ written: false, refused: 1 });
    expect(await hostnames()).toEqual([]);
  });

  it('only says what it would do in a dry run', async () => {
    expect(await bulk([row(0)], '?dryRun=true')).toMatchObject({ written: false, created: 1 });
    expect(await hostnames()).toEqual([]);
  });

  const places = async (): Promise<string[]> => {
    const { body } = await inventory.ask('GET', '/api/v1/machines');
    const { items } = body as { items: { hostname: string; nics: { mac: string; ip: string }[] }[] };
    return items.flatMap(({ hostname, nics }) => nics.map(({ mac, ip }) => `${hostname} ${mac} ${ip}`)).sort();
  };
  const inMemory = (at: number): string => {
    const found = inventory.directory.byMac(must(parseMacAddress(macAt(at))));
    const { machine, nic } = found ?? {};
    const name = machine && inventory.directory.byHostname(machine.hostname);
    return `${name?.hostname} ${nic?.ip === undefined ? '' : formatIpv4Address(nic.ip)}`;
  };

  it('lets machines swap addresses, or names, or hand them around, in one commit', async () => {
    await bulk(rows(3));
    const swapped = [
      row(0, { nics: [{ mac: macAt(0), ip: ipAt(1) }] }),
      row(1, { nics: [{ mac: macAt(1), ip: ipAt(0) }] }),
    ];
    expect(statuses(await bulk(swapped))).toEqual(['updated', 'updated']);
    expect(await places()).toEqual([
      `node0 ${macAt(0)} ${ipAt(1)}`,
      `node1 ${macAt(1)} ${ipAt(0)}`,
      `node2 ${macAt(2)} ${ipAt(2)}`,
    ]);
    expect([0, 1, 2].map(inMemory)).toEqual([`node0 ${ipAt(1)}`, `node1 ${ipAt(0)}`, `node2 ${ipAt(2)}`]);
    const around = [row(0, { hostname: 'node1' }), row(1, { hostname: 'node2' }), row(2, { hostname: 'node0' })];
    expect(statuses(await bulk(around, '?atomic=true'))).toEqual(['updated', 'updated', 'updated']);
    expect([0, 1, 2].map(inMemory)).toEqual([`node1 ${ipAt(0)}`, `node2 ${ipAt(1)}`, `node0 ${ipAt(2)}`]);
    expect(statuses(await bulk(around))).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('knows whose record a row is that swaps one of two cards, by the name', async () => {
    const two = (name: string, ...macs: number[]) => ({ hostname: name, nics: macs.map((at) => ({ mac: macAt(at) })) });
    await bulk([two('a', 0, 1), two('b', 2, 3)]);
    expect(statuses(await bulk([two('a', 0, 3), two('b', 2, 1)]))).toEqual(['updated', 'updated']);
    const [refused] = (await bulk([two('c', 0, 2)])).results;
    expect(refused?.errors).toEqual([
      { field: 'nics', reason: 'their MACs belong to machines 1 and 2, and none of these is called c' },
    ]);
  });

  it('refuses everyone down the line when the last one cannot move, and keeps them as they were', async () => {
    await bulk(rows(3));
    const before = await places();
    const down = [
      row(0, { nics: [{ mac: macAt(0), ip: ipAt(1) }] }),
      row(1, { nics: [{ mac: macAt(1), ip: ipAt(2) }] }),
      row(2, { nics: [{ mac: macAt(2), ip: '192.168.0.1' }] }),
      row(3, { nics: [{ mac: macAt(3), ip: ipAt(0) }] }),
    ];
    const answer = await bulk(down);
    expect(statuses(answer)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(answer.results.map(({ errors }) => errors[0]?.reason)).toEqual([
      `${ipAt(1)} belongs to machine 2 (node1)`,
      `${ipAt(2)} belongs to machine 3 (node2)`,
      expect.stringContaining('lies in no network'),
      `${ipAt(0)} belongs to machine 1 (node0)`,
    ]);
    expect(await places()).toEqual(before);
  });

  it('moves ten thousand addresses on by one in a moment, also when none can go', async () => {
    const moved = (count: number, by: number) =>
      Array.from({ length: count }, (_, at) => row(at, { nics: [{ mac: macAt(at), ip: ipAt(at + by) }] }));
    await bulk(rows(10_000));
    expect(await bulk(moved(10_000, 1))).toMatchObject({ updated: 10_000 });
    const stuck = moved(10_000, 2);
    stuck[9_999] = row(9_999, { nics: [{ mac: macAt(9_999), ip: '192.168.0.1' }] });
    expect(await bulk(stuck)).toMatchObject({ refused: 10_000 });
    expect(inMemory(17)).toBe(`node17 ${ipAt(18)}`);
  }, 60_000);

  it('takes ten thousand rows, which are more octets than any other request may have', async () => {
    expect(await bulk(rows(10_000).map((machine) => ({ ...machine, description: 'x'.repeat(100) })))).toMatchObject({
      created: 10_000,
    });
  });

  it('refuses more rows than one commit should have, and what is no list', async () => {
    expect((await inventory.ask('POST', BULK, { machines: [] })).status).toBe(422);
    expect((await inventory.ask('POST', BULK, { machines: 7 })).status).toBe(422);
    expect((await inventory.ask('POST', BULK, Array(10_001).fill({}))).status).toBe(422);
  });
});
