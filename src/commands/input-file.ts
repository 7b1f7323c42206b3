import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandFailure } from './command-failure.js';
import { EXIT } from './exit-status.table.js';

/** The octets of a file that was named; `-` is standard input. */
export async function readInputFile(name: string): Promise<Buffer> {
  try {
    return name === '-' ? await buffer(process.stdin) : await readFile(name);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'it may not be read' : message;
    throw new CommandFailure(EXIT.failed, `${name}: ${why}.`);
  }
}
