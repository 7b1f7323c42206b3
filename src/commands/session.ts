import type { Command } from 'commander';
import { readClientSettings, type ClientOptions } from '../settings/client-settings.js';
import { ApplianceClient } from './appliance-client.js';
import { usageFailure } from './command-failure.js';
import { renderRecord } from './record.render.js';
import { renderTable, type Column } from './table.render.js';
import type { Terminal } from './terminal.js';

/** Options of every command. */
interface GlobalOptions extends ClientOptions {
  readonly json?: boolean;
  readonly color: boolean;
}

/** One run of `reveille`: where it writes, whom it asks, and how its results are shown. */
export class Session {
  private client: ApplianceClient | undefined;

  constructor(
    private readonly program: Command,
    readonly terminal: Terminal,
  ) {}

  get json(): boolean {
    return this.options.json === true;
  }

  /** The appliance of the command line or the environment. */
  get appliance(): ApplianceClient {
    if (this.client === undefined) {
      try {
        this.client = new ApplianceClient(readClientSettings(this.options));
      } catch (error) {
        throw usageFailure((error as Error).message);
      }
    }
    return this.client;
  }

  /** A record: its fields line by line, or JSON. */
  showRecord(record: unknown): void {
    if (this.json) this.terminal.printJson(record);
    else this.terminal.print(renderRecord(record));
  }

  /** A list: a table, or JSON; `empty` says what to do when there is nothing. */
  async showList<Row>(
    rows: AsyncIterable<Row> | Iterable<Row>,
    columns: readonly Column<Row>[],
    empty: string,
  ): Promise<void> {
    const all: Row[] = [];
    for await (const row of rows) all.push(row);
    if (this.json) this.terminal.printJson(all);
    else if (all.length === 0) this.terminal.note(empty);
    else this.terminal.print(this.withHead(renderTable(columns, all, this.terminal.width)));
  }

  /** What was done: one sentence, or the record that came of it as JSON. */
  showDone(sentence: string, record: unknown): void {
    if (this.json) this.terminal.printJson(record ?? {});
    else this.terminal.print(sentence);
  }

  private withHead(table: string): string {
    const [head = '', ...rows] = table.split('\n');
    return [this.terminal.paint('bold', head), ...rows].join('\n');
  }

  private get options(): GlobalOptions {
    return this.program.opts<GlobalOptions>();
  }
}
