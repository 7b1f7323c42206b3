import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Argument, Command } from 'commander';
import type { ImportReport } from '../inventory/import/import.schema.js';
import type { BulkView } from '../inventory/machines/bulk.schema.js';
import type { MachineView } from '../inventory/machines/machine.view.js';
import { CommandFailure, usageFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { printable } from './printable.render.js';
import type { Session } from './session.js';

/** Rows of one request: large enough to be quick, small enough that progress is seen. */
const ROWS_PER_REQUEST = 1_000;

const FILE_KINDS = ['ethers', 'hosts', 'bootparams'] as const;

interface ImportOptions {
  readonly ethers?: string;
  readonly hosts?: string;
  readonly bootparams?: string;
  readonly machines?: string;
  readonly dryRun?: boolean;
}

/** reveille import */
export function importCommand(session: Session): Command {
  return new Command('import')
    .description('bring machines into the inventory; the same files again change nothing')
    .option('--ethers <file>', 'as /etc/ethers, or what ypcat prints ("-" is standard input)')
    .option('--hosts <file>', 'as /etc/hosts')
    .option('--bootparams <file>', 'as /etc/bootparams')
    .option('--machines <file>', 'JSON: what reveille export machines writes')
    .option('-n, --dry-run', 'only say what would be done')
    .addHelpText(
      'after',
      examples(
        'reveille import --ethers /etc/ethers --hosts /etc/hosts --dry-run',
        'ypcat -k ethers | reveille import --ethers -',
        'reveille import --machines rack7.json',
      ),
    )
    .action(async ({ machines, dryRun = false, ...files }: ImportOptions) => {
      const isFiles = FILE_KINDS.some((kind) => files[kind] !== undefined);
      if (isFiles === (machines !== undefined)) {
        throw usageFailure('say what to import: --ethers, --hosts and --bootparams, or --machines');
      }
      if (machines === undefined) await importFiles(session, files, dryRun);
      else await importMachines(session, await readMachines(machines), dryRun);
    });
}

async function contentOf(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw usageFailure(`${path} cannot be read: ${(error as Error).message}`);
  }
}

async function importFiles(session: Session, files: ImportOptions, dryRun: boolean): Promise<void> {
  const body: Record<string, unknown> = { dryRun };
  for (const kind of FILE_KINDS) {
    const path = files[kind];
    if (path !== undefined) body[kind] = await contentOf(path);
  }
  const report = await session.appliance.write<ImportReport>('POST', '/api/v1/import', { body });
  const { create, update, same, conflict, remove } = report.counts;
  if (session.json) session.terminal.printJson(report);
  else {
    for (const { hostname, action, changes } of report.machines) {
      if (action !== 'same') session.terminal.print(printable(`${action} ${hostname}: ${changes.join('; ')}`));
    }
    for (const { file, line, level, text: words } of report.problems) {
      session.terminal.note(`${files[file] ?? file}:${line}: ${level === 'error' ? '' : 'note: '}${words}`);
    }
    const wouldBe = dryRun ? 'Nothing was written; it would be: ' : '';
    session.terminal.note(
      `${wouldBe}${create} created, ${update} updated, ${remove} removed, ${same} unchanged, ${conflict} in conflict`,
    );
  }
  const errors = report.problems.filter(({ level }) => level === 'error').length;
  if (errors + conflict > 0) throw partly(`${errors} lines with errors and ${conflict} conflicts were left out.`);
}

const partly = (sentence: string): CommandFailure => new CommandFailure(EXIT.partly, sentence);

async function readMachines(path: string): Promise<readonly unknown[]> {
  let content: unknown;
  try {
    content = JSON.parse(await contentOf(path));
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw usageFailure(`${path} is not JSON: ${(error as Error).message}`);
  }
  const rows = Array.isArray(content) ? content : (content as { machines?: unknown } | null)?.machines;
  if (!Array.isArray(rows)) throw usageFailure(`${path} must hold a list of machines, or { "machines": [ … ] }`);
  return rows as unknown[];
}

async function importMachines(session: Session, rows: readonly unknown[], dryRun: boolean): Promise<void> {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const results: BulkView['results'] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_REQUEST) {
    session.terminal.progress(`${from} of ${rows.length} machines`);
    const body = { machines: rows.slice(from, from + ROWS_PER_REQUEST) };
    const answer = await session.appliance.write<BulkView>('POST', '/api/v1/machines/bulk', {
      body,
      query: { dryRun },
    });
    for (const status of ['created', 'updated', 'unchanged', 'refused'] as const) counts[status] += answer[status];
    for (const row of answer.results) results.push({ ...row, index: row.index + from });
  }
  for (const { index, hostname, errors } of results) {
    for (const { field, reason } of errors) {
      session.terminal.note(`row ${index + 1}${hostname === null ? '' : ` (${hostname})`}: ${field}: ${reason}`);
    }
  }
  if (session.json) session.terminal.printJson({ ...counts, results });
  else {
    const words = `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.refused} refused`;
    session.terminal.print(dryRun ? `Nothing was written; it would be: ${words}` : words);
  }
  if (counts.refused > 0) throw partly(`${counts.refused} of ${rows.length} machines were refused.`);
}

/** reveille export */
export function exportCommand(session: Session): Command {
  return new Command('export')
    .description('write the inventory as a file, to standard output')
    .addArgument(
      new Argument('<what>', 'machines is JSON, as import --machines reads').choices([...FILE_KINDS, 'machines']),
    )
    .addHelpText('after', examples('reveille export ethers > /etc/ethers', 'reveille export machines > rack7.json'))
    .action(async (what: string) => {
      if (what !== 'machines') {
        const response = await session.appliance.open('GET', `/api/v1/export/${what}`);
        session.terminal.print(await response.text());
        return;
      }
      const machines: unknown[] = [];
      for await (const machine of session.appliance.items<MachineView>('/api/v1/machines', {})) {
        machines.push(withoutNulls(machine));
      }
      session.terminal.printJson(machines);
    });
}

/** What REST shows as null is what an input leaves out; fields that only the appliance sets do no harm in it. */
function withoutNulls(machine: MachineView): unknown {
  return JSON.parse(JSON.stringify(machine, (_key, value: unknown) => value ?? undefined));
}
