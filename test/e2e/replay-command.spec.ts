import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reveilleCommand } from '../../src/commands/reveille.command.js';
import { Terminal } from '../../src/commands/terminal.js';

const CAPTURE = fileURLToPath(new URL('../golden/captures/rarp-request-reply.pcapng', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-replay-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `reveille …` prints, in this process. */
async function printed(...words: string[]): Promise<string> {
  const out = new PassThrough();
  const terminal = new Terminal(
    out as unknown as NodeJS.WriteStream,
    new PassThrough() as unknown as NodeJS.WriteStream,
  );
  await reveilleCommand(terminal).parseAsync(['node', 'reveille', ...words]);
  return (out.read() as Buffer).toString();
}

describe('reveille decode', () => {
  it('prints the packets of a file', async () => {
    const text = await printed('decode', CAPTURE);
    expect(text).toContain('2 2013-12-05T15:59:59.432926Z 00:0c:29:c5:f6:9b > 00:0c:29:34:0b:de');
    expect(text).toContain('RARP reply: 00:0c:29:34:0b:de has 10.1.1.100, says 10.1.1.10');
  });

  it('prints octets that were typed, also as JSON', async () => {
    expect(await printed('decode', '0001626f6f74006f6374657400')).toBe('1\n  RRQ "boot" octet\n');
    const json = JSON.parse(await printed('decode', '--json', '0001626f6f74006f6374657400')) as unknown;
    expect(json).toMatchObject({ packets: [{ number: 1, words: 'RRQ "boot" octet' }], problem: null });
  });

  it('says which file is not there', async () => {
    await expect(printed('decode', join(folder, 'nothing.pcap'))).rejects.toThrow('there is no such file');
  });
});

describe('reveille replay', () => {
  it('plays a capture against the inventory of a file, on the addresses that are given', async () => {
    const inventory = join(folder, 'lab.json');
    const nics = [{ mac: '00:0c:29:34:0b:de', ip: '10.1.1.100' }];
    const lab = {
      networks: [{ name: 'lab', cidr: '10.1.1.0/24' }],
      machines: { items: [{ id: 3, hostname: 'guest', nics }] },
    };
    writeFileSync(inventory, JSON.stringify(lab));
    const text = await printed('replay', CAPTURE, '--inventory', inventory, '--address', '10.1.1.10/24');
    expect(text).toContain('RARP reply: 00:0c:29:34:0b:de has 10.1.1.100, says 10.1.1.10\n');
    expect(text).toContain('00:0c:29:34:0b:de, boot of 2013-12-05T15:59:59.430Z');
  }, 60_000);
});
