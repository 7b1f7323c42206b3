import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandEnd } from './command-line.js';
import type { NetworkRig } from './network-rig.js';
import { REPOSITORY, RestClient, type RestAnswer } from './rest-client.js';
import type { ProgramEnd, RunningProgram } from './running-program.js';

const TOKEN = 'a-token-for-tests-only-0123456789';
const START_MILLISECONDS = 60_000;

/** One line of a machine's timeline, as far as tests look at it. */
export interface TimelineEvent {
  readonly at: string;
  readonly protocol: string;
  readonly what: string;
  readonly outcome: string;
  readonly sentence: string;
  readonly reason: string | null;
  readonly cure: string | null;
  readonly ip: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface ApplianceOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Its folder, which stays when it stops: starts it again on what an earlier run has left. */
  readonly folder?: string;
  /** Takes every capability away from it, as an ordinary user has none. */
  readonly withoutCapabilities?: boolean;
  /** Starts this instead of what `npm start` runs. */
  readonly command?: readonly string[];
}

/** The files of the tests stay readable, because the user remains their owner. */
const NO_CAPABILITIES = ['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all'];

/** What `npm start` runs, from anywhere: this Node, its options, the absolute path of the built program. */
async function readStartCommand(): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  const words = manifest.scripts.start.split(' ').slice(1);
  const program = join(REPOSITORY, words.pop() ?? '');
  if (!existsSync(program)) throw new Error(`${program} is not there: run npm run build first`);
  return [process.execPath, ...words, program];
}

/** The appliance as `npm start` starts it, in the server namespace of a rig, with a folder of its own. */
export class Appliance {
  private constructor(
    readonly program: RunningProgram,
    readonly rest: RestClient,
    private readonly rig: NetworkRig,
    private readonly folder: string,
    private readonly keepFolder: boolean,
  ) {}

  /** What machines may fetch. */
  get tftpRoot(): string {
    return join(this.folder, 'tftpboot');
  }

  /** Starts it and waits until GET /health/ready answers 200. */
  static async start(rig: NetworkRig, options: ApplianceOptions = {}): Promise<Appliance> {
    const startCommand = options.command ?? (await readStartCommand());
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'reveille-rig-')));
    await mkdir(join(folder, 'tftpboot'), { recursive: true });
    const [command = process.execPath, ...args] = [
      ...(options.withoutCapabilities === true ? NO_CAPABILITIES : []),
      ...startCommand,
    ];
    const program = rig.inServer(command, args, {
      cwd: folder,
      env: {
        REVEILLE_DATA_DIR: join(folder, 'data'),
        REVEILLE_TFTP_ROOT: join(folder, 'tftpboot'),
        // What this host has installed must not change what a test sees.
        REVEILLE_SYSTEM_LOADERS: 'off',
        REVEILLE_ADMIN_TOKEN: TOKEN,
        REVEILLE_HTTP_PORT: '8080',
        ...options.env,
      },
    });
    const rest = new RestClient(rig, 'http://127.0.0.1:8080', TOKEN);
    const appliance = new Appliance(program, rest, rig, folder, options.folder !== undefined);
    const ended = program.ended.then((end) => {
      throw new Error(
        `the appliance ended while it started (${end.signal ?? `exit status ${end.code}`})\n${end.output}`,
      );
    });
    try {
      await Promise.race([rest.waitFor('/health/ready', START_MILLISECONDS), ended]);
    } catch (error) {
      await appliance.stop();
      throw error instanceof Error ? new Error(`${error.message}\n${program.output}`) : error;
    }
    ended.catch(() => undefined);
    return appliance;
  }

  /** Runs `reveille` with this appliance, beside it. */
  async command(...args: readonly string[]): Promise<CommandEnd> {
    const env = { REVEILLE_URL: 'http://127.0.0.1:8080', REVEILLE_TOKEN: TOKEN };
    const program = this.rig.inServer(process.execPath, [join(REPOSITORY, 'dist/cli.js'), ...args], { env });
    const { code, output } = await program.waitForEnd(60_000);
    return { status: code, output };
  }

  /** Puts a file into the TFTP root. */
  async addBootFile(path: string, content: string | Buffer): Promise<void> {
    const file = join(this.tftpRoot, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  async addNetwork(network: Readonly<Record<string, unknown>>): Promise<number> {
    return idOf(await this.rest.post('/api/v1/networks', network));
  }

  async addMachine(machine: Readonly<Record<string, unknown>>): Promise<number> {
    return idOf(await this.rest.post('/api/v1/machines', machine));
  }

  /** The machine's timeline, the newest first. */
  timeline(machineId: number): Promise<readonly TimelineEvent[]> {
    return this.events(`/api/v1/machines/${machineId}/timeline`);
  }

  /** The journal of one hardware address, known or not, the newest first. */
  journalOf(mac: string): Promise<readonly TimelineEvent[]> {
    return this.events(`/api/v1/journal?mac=${mac}`);
  }

  private async events(path: string): Promise<readonly TimelineEvent[]> {
    const { status, text, body } = await this.rest.get(path);
    if (status !== 200 || typeof body !== 'object' || body === null || !('items' in body) || !Array.isArray(body.items))
      throw new Error(`${path}: expected 200 and items: ${status} ${text}`);
    return body.items as readonly TimelineEvent[];
  }

  /** Ends it as an operator does, with SIGTERM, and removes its folder. */
  async stop(): Promise<ProgramEnd> {
    await this.rest.close();
    const end = await this.program.stop();
    if (!this.keepFolder) await rm(this.folder, { recursive: true, force: true });
    return end;
  }
}

function idOf(answer: RestAnswer): number {
  if (answer.status !== 201) throw new Error(`expected 201 Created: ${answer.status} ${answer.text}`);
  const { body } = answer;
  if (typeof body !== 'object' || body === null || !('id' in body) || typeof body.id !== 'number')
    throw new Error(`the answer has no numeric id: ${answer.text}`);
  return body.id;
}
