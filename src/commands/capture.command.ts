import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parseMacAddress } from '../values/mac-address.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { findMachine } from './find-record.js';
import type { Session } from './session.js';

/** reveille capture */
export function captureCommand(session: Session): Command {
  return new Command('capture')
    .description(
      'save the last packets of a machine as pcapng, for Wireshark and tcpdump, with what was said about each',
    )
    .argument('<machine>', 'host name, id, address, or a MAC, known or not')
    .requiredOption('-w, --write <file>', 'where to; "-" is standard output')
    .addHelpText(
      'after',
      examples('reveille capture ultra10 -w ultra10.pcapng', 'reveille capture 8:0:20:8e:48:de -w - | tcpdump -nr -'),
    )
    .action((named: string, { write }: { write: string }) => capture(session, named, write));
}

async function capture(session: Session, named: string, file: string): Promise<void> {
  const { appliance, terminal } = session;
  // A MAC need not be a machine's.
  const response = parseMacAddress(named).ok
    ? await appliance.open('GET', '/api/v1/capture.pcapng', { query: { mac: named } })
    : await appliance.open('GET', `/api/v1/machines/${(await findMachine(appliance, named)).id}/capture.pcapng`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (file === '-') {
    await terminal.write(bytes);
    return;
  }
  await writeFile(file, bytes).catch((error: unknown) => {
    throw new CommandFailure(EXIT.failed, `${file} cannot be written: ${(error as Error).message}`);
  });
  session.showDone(`${file}: ${bytes.length} octets; wireshark or tcpdump -nr opens it.`, {
    file,
    octets: bytes.length,
  });
}
