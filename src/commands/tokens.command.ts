import { Argument, Command } from 'commander';
import type { NewTokenView, TokenView } from '../access/tokens/token.schema.js';
import { ROLES } from '../api/caller.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const PATH = '/api/v1/tokens';

const COLUMNS: readonly Column<TokenView>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'NAME', of: ({ name }) => name },
  { title: 'ROLE', of: ({ role }) => role },
  { title: 'MADE', of: ({ createdAt }) => createdAt },
  { title: 'ENDS', of: ({ expiresAt, expired }) => (expired ? `${expiresAt ?? ''} (ended)` : (expiresAt ?? 'never')) },
];

/** reveille token … */
export function tokensCommand(session: Session): Command {
  const tokens = new Command('token').alias('tokens').description('who may use the API');
  const tokenList = () => session.appliance.get<{ items: TokenView[] }>(PATH);
  tokens
    .command('list')
    .description('list tokens; the tokens themselves are not kept')
    .addHelpText('after', examples('reveille token list'))
    .action(async () => {
      const { items } = await tokenList();
      await session.showList(items, COLUMNS, 'There is only the token of the data directory.');
    });
  tokens
    .command('add')
    .argument('<name>', 'who or what uses it')
    .addArgument(new Argument('<role>', 'viewer reads; operator also writes; admin also gives tokens').choices(ROLES))
    .option('--expires <time>', 'when it ends, such as 2027-01-31T00:00:00Z')
    .description('make a token; it is shown this once')
    .addHelpText('after', examples('reveille token add ci operator --expires 2027-01-31T00:00:00Z'))
    .action(async (name: string, role: string, { expires }: { expires?: string }) => {
      const body = { name, role, expiresAt: expires };
      const made = await session.appliance.write<NewTokenView>('POST', PATH, { body });
      session.terminal.note(`The token ${made.name} (${made.role}), shown this once:`);
      session.showDone(made.token, made);
    });
  tokens
    .command('delete')
    .alias('rm')
    .argument('<token>', 'id or name')
    .description('end a token at once')
    .addHelpText('after', examples('reveille token delete ci'))
    .action(async (named: string) => {
      const { items } = await tokenList();
      const token = items.find(({ id, name }) => String(id) === named || name === named);
      if (token === undefined) throw new CommandFailure(EXIT.notFound, `No token is called ${named}.`);
      await session.appliance.write('DELETE', `${PATH}/${token.id}`);
      session.showDone(`The token ${token.name} is deleted.`, token);
    });
  return tokens;
}
