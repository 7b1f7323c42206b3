import { afterEach, describe, expect, it, vi } from 'vitest';
import { ip, labNetwork } from '../../test/fakes/known-lab.js';
import type { MacAddress } from '../values/mac-address.js';
import type { NumberedChange } from './lease-book.js';
import { LeaseCommits } from './lease-commits.js';
import { NO_FACTS, type LeaseChange } from './lease.js';

const network = labNetwork({ mode: 'pool' });
const client = { key: 1, mac: 1 as MacAddress, clientId: undefined, machineId: undefined };

const lease = (last: number): NumberedChange => ({
  order: last,
  change: { kind: 'lease', network, address: ip(`10.79.0.${last}`), at: 0, client, facts: NO_FACTS, expires: 60_000 },
});
const release = (last: number): LeaseChange => ({
  kind: 'release',
  network,
  address: ip(`10.79.0.${last}`),
  at: 0,
  client,
  facts: NO_FACTS,
  reason: undefined,
});

/** A disk that writes when the test says so, and remembers what each statement held. */
class Disk {
  readonly statements: string[][] = [];
  readonly settled: string[] = [];
  private readonly ends: ((error?: Error) => void)[] = [];
  readonly commits = new LeaseCommits(
    {
      write: (changes) => this.attempt([...changes].map(({ kind, address }) => `${kind} ${address & 0xff}`)),
      tryToWrite: () => this.attempt(['nothing']),
    },
    ({ order }, written) => this.settled.push(`${order} ${written ? 'written' : 'not written'}`),
    () => undefined,
  );

  /** Ends the statement that runs, and lets what follows begin. */
  async end(error?: Error): Promise<void> {
    this.ends.shift()?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  }

  private attempt(statement: string[]): Promise<void> {
    this.statements.push(statement);
    return new Promise((resolve, reject) => {
      this.ends.push((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('group commit', () => {
  afterEach(() => vi.useRealTimers());

  it('lets leases come together while nine a millisecond come, and keeps nobody waiting else', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    const disk = new Disk();
    void disk.commits.write(lease(1));
    await turn();
    vi.advanceTimersByTime(1);
    for (let at = 2; at <= 10; at++) void disk.commits.write(lease(at));
    await disk.end();
    expect(disk.statements.map((statement) => statement.length)).toEqual([1, 9]);

    void disk.commits.write(lease(11));
    await disk.end();
    expect(disk.settled).toHaveLength(10);
    void disk.commits.write(lease(12));
    expect(disk.statements).toHaveLength(2);
    vi.advanceTimersByTime(2);
    await turn();
    expect(disk.statements.slice(2)).toEqual([['lease 11', 'lease 12']]);

    void disk.commits.write(lease(13));
    await disk.end();
    expect(disk.statements.slice(3)).toEqual([['lease 13']]);
    await disk.end();
    expect(disk.settled).toHaveLength(13);
  });

  it('writes what one turn brings together, and what comes meanwhile in the next statement', async () => {
    const disk = new Disk();
    const first = [disk.commits.write(lease(1)), disk.commits.write(lease(2))];
    await turn();
    const later = [disk.commits.write(lease(3)), disk.commits.write(lease(4))];
    expect(disk.statements).toEqual([['lease 1', 'lease 2']]);
    await disk.end();
    expect(await Promise.all(first)).toEqual([undefined, undefined]);
    expect(disk.statements.slice(1)).toEqual([['lease 3', 'lease 4']]);
    expect(disk.settled).toEqual(['1 written', '2 written']);
    await disk.end();
    await Promise.all(later);
    expect(disk.settled.slice(2)).toEqual(['3 written', '4 written']);
  });

  it('tells everybody who waits that nothing was written, and tries again with the next lease', async () => {
    const disk = new Disk();
    const waiting = disk.commits.write(lease(1));
    await turn();
    await disk.end(new Error('the disk is full'));
    expect((await waiting)?.message).toBe('the disk is full');
    expect(disk.settled).toEqual(['1 not written']);
    const next = disk.commits.write(lease(1));
    await turn();
    await disk.end();
    expect(await next).toBeUndefined();
  });

  it('keeps what nobody waits for until it is written, but for an address that has changed since', async () => {
    const disk = new Disk();
    disk.commits.note(release(1));
    disk.commits.note(release(2));
    await turn();
    await disk.end(new Error('the disk is full'));
    void disk.commits.write(lease(2));
    await turn();
    expect(disk.statements.at(-1)).toEqual(['release 1', 'lease 2']);
  });
});
