import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BreakableWay } from '../clients/breakable-way.js';
import { CommandLine } from '../clients/command-line.js';
import { freePort } from '../clients/loopback.js';
import type { RunningProgram } from '../clients/running-program.js';

const START_MS = 60_000;

let folder: string;
let env: Record<string, string>;
let reveille: CommandLine;
let appliance: RunningProgram;

/** A TCP port that was free a moment ago. */
async function freeTcpPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function startAppliance(): Promise<RunningProgram> {
  const program = reveille.start('serve');
  await program.waitFor(/Inventory: \d+|The inventory is empty/, START_MS);
  return program;
}

/** What it printed, and how it ended, of a run that is expected to do its work. */
async function outputOf(...args: readonly string[]): Promise<string> {
  const { status, output } = await reveille.run(...args);
  expect(status, output).toBe(0);
  return output;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-cli-'));
  env = {
    REVEILLE_DATA_DIR: join(folder, 'data'),
    REVEILLE_TFTP_ROOT: join(folder, 'tftpboot'),
    REVEILLE_SYSTEM_LOADERS: 'off',
    REVEILLE_INTERFACES: 'lo',
    REVEILLE_HTTP_HOST: '127.0.0.1',
    REVEILLE_HTTP_PORT: String(await freeTcpPort()),
    REVEILLE_LOG: 'error',
  };
  for (const name of ['DHCP', 'DHCP_CLIENT', 'PROXY', 'TFTP', 'PORTMAP', 'BOOTPARAMS']) {
    env[`REVEILLE_${name}_PORT`] = String(await freePort());
  }
  reveille = new CommandLine(env);
  appliance = await startAppliance();
}, 2 * START_MS);

afterAll(async () => {
  await appliance.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('reveille, the command line', () => {
  it('says what to do while there is nothing', async () => {
    expect(await outputOf('machines', 'list')).toBe(
      'The inventory is empty. Add a machine: reveille machines add HOSTNAME MAC ADDRESS\n',
    );
    expect(await outputOf('machines', 'list', '--json')).toBe('[]\n');
  });

  it('brings the first machine in as README does, and shows it', async () => {
    expect(await outputOf('networks', 'add', 'lab', '192.168.0.0/24', 'leaseSeconds=7200')).toBe(
      'The network lab is added.\n',
    );
    expect(
      await outputOf(
        'machines',
        'add',
        'ultra10',
        '8:0:20:8e:48:de',
        '192.168.0.21',
        'labels.rack=1',
        'boot.files.default=a',
      ),
    ).toBe('ultra10 is in the inventory as machine 1.\n');
    expect(await outputOf('machines', 'list')).toBe(
      'ID  HOST NAME  MAC                IP            BOOT    PROFILE  LABELS\n' +
        '1   ultra10    08:00:20:8e:48:de  192.168.0.21  always           rack=1\n',
    );
    expect(await outputOf('networks', 'list')).toBe(
      'ID  NAME  CIDR            MODE   GATEWAY  DNS  POOLS\n1   lab   192.168.0.0/24  known\n',
    );
    const shown = await outputOf('machines', 'show', '0800.208E.48DE');
    expect(shown).toContain('nics[0].ip          192.168.0.21\n');
    expect(shown).toContain('boot.files.default  a\n');
  });

  it('writes an option 43 by the names of its tags', async () => {
    const written = '[{"code":43,"value":{"discovery control":"load the file at once"}}]';
    expect(await outputOf('networks', 'set', 'lab', `options=${written}`)).toBe('The network lab is changed.\n');
    const { options } = JSON.parse(await outputOf('networks', 'show', 'lab', '--json')) as { options: unknown };
    expect(options).toEqual(JSON.parse(written));
  });

  it('says what a machine without a MAC cannot do, and how to give it one', async () => {
    const { status, output } = await reveille.run('machines', 'add', 'paper');
    expect(status).toBe(0);
    expect(output).toMatch(/^paper is in the inventory as machine 2\.$/m);
    expect(output).toMatch(/^paper has no MAC, .* do not answer it\. No address is kept for it either\.$/m);
    expect(output).toMatch(/^Give it a NIC: reveille machines set paper nics=/m);
    const mended = await reveille.run('machines', 'set', 'paper', 'nics=[{"mac":"2:0:0:0:0:7"}]');
    expect(mended.output).toBe('paper is changed.\n');
    await reveille.run('machines', 'delete', 'paper');
  });

  it('changes a machine, finds it by id, name, MAC and address, and takes fields away', async () => {
    expect(await outputOf('machines', 'pause', 'ULTRA10')).toBe('ultra10 is paused.\n');
    await outputOf('machines', 'set', '192.168.0.21', 'labels.rack=', 'boot.mode=local', 'description=a b');
    const machine = JSON.parse(await outputOf('machines', 'show', '1', '--json')) as Record<string, unknown>;
    expect(machine).toMatchObject({ labels: {}, description: 'a b', boot: { mode: 'local' } });
  });

  it('shows a boot file as its machine would get it, and a broken template with its line', async () => {
    const root = join(folder, 'tftpboot');
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'site.cfg.liquid'), 'host {{ machine.hostname }} of {{ network.name }}\n');
    writeFileSync(join(root, 'broken.cfg.liquid'), 'one\n{{ machine.hostnam }}\n');
    writeFileSync(join(root, 'vmlinuz'), 'a kernel');
    expect(await outputOf('render', 'ultra10', 'SITE.CFG')).toMatch(
      /^site\.cfg: tftpboot, from the template site\.cfg\.liquid\ncase of letters\nhost ultra10 of lab\n/m,
    );
    const ends = [
      await reveille.run('render', 'ultra10', 'broken.cfg'),
      await reveille.run('render', 'ultra10', 'vmlinuz'),
      await reveille.run('render', 'ultra10', 'missing.cfg'),
    ];
    expect(ends.map(({ status }) => status)).toEqual([1, 1, 5]);
    expect(ends[0]?.output).toMatch(/broken\.cfg\.liquid:2:\d+: .*hostnam/);
    expect(ends[1]?.output).toContain('vmlinuz is no text of ours: its 8 octets are served as they are.');
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ['an unknown command', ['machins'], 2, /unknown command 'machins'\n.*machines/],
    ['a word that is nothing', ['machines', 'add', 'x', 'what'], 2, /"what" is no MAC, no IPv4 address/],
    [
      'an address that no network has',
      ['machines', 'add', 'x', '10.0.0.1'],
      1,
      /\n {2}nics\[0\]\.ip: 10\.0\.0\.1 lies in no network/,
    ],
    [
      'a profile whose template is broken',
      ['profiles', 'add', 'broken', 'files={"preseed.cfg":"a\\n{% if machine %}"}'],
      1,
      /\n {2}files\.preseed\.cfg: is a broken template: line 2, column 1: tag \{% if machine %\} not closed/,
    ],
    [
      'a profile whose command line names what no machine has',
      ['profiles', 'add', 'broken', 'kernel=linux', 'commandLine=url={{ server.bootUri }}'],
      1,
      /\n {2}commandLine: is a broken template: line 1, column \d+: there is no server\.bootUri; did you mean server\.bootUrl\?/,
    ],
    [
      'a field that does not exist',
      ['machines', 'set', '1', 'boot.mood=x'],
      1,
      /\n {2}boot\.mood: there is no such field/,
    ],
    [
      'a menu line of option 43 without its type',
      ['networks', 'set', 'lab', 'options=[{"code":43,"value":{"menu":["Debian"]}}]'],
      1,
      /\n {2}options\[0\]: option 43 .*: menu takes lines such as "15 Install"/,
    ],
    ['a machine that is not there', ['machines', 'show', 'nobody'], 5, /No machine is called nobody/],
    ['a MAC that is not there', ['machines', 'show', '2:0:0:0:0:9'], 5, /02:00:00:00:00:09/],
    ['a wrong token', ['--token', 'wrong', 'machines', 'list'], 4, /not known here/],
    ['an appliance that is not there', ['--url', 'http://127.0.0.1:9', 'machines', 'list'], 3, /cannot be reached/],
    ['a URL that is none', ['--url', 'here', 'machines', 'list'], 2, /"here" is not the URL of an appliance/],
    ['another host without a token', ['--url', 'http://192.0.2.1', 'machines', 'list'], 4, /set REVEILLE_TOKEN/],
    ['a state that is none', ['leases', 'list', '--state', 'lost'], 2, /Allowed choices are offered, leased/],
  ])('refuses %s', async (_, args, status, words) => {
    const end = await reveille.run(...args);
    expect(end.output).toMatch(words);
    expect(end.status).toBe(status);
  });

  it('imports ethers and hosts with the lines that it left out, and exports the same', async () => {
    const hosts = join(folder, 'hosts');
    writeFileSync(hosts, '192.168.0.22 ss20\n192.168.0.21 ultra10\n');
    const dry = await reveille.feed('8:0:20:1:2:3 ss20\nnonsense\n', 'import', '--ethers', '-', '--hosts', hosts, '-n');
    expect(dry.status).toBe(6);
    expect(dry.output).toContain('create ss20');
    expect(dry.output).toMatch(/^-:2: /m);
    expect(await outputOf('export', 'ethers')).not.toContain('ss20');
    const done = await reveille.feed('8:0:20:1:2:3 ss20\n', 'import', '--ethers', '-', '--hosts', hosts);
    expect(done.output).toContain('1 created, 0 updated, 0 removed, 1 unchanged, 0 in conflict');
    expect(await outputOf('export', 'ethers')).toContain('8:0:20:1:2:3\tss20\n');
  });

  it('exports machines as it imports them, row by row', async () => {
    const file = join(folder, 'machines.json');
    const exported = await outputOf('export', 'machines');
    writeFileSync(file, exported);
    expect(await outputOf('import', '--machines', file)).toBe('0 created, 0 updated, 2 unchanged, 0 refused\n');
    writeFileSync(file, '[{"hostname":"ok"},{"hostname":"no good"}]');
    const { status, output } = await reveille.run('import', '--machines', file, '--dry-run');
    expect(output).toContain('row 2');
    expect(output).toContain('Nothing was written; it would be: 1 created, 0 updated, 0 unchanged, 1 refused');
    expect(status).toBe(6);
  });

  it('uploads a boot file, lists it with its sum, and deletes it', async () => {
    const local = join(folder, 'vmlinuz');
    writeFileSync(local, 'a kernel');
    expect(await outputOf('files', 'add', local, 'lab/vmlinuz')).toBe('lab/vmlinuz is there, 8 octets.\n');
    const sum = createHash('sha256').update('a kernel').digest('hex');
    expect(await outputOf('files', 'list', '--source', 'uploads')).toBe(
      `FILE         OCTETS  SHA-256       FROM     HIDDEN BY  LAST FETCHED  BY\nlab/vmlinuz  8       ${sum.slice(0, 12)}  uploads\n`,
    );
    expect(await outputOf('files', 'show', 'lab/vmlinuz')).toContain(sum);
    expect(await outputOf('file', 'rm', 'lab/vmlinuz')).toBe('lab/vmlinuz is deleted.\n');
    expect((await reveille.run('files', 'show', 'lab/vmlinuz')).status).toBe(5);
    expect((await reveille.run('files', 'add', folder)).status).toBe(2);
  });

  it('gives tokens whose role it then meets, and shows what was written', async () => {
    const made = JSON.parse((await outputOf('token', 'add', 'eyes', 'viewer', '--json')).replace(/^[^{]*/, '')) as {
      token: string;
    };
    const viewer = new CommandLine({ ...env, REVEILLE_TOKEN: made.token });
    expect((await viewer.run('machines', 'list')).status).toBe(0);
    const refused = await viewer.run('machines', 'delete', 'ultra10');
    expect(refused.status).toBe(4);
    expect(refused.output).toContain('The token eyes has the role viewer; this needs operator.');
    expect(await outputOf('audit', '--limit', '1')).toContain('POST /api/v1/tokens');
    expect(await outputOf('token', 'delete', 'eyes')).toBe('The token eyes is deleted.\n');
    expect((await viewer.run('machines', 'list')).status).toBe(4);
  });

  it(
    'follows the timeline, also over a restart of the appliance',
    async () => {
      const fetchFile = async (name: string): Promise<void> => {
        await (await fetch(`http://127.0.0.1:${env['REVEILLE_HTTP_PORT'] ?? ''}/boot/${name}`)).text();
      };
      await fetchFile('before');
      const follower = reveille.start('timeline', '--follow', '--json');
      try {
        await follower.waitFor(/before/, START_MS);
        await fetchFile('meanwhile');
        await follower.waitFor(/meanwhile/, START_MS);
        await appliance.stop();
        await follower.waitFor(/waiting for/, START_MS);
        appliance = await startAppliance();
        await fetchFile('afterwards');
        await follower.waitFor(/afterwards/, START_MS);
        expect(follower.output.match(/"sentence":"[^"]*meanwhile/g)).toHaveLength(1);
      } finally {
        await follower.stop();
      }
    },
    3 * START_MS,
  );

  it(
    'follows the timeline in words over breaks of the stream alone: nothing is lost, nothing is told twice',
    async () => {
      const port = env['REVEILLE_HTTP_PORT'] ?? '';
      const fetchFile = async (name: string): Promise<void> => {
        await (await fetch(`http://127.0.0.1:${port}/boot/${name}`)).text();
      };
      const way = await BreakableWay.to(Number(port));
      const far = new CommandLine({ ...env, REVEILLE_URL: `http://127.0.0.1:${way.port}` });
      await fetchFile('broken-0');
      const follower = far.start('timeline', '-f');
      try {
        await follower.waitFor(/broken-0/, START_MS);
        await fetchFile('broken-1');
        await follower.waitFor(/broken-1/, START_MS);
        way.cut();
        await follower.waitFor(/waiting for/, START_MS);
        for (const name of ['broken-2', 'broken-3']) await fetchFile(name);
        way.mend();
        await follower.waitFor(/broken-3/, START_MS);
        // Cut where the follower has told all: it goes on behind that.
        way.cut();
        way.mend();
        await fetchFile('broken-4');
        await follower.waitFor(/broken-4/, START_MS);
        const told = follower.output.match(/GET -> 404: broken-\d/g);
        expect(told).toEqual([0, 1, 2, 3, 4].map((number) => `GET -> 404: broken-${number}`));
      } finally {
        await follower.stop();
        await way.close();
      }
    },
    3 * START_MS,
  );

  it('names the nearest machine to a MAC that nobody has', async () => {
    const output = await outputOf('explain', '8:0:20:8e:48:dd');
    expect(output).toContain('08:00:20:8e:48:de is in the inventory as ultra10: one digit differs');
  });

  it(
    'backs up a running appliance, and restores where none runs',
    async () => {
      const archive = join(folder, 'backup.tar');
      expect(await outputOf('backup', archive)).toContain('the admin token is in it');
      expect(statSync(archive).mode & 0o777).toBe(0o600);
      const onItself = await reveille.run('restore', archive, '--replace');
      expect(onItself.output).toMatch(/Nothing was restored: an appliance runs on .*: stop it first/);
      expect(onItself.status).toBe(1);

      const elsewhere = new CommandLine({ ...env, REVEILLE_DATA_DIR: join(folder, 'elsewhere') });
      expect((await elsewhere.run('restore', archive)).output).toMatch(
        /^reveille.sqlite, leases.sqlite, admin-token, boot-files of /,
      );
      const again = await elsewhere.run('restore', archive);
      expect(again.output).toContain('--replace moves all that aside first');
      expect(again.status).toBe(1);
      const replaced = await elsewhere.run('restore', archive, '--replace', '--json');
      expect(replaced.status, replaced.output).toBe(0);

      const stranger = await elsewhere.run('restore', join(folder, 'machines.json'), '--replace');
      expect(stranger.output).toContain('Nothing was restored: ');
      expect(stranger.status).toBe(1);

      await appliance.stop();
      const original = env['REVEILLE_DATA_DIR'] ?? '';
      rmSync(original, { recursive: true });
      await outputOf('restore', archive);
      appliance = await startAppliance();
      expect(await outputOf('machines', 'list')).toContain('ultra10');
    },
    3 * START_MS,
  );

  it('has help with examples for every command', async () => {
    const { reveilleCommand } = await import('../../src/commands/reveille.command.js');
    const { Terminal } = await import('../../src/commands/terminal.js');
    const walk = (command: ReturnType<typeof reveilleCommand>): void => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) });
      command.outputHelp();
      if (command.commands.length === 0) expect(help, command.name()).toContain('Examples:\n  ');
      command.commands.filter((child) => child.name() !== '__complete').forEach(walk);
    };
    walk(reveilleCommand(new Terminal(process.stdout, process.stderr)));
  });
});
