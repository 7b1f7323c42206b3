import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../src/inventory/import/import.schema.js';
import { VirtualAppliance } from './virtual-appliance.js';

let appliance: VirtualAppliance;
beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.0.0.0/8' });
});
afterEach(() => appliance.stop());

async function importFiles(files: object): Promise<ImportReport> {
  const { status, text } = await appliance.ask('POST', '/api/v1/import', files);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text) as ImportReport;
}

async function exported(file: string): Promise<string> {
  return (await appliance.ask('GET', `/api/v1/export/${file}`)).text;
}

const ETHERS = '# the lab\r\n8:0:20:8e:48:de\tultra10\r\n0800.2000.0001 sparky # a comment\r\n';
const HOSTS = '127.0.0.1 localhost\n::1 localhost\n10.0.0.21 ultra10.lab ultra10\n10.0.0.22\tsparky\n10.0.0.9 store\n';
const BOOTPARAMS = 'ultra10 root=10.0.0.1:/export/root/ultra10 \\\n  swap=store:/export/swap/ultra10\n* dump=x:/y\n';

describe('ethers, hosts and bootparams', () => {
  it('become machines, each line that does not is told with its number', async () => {
    const report = await importFiles({ ethers: ETHERS, hosts: HOSTS, bootparams: BOOTPARAMS });
    expect(report.counts).toEqual({ create: 2, update: 0, same: 0, conflict: 0, remove: 0 });
    expect(report.problems.map(({ file, line, level }) => `${file} ${line} ${level}`)).toEqual([
      'hosts 1 note',
      'hosts 2 note',
      'hosts 5 note',
      'bootparams 3 note',
    ]);
    const { text } = await appliance.ask('GET', '/api/v1/machines?hostname=ultra10');
    expect(JSON.parse(text)).toMatchObject({
      items: [
        {
          nics: [{ mac: '08:00:20:8e:48:de', ip: '10.0.0.21' }],
          labels: { aliases: 'ultra10.lab' },
          boot: {
            bootparams: { root: '10.0.0.1:/export/root/ultra10', swap: 'store:/export/swap/ultra10' },
          },
        },
      ],
    });
  });

  it('say in a dry run what would be done, and do nothing', async () => {
    const report = await importFiles({ ethers: ETHERS, hosts: HOSTS, dryRun: true });
    expect(report).toMatchObject({ dryRun: true, counts: { create: 2 } });
    expect(report.machines[0]?.changes).toEqual(['+ nic 08:00:20:8e:48:de 10.0.0.21', '+ label aliases=ultra10.lab']);
    expect(await exported('ethers')).toBe('');
  });

  it('change nothing when they are imported again', async () => {
    const files = { ethers: ETHERS, hosts: HOSTS, bootparams: BOOTPARAMS };
    await importFiles(files);
    const before = await appliance.ask('GET', '/api/v1/machines');
    expect((await importFiles(files)).counts).toEqual({ create: 0, update: 0, same: 2, conflict: 0, remove: 0 });
    expect((await appliance.ask('GET', '/api/v1/machines')).text).toBe(before.text);
  });

  it('change an address, a MAC and bootparams, and keep what else the record says', async () => {
    await importFiles({ ethers: ETHERS, hosts: HOSTS, bootparams: BOOTPARAMS });
    const { text } = await appliance.ask('GET', '/api/v1/machines?hostname=ultra10');
    const [{ id } = { id: 0 }] = (JSON.parse(text) as { items: { id: number }[] }).items;
    await appliance.patch(`/api/v1/machines/${id}`, { labels: { rack: 'r1' }, boot: { files: { rarp: 'boot' } } });
    const report = await importFiles({
      ethers: '8:0:20:8e:48:df ultra10\n',
      hosts: '10.0.0.77 ultra10\n',
      bootparams: 'ultra10 root=10.0.0.1:/other\n',
    });
    expect(report.machines).toEqual([
      {
        hostname: 'ultra10',
        action: 'update',
        changes: ['+ nic 08:00:20:8e:48:df 10.0.0.77', '- bootparams swap', '+ bootparams root=10.0.0.1:/other'],
      },
    ]);
    const after = JSON.parse((await appliance.ask('GET', `/api/v1/machines/${id}`)).text) as object;
    expect(after).toMatchObject({
      labels: { rack: 'r1', aliases: 'ultra10.lab' },
      nics: [
        { mac: '08:00:20:8e:48:df', ip: '10.0.0.77' },
        { mac: '08:00:20:8e:48:de', ip: '10.0.0.21' },
      ],
      boot: { files: { rarp: 'boot' }, bootparams: { root: '10.0.0.1:/other' } },
    });
  });

  it('with an address in no network, another machine’s, or twice: conflicts with the line, and the rest is done', async () => {
    await appliance.post('/api/v1/machines', { hostname: 'taken', nics: [{ mac: '2:0:0:0:0:9', ip: '10.0.0.50' }] });
    const report = await importFiles({
      ethers: '2:0:0:0:0:1 a\n2:0:0:0:0:2 b\n2:0:0:0:0:3 c\n2:0:0:0:0:4 d\n2:0:0:0:0:9 e\n',
      hosts: '192.168.7.1 a\n10.0.0.50 b\n10.0.0.60 c\n10.0.0.60 d\n10.0.0.61 e\n',
    });
    expect(report.counts).toMatchObject({ create: 1, conflict: 4 });
    expect(report.problems.map(({ line, text }) => `${line} ${text}`)).toEqual([
      expect.stringMatching(/^1 192\.168\.7\.1 lies in no network: .*POST \/api\/v1\/networks$/),
      expect.stringMatching(/^2 10\.0\.0\.50 belongs to machine 1 \(taken\)$/),
      '4 10.0.0.60 belongs to c, which is new too',
      expect.stringMatching(/^5 02:00:00:00:00:09 belongs to machine 1 \(taken\)$/),
    ]);
  });

  describe('that swap what machines have', () => {
    const swapped = async (files: object): Promise<string> => {
      await importFiles({ ethers: '2:0:0:0:0:1 a\n2:0:0:0:0:2 b\n', hosts: '10.0.0.1 a\n10.0.0.2 b\n' });
      const report = await importFiles(files);
      expect(report).toMatchObject({ counts: { update: 2, conflict: 0 }, problems: [] });
      const [ethers, hosts] = [await exported('ethers'), await exported('hosts')];
      // The export comes from memory, the list from the database.
      const { text } = await appliance.ask('GET', '/api/v1/machines');
      const { items } = JSON.parse(text) as { items: { hostname: string; nics: { mac: string; ip: string }[] }[] };
      expect(items.flatMap(({ hostname, nics }) => nics.map(({ ip }) => `${ip}\t${hostname}\n`)).join('')).toBe(hosts);
      expect((await importFiles(files)).counts).toMatchObject({ same: 2, update: 0 });
      return ethers + hosts;
    };

    it.each<[string, object]>([
      ['in both files', { ethers: '2:0:0:0:0:2 a\n2:0:0:0:0:1 b\n', hosts: '10.0.0.1 a\n10.0.0.2 b\n' }],
      ['in ethers alone: the addresses follow the names', { ethers: '2:0:0:0:0:2 a\n2:0:0:0:0:1 b\n' }],
    ])('their MACs, %s', async (_, files) => {
      expect(await swapped(files)).toBe('2:0:0:0:0:2\ta\n2:0:0:0:0:1\tb\n10.0.0.1\ta\n10.0.0.2\tb\n');
    });

    it.each<[string, object]>([
      ['in both files', { ethers: '2:0:0:0:0:1 a\n2:0:0:0:0:2 b\n', hosts: '10.0.0.2 a\n10.0.0.1 b\n' }],
      ['in hosts alone', { hosts: '10.0.0.2 a\n10.0.0.1 b\n' }],
    ])('their addresses, %s', async (_, files) => {
      expect(await swapped(files)).toBe('2:0:0:0:0:1\ta\n2:0:0:0:0:2\tb\n10.0.0.2\ta\n10.0.0.1\tb\n');
    });

    it('one card of several, with one address of several', async () => {
      await importFiles({
        ethers: '2:0:0:0:0:1 a\n2:0:0:0:0:2 a\n2:0:0:0:0:3 b\n',
        hosts: '10.0.0.1 a\n10.0.0.2 a\n10.0.0.3 b\n',
      });
      const report = await importFiles({ hosts: '10.0.0.1 a\n10.0.0.3 a\n10.0.0.2 b\n' });
      expect(report.machines.map(({ changes }) => changes)).toEqual([
        ['- nic 02:00:00:00:00:02 10.0.0.2', '+ nic 02:00:00:00:00:02 10.0.0.3'],
        ['- nic 02:00:00:00:00:03 10.0.0.3', '+ nic 02:00:00:00:00:03 10.0.0.2'],
      ]);
      expect((await importFiles({ ethers: '2:0:0:0:0:1 a\n2:0:0:0:0:3 a\n2:0:0:0:0:2 b\n' })).counts).toMatchObject({
        update: 2,
        conflict: 0,
      });
      expect(await exported('ethers')).toBe('2:0:0:0:0:1\ta\n2:0:0:0:0:3\ta\n2:0:0:0:0:2\tb\n');
      expect(await exported('hosts')).toBe('10.0.0.1\ta\n10.0.0.3\ta\n10.0.0.2\tb\n');
    });

    it('with one that cannot move: both stay, each with its line', async () => {
      await importFiles({ ethers: '2:0:0:0:0:1 a\n2:0:0:0:0:2 b\n', hosts: '10.0.0.1 a\n10.0.0.2 b\n' });
      const report = await importFiles({ hosts: '10.0.0.2 a\n192.168.0.9 b\n' });
      expect(report.counts).toMatchObject({ conflict: 2, update: 0 });
      expect(report.problems.map(({ line, text }) => `${line} ${text.slice(0, 40)}`)).toEqual([
        '1 10.0.0.2 belongs to machine 2 (b)',
        '2 192.168.0.9 lies in no network: the netw',
      ]);
      expect(await exported('hosts')).toBe('10.0.0.1\ta\n10.0.0.2\tb\n');
    });
  });

  it('give a name in ethers without an address a record without one, and say so', async () => {
    const report = await importFiles({ ethers: '2:0:0:0:0:1 a\n', hosts: '' });
    expect(report.counts.create).toBe(1);
    expect(report.problems).toEqual([
      { file: 'ethers', line: 1, level: 'note', text: expect.stringMatching(/^a has no address in hosts/) as string },
    ]);
  });

  it('may be what ypcat prints, with and without -k', async () => {
    const report = await importFiles({
      ethers: 'a 2:0:0:0:0:1 a\n2:0:0:0:0:2 2:0:0:0:0:2 b\n2:0:0:0:0:3 c\n',
      hosts: 'a 10.0.0.1 a\n10.0.0.2 10.0.0.2 b\n10.0.0.3 c\n',
    });
    expect(report.problems).toEqual([]);
    expect(await exported('hosts')).toBe('10.0.0.1\ta\n10.0.0.2\tb\n10.0.0.3\tc\n');
  });

  it.each([
    ['a MAC that is none', 'zz:0:0:0:0:1 a\n', /"zz:0:0:0:0:1" is not a hardware address/],
    ['a multicast MAC', '1:0:5e:0:0:1 a\n', /multicast/],
    ['no name', '2:0:0:0:0:1\n', /has no host name/],
    ['a name that is none', '2:0:0:0:0:1 a_b\n', /host name "a_b"/],
    ['a MAC twice', '2:0:0:0:0:1 a\n2:0:0:0:0:1 b\n', /stands in line 1 already/],
  ])('with %s: the line is refused with the reason', async (_, ethers, reason) => {
    const report = await importFiles({ ethers });
    expect(report.problems.find(({ level }) => level === 'error')?.text).toMatch(reason);
  });

  it('come out as they went in, byte by byte, from any inventory', async () => {
    const octet = fc.nat(255);
    const machine = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
      mac: fc.tuple(octet, octet, octet, octet).map((rest) => [2, 0, ...rest].map((o) => o.toString(16)).join(':')),
      ip: fc
        .tuple(fc.integer({ min: 1, max: 9 }), octet, fc.integer({ min: 1, max: 254 }))
        .map((rest) => `10.${rest.join('.')}`),
      root: fc.option(fc.stringMatching(/^[a-z/]{1,12}$/), { nil: undefined }),
    });
    const machines = fc.uniqueArray(machine, {
      minLength: 1,
      maxLength: 12,
      comparator: (a, b) => a.name === b.name || a.mac === b.mac || a.ip === b.ip,
    });
    await fc.assert(
      fc.asyncProperty(machines, async (all) => {
        const files = {
          ethers: all.map(({ mac, name }) => `${mac} ${name}\n`).join(''),
          hosts: all.map(({ ip, name }) => `${ip} ${name}\n`).join(''),
          bootparams: all
            .flatMap(({ name, root }) => (root === undefined ? [] : [`${name} root=s:/${root}\n`]))
            .join(''),
        };
        const other = await VirtualAppliance.start();
        try {
          await other.post('/api/v1/networks', { name: 'lab', cidr: '10.0.0.0/8' });
          const report = JSON.parse((await other.ask('POST', '/api/v1/import', files)).text) as ImportReport;
          expect(report.counts.create).toBe(all.length);
          const out: Record<string, string> = {};
          for (const file of ['ethers', 'hosts', 'bootparams']) {
            out[file] = (await other.ask('GET', `/api/v1/export/${file}`)).text;
          }
          const again = JSON.parse((await other.ask('POST', '/api/v1/import', out)).text) as ImportReport;
          expect(again.counts).toMatchObject({ create: 0, update: 0, same: all.length, conflict: 0 });
          for (const [file, text] of Object.entries(out)) {
            expect((await other.ask('GET', `/api/v1/export/${file}`)).text).toBe(text);
          }
        } finally {
          await other.stop();
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('may be anything, one after the other: the second time nothing changes, and memory is what the database has', async () => {
    const digit = fc.integer({ min: 1, max: 4 });
    const line = fc.tuple(digit, digit);
    const side = fc.option(fc.array(line, { maxLength: 5 }), { nil: undefined, freq: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ ethers: side, hosts: side }), { minLength: 1, maxLength: 6 }),
        async (all) => {
          await appliance.stop();
          appliance = await VirtualAppliance.start();
          await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.0.0.0/8' });
          for (const { ethers, hosts } of all) {
            const files = {
              ethers: ethers?.map(([mac, name]) => `2:0:0:0:0:${mac} n${name}\n`).join('') ?? '',
              ...(hosts && { hosts: hosts.map(([ip, name]) => `10.0.0.${ip} n${name}\n`).join('') }),
            };
            const first = await importFiles(files);
            const again = await importFiles(files);
            const told = JSON.stringify({ files, first, again });
            expect(again.counts, told).toMatchObject({ create: 0, update: 0 });
            const { text } = await appliance.ask('GET', '/api/v1/machines');
            const { items } = JSON.parse(text) as {
              items: { hostname: string; nics: { mac?: string; ip?: string }[] }[];
            };
            const lines = items.flatMap(({ hostname, nics }) =>
              nics.flatMap(({ ip }) => (ip == null ? [] : [`${ip}\t${hostname}\n`])),
            );
            const memory = (await exported('hosts')).split(/(?<=\n)/);
            expect(memory.toSorted(), told).toEqual(lines.length === 0 ? [''] : lines.toSorted());
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('of 10 000 lines are imported whole', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => ({
      mac: `2:1:0:0:${(index >> 8).toString(16)}:${(index & 255).toString(16)}`,
      ip: `10.7.${index >> 8}.${index & 255}`,
      name: `node${index}`,
    }));
    const files = {
      ethers: lines.map(({ mac, name }) => `${mac} ${name}\n`).join(''),
      hosts: lines.map(({ ip, name }) => `${ip} ${name}\n`).join(''),
    };
    expect((await importFiles(files)).counts.create).toBe(10_000);
    expect((await importFiles(files)).counts.same).toBe(10_000);
  }, 60_000);
});
