import { Command } from 'commander';
import type { ProbeView } from '../probe/probe.schema.js';
import { CommandFailure } from './command-failure.js';
import { examples } from './examples.render.js';
import { EXIT } from './exit-status.table.js';
import { printable } from './printable.render.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';
import { renderTable, type Column } from './table.render.js';

interface ProbeOptions {
  readonly interface?: string;
  readonly arch?: number;
  readonly vendor?: string;
  readonly userClass?: string;
  readonly mac?: string;
  readonly pxe: boolean;
  readonly fetch: boolean;
  readonly seconds?: number;
}

const COLUMNS: readonly Column<ProbeView['offers'][number]>[] = [
  { title: 'SERVER', of: ({ server, ours }) => (ours ? `${server} (we)` : server) },
  { title: 'ASKED', of: ({ option60 }) => (option60 ? 'as firmware' : 'as a plain client') },
  { title: 'GIVES', of: ({ address }) => address ?? 'no address' },
  { title: 'BOOT FILE', of: (offer) => (offer.file === null ? '' : bootFileOf(offer)) },
  { title: 'AFTER', of: ({ afterMilliseconds }) => `${afterMilliseconds} ms` },
];

const BOOT_SERVER_COLUMNS: readonly Column<ProbeView['bootServers'][number]>[] = [
  { title: 'PORT 4011 OF', of: ({ server, ours }) => (ours ? `${server} (we)` : server) },
  { title: 'SENT THERE BY', of: ({ sentBy }) => sentBy },
  { title: 'MENU', of: ({ label, type }) => label ?? (type === null ? '' : `type ${type}`) },
  { title: 'BOOT FILE', of: ({ answer }) => (answer === null ? 'no answer' : bootFileOf(answer)) },
  { title: 'AFTER', of: ({ answer }) => (answer === null ? '' : `${answer.afterMilliseconds} ms`) },
];

function bootFileOf({ file, nextServer }: { file: string | null; nextServer: string | null }): string {
  return file === null ? 'none' : `${file} from ${nextServer ?? 'itself'}`;
}

/** Architectures as people call them. */
const ARCHITECTURES: Readonly<Record<string, number>> = { bios: 0, 'x64-uefi': 7, 'arm64-uefi': 11 };

/** reveille probe */
export function probeCommand(session: Session): Command {
  return new Command('probe')
    .description('ask the real wire as a machine would: who answers what, and can the boot file be read?')
    .option('--interface <name>', 'where the appliance asks')
    .option('--arch <architecture>', 'bios, x64-uefi, arm64-uefi, or a number (option 93)', readArchitecture)
    .option('--vendor <text>', 'option 60')
    .option('--user-class <text>', 'option 77, such as iPXE')
    .option('--mac <mac>', 'who asks; else an address that no card has')
    .option('--no-pxe', 'ask as a plain client only')
    .option('--no-fetch', 'leave the boot file')
    .option('--seconds <n>', 'how long answers are waited for', readCount)
    .addHelpText('after', examples('reveille probe', 'reveille probe --arch bios --mac 8:0:20:8e:48:de'))
    .action((options: ProbeOptions) => probe(session, options));
}

async function probe({ appliance, terminal, json }: Session, options: ProbeOptions): Promise<void> {
  const { arch: architecture, vendor: vendorClass, ...rest } = options;
  terminal.progress('waiting for answers …');
  const found = await appliance.write<ProbeView>('POST', '/api/v1/probe', {
    body: { ...rest, architecture, vendorClass },
  });
  if (json) terminal.printJson(found);
  else {
    if (found.offers.length > 0) terminal.print(`${renderTable(COLUMNS, found.offers, terminal.width)}\n`);
    for (const { server, option60, vendorOptions } of found.offers) {
      if (option60 && vendorOptions !== null) terminal.print(printable(`option 43 of ${server}: ${vendorOptions}\n`));
    }
    if (found.bootServers.length > 0) {
      terminal.print(`${renderTable(BOOT_SERVER_COLUMNS, found.bootServers, terminal.width)}\n`);
    }
    if (found.file?.sha256 != null) terminal.print(`sha256 ${found.file.sha256}  ${printable(found.file.name)}\n`);
    terminal.print(terminal.paint(found.ok ? 'green' : 'red', printable(found.sentence)));
    terminal.print(printable(`what to do: ${found.cure}`));
  }
  if (!found.ok) throw new CommandFailure(EXIT.failed, found.sentence);
}

function readArchitecture(text: string): number {
  return ARCHITECTURES[text] ?? readCount(text);
}
