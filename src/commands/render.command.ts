import { Command } from 'commander';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { findMachine } from './find-record.js';
import type { Session } from './session.js';

/** GET /api/v1/machines/{id}/render */
interface RenderedFile {
  readonly path: string;
  readonly source: string;
  readonly template: string | null;
  readonly once: boolean;
  readonly corrections: readonly string[];
  readonly size: number;
  /** null: not rendered, but served as it is. */
  readonly text: string | null;
}

/** reveille render */
export function renderCommand(session: Session): Command {
  return new Command('render')
    .description('a boot file as this machine would get it; nothing is handed out')
    .argument('<machine>', 'id, host name, MAC or address')
    .argument('<path>', 'as the machine asks for it')
    .addHelpText(
      'after',
      examples(
        'reveille render node7 boot.ipxe',
        'reveille render node7 pxelinux.cfg/01-52-54-00-12-34-56',
        'reveille render node7 profiles/debian-12/preseed.cfg',
      ),
    )
    .action(async (named: string, path: string) => {
      const { id } = await findMachine(session.appliance, named);
      const file = await session.appliance.get<RenderedFile>(`/api/v1/machines/${id}/render`, { path });
      if (session.json) {
        session.terminal.printJson(file);
        return;
      }
      session.terminal.note(whenceOf(file));
      if (file.text === null) {
        throw new CommandFailure(
          EXIT.failed,
          `${file.path} is no text of ours: its ${file.size} octets are served as they are.`,
        );
      }
      session.terminal.print(file.text);
    });
}

function whenceOf({ path, source, template, once, corrections }: RenderedFile): string {
  const made = template === null ? '' : `, from the template ${template}`;
  const limit = once ? '; handed out once' : '';
  return [`${path}: ${source}${made}${limit}`, ...corrections].join('\n');
}
