import { afterEach, describe, expect, it, vi } from 'vitest';
import { Log } from '../logging/log.js';
import type { MacAddress } from '../values/mac-address.js';
import type { JournalEvent } from './journal.port.js';
import { ROW_COLUMNS } from './journal-row.render.js';
import type { JournalRepository } from './journal.repository.js';
import { PersistentJournal } from './persistent-journal.js';

/** A table in memory that fails while it is told to. */
class FakeTable implements Pick<JournalRepository, 'insert' | 'prune'> {
  /** The machine of every row. */
  readonly machines: unknown[] = [];
  failing = false;
  statements = 0;
  prunes = 0;
  moreToPrune = false;

  async insert(rows: Buffer): Promise<void> {
    await Promise.resolve();
    if (this.failing) throw new Error('disk full');
    this.statements += 1;
    const at = ROW_COLUMNS.indexOf('machine_id');
    this.machines.push(...(JSON.parse(rows.toString()) as unknown[][]).map((row) => row[at]));
  }
  async prune(): Promise<boolean> {
    this.prunes += 1;
    return Promise.resolve(this.moreToPrune);
  }
}

function journalOver(table: FakeTable): { readonly journal: PersistentJournal; readonly lines: string[] } {
  const lines: string[] = [];
  const log = new Log({ level: 'info', areas: {} }, { write: (line: string) => lines.push(line) });
  return { journal: new PersistentJournal(table as unknown as JournalRepository, log, 1_000), lines };
}

const event = (machineId: number): JournalEvent => ({
  at: 0,
  protocol: 'rarp',
  what: 'RARP request',
  outcome: 'answered',
  machineId,
});

/** How many statements come in this time. */
async function writesIn(milliseconds: number, table: FakeTable): Promise<number> {
  const before = table.statements;
  await vi.advanceTimersByTimeAsync(milliseconds);
  return table.statements - before;
}

describe('the journal', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the log at once and the table when it is flushed', async () => {
    const table = new FakeTable();
    const { journal, lines } = journalOver(table);
    journal.record(event(1));
    expect(lines).toHaveLength(1);
    expect(table.machines).toHaveLength(0);
    await journal.flush();
    expect(table.machines).toHaveLength(1);
    await journal.finish();
  });

  it('tells the log of a repeat under pressure what it tells of any event', async () => {
    const { journal, lines } = journalOver(new FakeTable());
    const said = { ...event(1), mac: 0x08_00_20_8e_48_de as MacAddress, ip: '10.79.0.21', hostname: 'ultra5' };
    journal.record(said);
    for (let machine = 10; machine < 4_010; machine++) journal.record(event(machine));
    lines.length = 0;
    journal.record(said);
    journal.record(said);
    journal.record(said);
    journal.record({ ...said, hostname: 'renamed' });
    journal.record({ ...said, detail: { file: 'inetboot' } });
    journal.record({ ...said, detail: { file: 'inetboot', secs: 4 } });
    const told = lines.map((line) => ({ ...(JSON.parse(line) as Record<string, unknown>), time: undefined }));
    const first = {
      level: 'info',
      area: 'rarp',
      what: 'RARP request',
      outcome: 'answered',
      machine: 'ultra5',
      mac: '08:00:20:8e:48:de',
      ip: '10.79.0.21',
      msg: 'RARP request: ultra5 gets 10.79.0.21',
    };
    expect(told).toEqual([
      first,
      first,
      first,
      { ...first, machine: 'renamed', msg: 'RARP request: renamed gets 10.79.0.21' },
      { ...first, file: 'inetboot', msg: 'RARP request: ultra5 gets 10.79.0.21, file inetboot' },
      { ...first, file: 'inetboot', secs: 4, msg: 'RARP request: ultra5 gets 10.79.0.21, file inetboot' },
    ]);
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
    await journal.finish();
  });

  it('writes every event once though two ask for a flush at the same time', async () => {
    const table = new FakeTable();
    const { journal } = journalOver(table);
    for (let machine = 0; machine < 2_500; machine++) journal.record(event(machine));
    await Promise.all([journal.flush(), journal.flush()]);
    expect(table.machines).toEqual(Array.from({ length: 2_500 }, (_, index) => index));
    await journal.finish();
  });

  it('keeps what could not be written, says so once, and writes it in order when the disk is back', async () => {
    const table = new FakeTable();
    const { journal, lines } = journalOver(table);
    table.failing = true;
    journal.record(event(1));
    await journal.flush();
    journal.record(event(2));
    await journal.flush();
    expect(lines.filter((line) => line.includes('cannot be written'))).toHaveLength(1);
    table.failing = false;
    await journal.flush();
    expect(table.machines).toEqual([1, 2]);
    await journal.finish();
  });

  it('says at the end how many events were not written', async () => {
    const table = new FakeTable();
    const { journal, lines } = journalOver(table);
    table.failing = true;
    journal.record(event(1));
    await journal.finish();
    expect(lines.at(-1)).toContain('1 events were not written');
  });

  it('writes without long pauses when all say different things, and with them when repeats are counted', async () => {
    vi.useFakeTimers();
    const table = new FakeTable();
    const { journal } = journalOver(table);
    for (let machine = 0; machine < 20_000; machine++) journal.record(event(machine));
    expect(await writesIn(500, table)).toBe(20);

    for (let machine = 0; machine < 4_000; machine++) journal.record(event(machine));
    for (let round = 0; round < 3; round++) {
      for (let machine = 50_000; machine < 58_000; machine++) journal.record(event(machine));
    }
    expect(await writesIn(125, table)).toBe(5);
    expect(await writesIn(500, table)).toBe(5);
    await journal.finish();
  });

  it('prunes after ten thousand rows, and again at once while more is to go', async () => {
    const table = new FakeTable();
    const { journal } = journalOver(table);
    table.moreToPrune = true;
    for (let machine = 0; machine < 12_000; machine++) journal.record(event(machine));
    await journal.flush();
    expect(table.prunes).toBe(3);
    await journal.finish();
  });
});
