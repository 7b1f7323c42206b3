#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=50 --v8-pool-size=1
import { CommanderError } from 'commander';
import { CommandFailure } from './commands/command-failure.js';
import { EXIT } from './commands/exit-status.table.js';
import { reveilleCommand } from './commands/reveille.command.js';
import { Terminal } from './commands/terminal.js';
import { coloursRefused } from './settings/client-settings.js';

function statusOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandFailure) {
    terminal.note(`reveille: ${error.message}`);
    return error.status;
  }
  terminal.note(`reveille: a fault of this program; please report it.\n${String((error as Error).stack ?? error)}`);
  return EXIT.fault;
}

const terminal = new Terminal(process.stdout, process.stderr);
if (coloursRefused()) terminal.useNoColours();
const program = reveilleCommand(terminal);
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = statusOf(error, terminal);
}
