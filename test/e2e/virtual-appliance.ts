import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { installApi } from '../../src/api/install-api.js';
import { SERVER_OPTIONS } from '../../src/api/server-options.js';
import { AppModule } from '../../src/app.module.js';
import { installConsole } from '../../src/console/install-console.js';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import { Log } from '../../src/logging/log.js';
import { NetSource } from '../../src/net/net-source.port.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { VirtualWire } from '../../src/net/virtual/virtual-wire.js';
import { readSettings } from '../../src/settings/read-settings.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { REPOSITORY } from '../clients/rest-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';

export const TOKEN = 'a-token-for-tests-only';

export const SERVER_MAC = '02:ff:00:00:00:01';

/** One event of a timeline, as far as these tests look at it. */
export interface ShownEvent {
  readonly what: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly sentence: string;
  readonly ip: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The JSON body; undefined when there is none. */
  readonly body: unknown;
}

/**
 * The whole appliance, every module of it, with a database on disk, on a virtual wire: `eth0` has 10.79.0.1/24 there.
 * Neither root nor a network is needed.
 */
export class VirtualAppliance {
  readonly frames: readonly Buffer[];
  readonly logged: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'reveille-virtual-'));

  private constructor(
    readonly wire: VirtualWire,
    public net: VirtualNet,
    private readonly environment: Readonly<Record<string, string>>,
    private app: NestFastifyApplication | undefined,
  ) {
    this.frames = wire.capture();
  }

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<VirtualAppliance> {
    const wire = new VirtualWire();
    const net = netOn(wire);
    const appliance = new VirtualAppliance(wire, net, environment, undefined);
    await appliance.boot(environment);
    return appliance;
  }

  private async boot(environment: Readonly<Record<string, string>>): Promise<void> {
    mkdirSync(join(this.folder, 'tftpboot'), { recursive: true });
    const settings = must(
      readSettings({
        REVEILLE_DATA_DIR: join(this.folder, 'data'),
        REVEILLE_TFTP_ROOT: join(this.folder, 'tftpboot'),
        REVEILLE_ADMIN_TOKEN: TOKEN,
        // What this host has installed must not change what a test sees.
        REVEILLE_SYSTEM_LOADERS: 'off',
        // Nobody else is on the wire, unless a test says so.
        REVEILLE_PROBE_MS: '0',
        ...environment,
      }),
    );
    const log = new Log(settings.log, { write: (line: string) => this.logged.push(line) });
    const module = await Test.createTestingModule({ imports: [AppModule.of(settings, log)] })
      .overrideProvider(NetSource)
      .useValue({ open: () => this.net })
      .compile();
    this.app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(SERVER_OPTIONS), {
      logger: false,
    });
    await installApi(this.app);
    installConsole(this.app, join(REPOSITORY, 'dist/console'));
    await this.app.init();
    await this.app.getHttpAdapter().getInstance().ready();
  }

  /** Listens on a free port of the loopback, for clients that an injected request cannot play; gives the base URL. */
  async listen(): Promise<string> {
    await this.running().listen(0, '127.0.0.1');
    return this.running().getUrl();
  }

  /**
   * Responders find a machine under this address too, which REST does not take: real sockets of this host have only
   * loopback addresses.
   */
  addLoopbackAddress(machineId: number, address: string): void {
    const directory = this.running().get(InMemoryDirectory, { strict: false });
    const machine = directory.byId(machineId);
    if (machine === undefined) throw new Error(`no machine ${machineId}`);
    const [nic] = machine.nics;
    directory.putMachine({ ...machine, nics: [{ ...nic, mac: nic?.mac, ip: ip(address) }] });
  }

  /** The boot file root. */
  get root(): string {
    return join(this.folder, 'tftpboot');
  }

  addBootFile(name: string, content: Buffer): void {
    writeFileSync(join(this.folder, 'tftpboot', name), content);
  }

  /** The `msg` of every line logged so far in an area. */
  messages(area: string): string[] {
    return this.logged
      .map((line) => JSON.parse(line) as { area: string; msg: string })
      .filter((line) => line.area === area)
      .map((line) => line.msg);
  }

  async post(path: string, body: unknown): Promise<{ readonly id: number }> {
    const answer = await this.ask('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body as { id: number };
  }

  async patch(path: string, body: unknown): Promise<void> {
    const answer = await this.ask('PATCH', path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  }

  /** A machine's timeline in the order in which things happened. */
  async timeline(machineId: number): Promise<ShownEvent[]> {
    const { body } = await this.ask('GET', `/api/v1/machines/${machineId}/timeline`);
    return (body as { items: ShownEvent[] }).items.toReversed();
  }

  /** The journal of one hardware address, known or not, in the order in which things happened. */
  async journalOf(mac: string): Promise<ShownEvent[]> {
    const { body } = await this.ask('GET', `/api/v1/journal?mac=${mac}`);
    return (body as { items: ShownEvent[] }).items.toReversed();
  }

  /** A REST request with the token, the body as JSON. */
  async ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<RestAnswer> {
    const { statusCode, headers, payload } = await this.running()
      .getHttpAdapter()
      .getInstance()
      .inject({
        method,
        url,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
    const isJson = /json/.test(String(headers['content-type']));
    return { status: statusCode, headers, text: payload, body: isJson ? (JSON.parse(payload) as unknown) : undefined };
  }

  /** Stops, and starts again on the same data directory, with these settings over those of the first start. */
  async restart(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.app?.close();
    this.net = netOn(this.wire);
    await this.boot({ ...this.environment, ...environment });
  }

  /** One of its own objects, for what cannot be seen from outside. */
  get<Type>(token: abstract new (...args: never[]) => Type): Type {
    return this.running().get<Type>(token);
  }

  private running(): NestFastifyApplication {
    if (this.app === undefined) throw new Error('the appliance is stopped');
    return this.app;
  }

  async stop(): Promise<void> {
    await this.app?.close();
    this.app = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A host on the wire whose `eth0` has 10.79.0.1/24. */
function netOn(wire: VirtualWire): VirtualNet {
  const net = new VirtualNet();
  const network = networkOf(ip('10.79.0.1'), 24);
  net.addInterface(wire, {
    name: 'eth0',
    mac: mac(SERVER_MAC),
    addresses: [{ address: ip('10.79.0.1'), network }],
  });
  return net;
}
