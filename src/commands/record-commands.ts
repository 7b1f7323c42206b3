import { Command } from 'commander';
import { examples } from './examples.render.js';
import { readFieldSettings } from './field-settings.js';
import { findNamed } from './find-record.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

interface Named {
  readonly id: number;
  readonly name: string;
}

/** One kind of record that has a name, and all that its commands need to know about it. */
export interface RecordKind<Row extends Named> {
  readonly plural: string;
  readonly singular: string;
  readonly path: string;
  readonly description: string;
  readonly columns: readonly Column<Row>[];
  /** What `add` takes between the name and the fields, and the field that it sets. */
  readonly second?: { readonly word: string; readonly field: string };
  readonly empty: string;
  /** For --help: a name, what follows `add`, and field settings. */
  readonly example: { readonly name: string; readonly added: string; readonly settings: string };
}

const FIELDS =
  '\nFields are those of the API (show --json), with "." between levels; "field=" takes one away; lists are JSON.';

/** `list`, `show`, `add`, `set` and `delete` of one kind of record. */
export function recordCommands<Row extends Named>(session: Session, kind: RecordKind<Row>): Command {
  const { plural, singular, path, second, example } = kind;
  const command = new Command(plural).alias(singular).description(kind.description);
  const naming = `id or name of a ${singular}`;
  const run = `reveille ${plural}`;
  command
    .command('list')
    .description(`list ${plural}`)
    .option('--limit <n>', 'at most so many', readCount)
    .addHelpText('after', examples(`${run} list`, `${run} list --json`))
    .action(({ limit }: { limit?: number }) =>
      session.showList(session.appliance.items<Row>(path, {}, limit), kind.columns, kind.empty),
    );
  command
    .command('show')
    .argument(`<${singular}>`, naming)
    .description(`everything about one ${singular}`)
    .addHelpText('after', examples(`${run} show ${example.name}`))
    .action(async (named: string) => session.showRecord(await findNamed<Row>(session.appliance, path, named)));
  const add = command.command('add').description(`add a ${singular}`).argument('<name>');
  if (second !== undefined) add.argument(`<${second.word}>`);
  add
    .argument('[settings...]', 'field=value')
    .addHelpText('after', `${FIELDS}${examples(`${run} add ${example.added}`)}`)
    .action(async () => {
      const [name, ...words] = add.processedArgs.flat() as string[];
      const settings = second === undefined ? words : words.slice(1);
      const body = { name, ...(second && { [second.field]: words[0] }), ...readFieldSettings(settings) };
      const row = await session.appliance.write<Row>('POST', path, { body });
      session.showDone(`The ${singular} ${row.name} is added.`, row);
    });
  command
    .command('set')
    .argument(`<${singular}>`, naming)
    .argument('<settings...>', 'field=value')
    .description(`change a ${singular}`)
    .addHelpText('after', `${FIELDS}${examples(`${run} set ${example.name} ${example.settings}`)}`)
    .action(async (named: string, settings: string[]) => {
      const body = readFieldSettings(settings);
      const { id } = await findNamed<Row>(session.appliance, path, named);
      const row = await session.appliance.write<Row>('PATCH', `${path}/${id}`, { body });
      session.showDone(`The ${singular} ${row.name} is changed.`, row);
    });
  command
    .command('delete')
    .alias('rm')
    .argument(`<${singular}>`, naming)
    .description(`delete a ${singular}`)
    .addHelpText('after', examples(`${run} delete ${example.name}`))
    .action(async (named: string) => {
      const row = await findNamed<Row>(session.appliance, path, named);
      await session.appliance.write('DELETE', `${path}/${row.id}`);
      session.showDone(`The ${singular} ${row.name} is deleted.`, row);
    });
  return command;
}
