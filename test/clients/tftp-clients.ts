import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkRig } from './network-rig.js';
import type { ToolName } from './required-tools.js';

/** A TFTP client program: which package it needs and how it is told to fetch a file. */
export interface TftpClient {
  readonly name: string;
  readonly tool: ToolName;
  /** curl takes a tsize of 0 in the option acknowledgement for an error, so it cannot read an empty file that way. */
  readonly refusesEmptyFile?: boolean;
  readonly command: (server: string, path: string, local: string) => readonly [string, readonly string[]];
}

/** Asks for no options: blocks of 512 bytes. */
export const TFTP_HPA: TftpClient = {
  name: 'tftp-hpa',
  tool: 'tftp',
  command: (server, path, local) => ['tftp', ['-m', 'binary', server, '-c', 'get', path, local]],
};

export const TFTP_CLIENTS: readonly TftpClient[] = [
  TFTP_HPA,
  {
    name: 'atftp with blksize 1428 and tsize',
    tool: 'atftp',
    command: (server, path, local) => [
      'atftp',
      ['--option', 'blksize 1428', '--option', 'tsize', '--get', '-r', path, '-l', local, server],
    ],
  },
  {
    name: 'atftp with windowsize 8',
    tool: 'atftp',
    command: (server, path, local) => [
      'atftp',
      ['--option', 'blksize 1428', '--option', 'windowsize 8', '--get', '-r', path, '-l', local, server],
    ],
  },
  {
    name: 'curl with its options',
    tool: 'curl',
    refusesEmptyFile: true,
    command: (server, path, local) => [
      'curl',
      ['-sS', '--max-time', '120', '--tftp-blksize', '1468', '-o', local, `tftp://${server}/${path}`],
    ],
  },
  {
    name: 'curl without options',
    tool: 'curl',
    command: (server, path, local) => [
      'curl',
      ['-sS', '--max-time', '120', '--tftp-no-options', '-o', local, `tftp://${server}/${path}`],
    ],
  },
  {
    name: 'busybox tftp with blksize 1468',
    tool: 'busybox',
    command: (server, path, local) => ['busybox', ['tftp', '-g', '-b', '1468', '-r', path, '-l', local, server]],
  },
];

const FETCH_MILLISECONDS = 130_000;

/** How a fetch ended. tftp-hpa ends with status 0 after an error, so `output` counts too. */
export interface Fetched {
  readonly code: number | undefined;
  readonly output: string;
  /** The file; undefined when the client wrote none. */
  readonly content: Buffer | undefined;
}

/** Fetches one file in the client namespace. */
export async function fetchByTftp(rig: NetworkRig, client: TftpClient, server: string, path: string): Promise<Fetched> {
  const folder = await mkdtemp(join(tmpdir(), 'reveille-fetch-'));
  try {
    const local = join(folder, 'fetched');
    const [command, args] = client.command(server, path, local);
    const { code, output } = await rig.inClient(command, args).waitForEnd(FETCH_MILLISECONDS);
    const content = await readFile(local).catch(() => undefined);
    return { code, output, content };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
