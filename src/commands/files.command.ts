import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { BootFileView } from '../boot-files/listing/boot-file.view.js';
import { usageFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const PATH = '/api/v1/boot-files';

const pathOf = (file: string): string => `${PATH}/${file.split('/').map(encodeURIComponent).join('/')}`;

/** Enough of a sum to tell two versions of a file apart by eye; show has all of it. */
const SUM_DIGITS = 12;

const COLUMNS: readonly Column<BootFileView>[] = [
  { title: 'FILE', of: ({ path }) => path },
  { title: 'OCTETS', of: ({ size, problem }) => size ?? (problem === null ? 'rendered' : 'not served') },
  { title: 'SHA-256', of: ({ sha256 }) => sha256?.slice(0, SUM_DIGITS) },
  { title: 'FROM', of: ({ source }) => source },
  { title: 'HIDDEN BY', of: ({ shadowedBy }) => shadowedBy },
  { title: 'LAST FETCHED', of: ({ lastFetch }) => lastFetch?.at },
  { title: 'BY', of: ({ lastFetch }) => lastFetch?.hostname ?? lastFetch?.address },
];

interface FileFilters {
  readonly search?: string;
  readonly source?: string;
  readonly limit?: number;
}

/** reveille files … */
export function filesCommand(session: Session): Command {
  const files = new Command('files').alias('file').description('what machines may fetch by TFTP and HTTP');
  files
    .command('list')
    .description('list boot files of all sources, and who fetched them last')
    .option('--search <part>', 'only files whose path contains this')
    .option('--source <source>', 'only of this source: tftpboot, uploads, built-in, system')
    .option('--limit <n>', 'at most so many', readCount)
    .addHelpText('after', examples('reveille files list', 'reveille files list --search efi --source system'))
    .action(({ limit, ...filters }: FileFilters) =>
      session.showList(
        session.appliance.items<BootFileView>(PATH, { ...filters }, limit),
        COLUMNS,
        'There is no such file. Lay files into the folder of REVEILLE_TFTP_ROOT, or: reveille files add FILE',
      ),
    );
  files
    .command('show')
    .argument('<path>')
    .description('everything about one file, with its whole SHA-256, and what it hides')
    .addHelpText('after', examples('reveille files show debian-12/linux'))
    .action(async (path: string) => session.showRecord(await session.appliance.get(pathOf(path))));
  files
    .command('add')
    .alias('put')
    .argument('<file>', 'a file of this computer')
    .argument('[path]', 'what machines ask for; as the file is called when it is left out')
    .description('upload a file, in the place of an uploaded one of that name')
    .addHelpText('after', examples('reveille files add vmlinuz', 'reveille files add ./vmlinuz debian/linux'))
    .action((file: string, path?: string) => add(session, file, path ?? basename(file)));
  files
    .command('delete')
    .alias('rm')
    .argument('<path>')
    .description('delete an uploaded file')
    .addHelpText('after', examples('reveille files delete debian/linux'))
    .action(async (path: string) => {
      await session.appliance.write('DELETE', pathOf(path));
      session.showDone(`${path} is deleted.`, undefined);
    });
  return files;
}

async function add(session: Session, file: string, path: string): Promise<void> {
  const length = await stat(file).then(
    (status) => (status.isFile() ? status.size : undefined),
    (error: unknown) => {
      throw usageFailure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
  if (length === undefined) throw usageFailure(`${file} is not a file; a folder is uploaded file by file.`);
  const kept = await session.appliance.upload<{ path: string; size: number }>(
    pathOf(path),
    createReadStream(file),
    length,
  );
  session.showDone(`${kept.path} is there, ${kept.size} octets.`, kept);
}
