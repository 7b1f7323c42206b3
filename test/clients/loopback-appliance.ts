import { resolve } from 'node:path';
import { freePort } from './loopback.js';
import { RunningProgram } from './running-program.js';

const MAIN = resolve('dist/main.js');
const TOKEN = 'a-token-for-tests-only';
const START_MILLISECONDS = 60_000;

/** What a loopback appliance is started with. */
export interface LoopbackOptions {
  readonly folder: string;
  /** Put before the appliance's own command line; the appliance must keep this process's id. */
  readonly command?: (appliance: readonly string[]) => readonly string[];
  /** Told its process id before it has done anything. */
  readonly onSpawn?: (pid: number | undefined) => void;
}

/** The appliance as a process of its own on loopback, with ports that nobody else uses; only DHCP and REST are on. */
export class LoopbackAppliance {
  private constructor(
    private readonly program: RunningProgram,
    readonly dhcpPort: number,
    private readonly url: string,
  ) {}

  static async start({ folder, command, onSpawn }: LoopbackOptions): Promise<LoopbackAppliance> {
    const [dhcpPort, httpPort] = [await freePort(), await freePort()];
    const own = [process.execPath, MAIN];
    const [file = '', ...args] = command?.(own) ?? own;
    const program = new RunningProgram(file, args, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        REVEILLE_INTERFACES: 'lo',
        REVEILLE_DHCP_PORT: String(dhcpPort),
        REVEILLE_HTTP_HOST: '127.0.0.1',
        REVEILLE_HTTP_PORT: String(httpPort),
        REVEILLE_ADMIN_TOKEN: TOKEN,
        REVEILLE_RARP: 'off',
        REVEILLE_ARP: 'off',
        REVEILLE_PROXY: 'off',
        REVEILLE_TFTP: 'off',
        REVEILLE_BOOTPARAMS: 'off',
      },
    });
    onSpawn?.(program.pid);
    await program.waitFor(/Inventory: \d+|The inventory is empty/, START_MILLISECONDS);
    return new LoopbackAppliance(program, dhcpPort, `http://127.0.0.1:${httpPort}`);
  }

  get pid(): number {
    const { pid } = this.program;
    if (pid === undefined) throw new Error('the appliance is not running');
    return pid;
  }

  /** All that it logged so far. */
  get output(): string {
    return this.program.output;
  }

  /** SIGKILL: it has no moment to write anything. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.program.ended;
  }

  async stop(): Promise<void> {
    await this.program.stop();
  }

  async get(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
    const answer = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    return { status: answer.status, body: await answer.json() };
  }

  async post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  /** What `/health/ready` says of the leases: `ready`, or why not. */
  async leaseHealth(): Promise<string | undefined> {
    const { body } = await this.get('/health/ready');
    return (body as { readonly parts: Readonly<Record<string, string>> }).parts['leases'];
  }
}
