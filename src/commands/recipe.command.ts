import { Command } from 'commander';
import type { AddedRecipe } from '../recipes/recipe.schema.js';
import { examples } from './examples.render.js';
import type { Session } from './session.js';
import { renderTable } from './table.render.js';

const PATH = '/api/v1/recipes';

interface Recipe {
  readonly name: string;
  readonly description: string;
  readonly from: string;
}

/** reveille recipe … */
export function recipeCommand(session: Session): Command {
  const recipes = new Command('recipe').alias('recipes').description('systems that are installed out of the box');
  recipes
    .command('list')
    .description('list the built-in recipes')
    .addHelpText('after', examples('reveille recipe list'))
    .action(async () => {
      const { items } = await session.appliance.get<{ items: Recipe[] }>(PATH);
      const columns = [
        { title: 'NAME', of: ({ name }: Recipe) => name },
        { title: 'WHAT', of: ({ description }: Recipe) => description },
        { title: 'FROM', of: ({ from }: Recipe) => from },
      ];
      await session.showList(items, columns, 'There is no recipe.');
    });
  recipes
    .command('add')
    .argument('<recipe>')
    .option('--from <place>', "a URL, or a folder of the appliance's host, instead of the mirror")
    .description('fetch its files, check them, make the profile; again: bring both up to date')
    .addHelpText(
      'after',
      examples(
        'reveille recipe add debian-12',
        'reveille recipe add debian-12 --from /usr/lib/debian-installer/images/12/amd64/text',
      ),
    )
    .action(async (name: string, { from }: { from?: string }) => add(session, name, from));
  return recipes;
}

async function add(session: Session, name: string, from: string | undefined): Promise<void> {
  const { appliance, terminal } = session;
  terminal.progress(`${name}: the appliance fetches and checks its files …`);
  const path = `${PATH}/${encodeURIComponent(name)}`;
  const added = await appliance.write<AddedRecipe>('POST', path, { body: { from }, patient: true });
  if (session.json) {
    terminal.printJson(added);
    return;
  }
  const columns = [
    { title: 'FILE', of: ({ path: file }: AddedRecipe['files'][number]) => file },
    { title: 'OCTETS', of: ({ size }: AddedRecipe['files'][number]) => size },
    { title: 'CHECK SUM', of: ({ checked }: AddedRecipe['files'][number]) => (checked ? 'right' : 'none to compare') },
  ];
  terminal.print(renderTable(columns, added.files, terminal.width));
  const { name: profile } = added.profile;
  terminal.print(
    `The profile ${profile} is there. Use it: reveille machines set NAME boot.profile=${profile} boot.mode=once`,
  );
}
