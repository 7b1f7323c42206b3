import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Command } from 'commander';
import { readEnvironment } from '../settings/read-environment.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import type { Session } from './session.js';

const MEBIBYTE = 1024 * 1024;

/** reveille backup */
export function backupCommand(session: Session): Command {
  return new Command('backup')
    .description('save the data directory of a running appliance in a file (tar): databases, token, settings, uploads')
    .argument('<file>', 'where to; "-" is standard output')
    .addHelpText('after', examples('reveille backup /var/backups/reveille.tar', 'reveille backup - | gzip > r.tar.gz'))
    .action((file: string) => backup(session, file));
}

async function backup({ appliance, terminal }: Session, file: string): Promise<void> {
  terminal.progress('the appliance copies its databases …');
  const response = await appliance.open('POST', '/api/v1/backup');
  let octets = 0;
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  const growing = `${file}.growing`;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      octets += (chunk as Uint8Array).length;
      terminal.progress(`${Math.round(octets / MEBIBYTE)} MiB`);
      yield chunk as Uint8Array;
    }
  }
  try {
    if (file === '-') {
      for await (const chunk of counted()) await terminal.write(chunk);
      return;
    }
    // The archive holds the admin token.
    await pipeline(counted(), createWriteStream(growing, { mode: 0o600 }));
    await rename(growing, file);
  } catch (error) {
    await rm(growing, { force: true });
    throw new CommandFailure(EXIT.failed, `The backup broke off: ${(error as Error).message}`);
  }
  terminal.note(
    `${file}: ${Math.ceil(octets / MEBIBYTE)} MiB. Keep it as you keep a password: the admin token is in it.`,
  );
}

/** reveille restore */
export function restoreCommand(session: Session): Command {
  return new Command('restore')
    .description('put a backup into the data directory (REVEILLE_DATA_DIR) of an appliance that does not run')
    .argument('<file>', 'what reveille backup made')
    .option('--replace', 'move aside what is there')
    .addHelpText('after', examples('REVEILLE_DATA_DIR=/var/lib/reveille reveille restore /var/backups/reveille.tar'))
    .action(async (archive: string, { replace = false }: { replace?: boolean }) => {
      const { restoreBackup } = await import('../backup/restore-backup.js');
      const dataDir = readEnvironment()['REVEILLE_DATA_DIR']?.trim() || './data';
      const now = new Date();
      const restored = await restoreBackup({ archive, dataDir, replace, now }).catch((error: unknown) => {
        throw new CommandFailure(EXIT.failed, `Nothing was restored: ${(error as Error).message}.`);
      });
      const { names, madeAt, version, replaced } = restored;
      const aside = replaced === undefined ? '' : ` What was there is in ${replaced}.`;
      session.showDone(`${names.join(', ')} of ${madeAt} (version ${version}) are in ${dataDir}.${aside}`, restored);
    });
}
