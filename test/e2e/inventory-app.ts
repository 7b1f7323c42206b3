import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { AdminToken } from '../../src/api/admin-token.js';
import { ApiModule } from '../../src/api/api.module.js';
import { installApi } from '../../src/api/install-api.js';
import { SERVER_OPTIONS } from '../../src/api/server-options.js';
import { AccessModule } from '../../src/access/access.module.js';
import { AuditEntryEntity } from '../../src/access/audit/audit-entry.entity.js';
import { ApiTokenEntity } from '../../src/access/tokens/api-token.entity.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { InventoryModule } from '../../src/inventory/inventory.module.js';
import { Log } from '../../src/logging/log.js';
import { LoggingModule } from '../../src/logging/logging.module.js';
import { MachineDirectory } from '../../src/inventory/machine-directory.js';
import { MachineEntity } from '../../src/inventory/machines/machine.entity.js';
import { NicEntity } from '../../src/inventory/machines/nic.entity.js';
import { NetworkEntity } from '../../src/inventory/networks/network.entity.js';
import { ProfileEntity } from '../../src/inventory/profiles/profile.entity.js';
import type { Settings } from '../../src/settings/settings.js';
import { TFTP_VARIABLES, tftpSettingsOf } from '../../src/settings/tftp-settings.js';
import { SettingsModule } from '../../src/settings/settings.module.js';

/** A folder that is gone after the test. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'reveille-inventory-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function settingsFor(dataDir: string, some: Partial<Settings> = {}): Settings {
  const settings: Settings = {
    dataDir,
    databaseUrl: undefined,
    interfaces: [],
    tftpRoot: join(dataDir, 'tftpboot'),
    httpHost: '127.0.0.1',
    httpPort: 0,
    tls: undefined,
    metrics: 'on',
    adminToken: undefined,
    log: { level: 'silent', areas: {} },
    responders: { rarp: false, dhcp: false, proxy: false, tftp: false, bootparams: false, arp: false },
    ports: { dhcp: 6767, dhcpClient: 6868, proxy: 0, tftp: 6969, portmap: 11_111, bootparams: 11_026 },
    tftp: tftpSettingsOf(z.object(TFTP_VARIABLES).parse({})),
    arpAnnounce: false,
    arpProxy: false,
    probeMilliseconds: 0,
    systemLoaders: false,
    uploadBytes: 1_000_000,
    importWatch: {},
    leasequery: [],
    captureBytes: 0,
    captureFrames: 10,
    stopSeconds: 1,
    journalRows: 1000,
    ...some,
  };
  return settings;
}

@Module({})
class InventoryApp {
  static of(settings: Settings): DynamicModule {
    return {
      module: InventoryApp,
      imports: [
        SettingsModule.of(settings),
        LoggingModule.of(new Log(settings.log, { write: () => undefined })),
        DatabaseModule.forRoot([
          MachineEntity,
          NicEntity,
          NetworkEntity,
          ProfileEntity,
          ApiTokenEntity,
          AuditEntryEntity,
        ]),
        ApiModule,
        AccessModule,
        InventoryModule,
      ],
    };
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The JSON body; undefined when there is none. */
  readonly body: unknown;
  readonly text: string;
}

/** The inventory, its database and REST as one application, with nothing around it. */
export interface RunningInventory {
  readonly app: NestFastifyApplication;
  readonly directory: MachineDirectory;
  readonly token: AdminToken;
  /** Sends a request with the token, the body as JSON. */
  ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startInventory(settings: Settings): Promise<RunningInventory> {
  const app = await NestFactory.create<NestFastifyApplication>(
    InventoryApp.of(settings),
    new FastifyAdapter(SERVER_OPTIONS),
    {
      logger: process.env['TEST_LOG'] === undefined ? false : ['error', 'warn'],
      abortOnError: false,
    },
  );
  await installApi(app);
  await app.init();
  const server = app.getHttpAdapter().getInstance();
  await server.ready();
  const token = app.get(AdminToken);
  return {
    app,
    directory: app.get(MachineDirectory),
    token,
    async ask(method, url, body, headers = {}) {
      const answer = await server.inject({
        method,
        url,
        headers: {
          authorization: `Bearer ${token.value}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const isJson = /json/.test(String(answer.headers['content-type']));
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? (JSON.parse(answer.payload) as unknown) : undefined,
        text: answer.payload,
      };
    },
    async stop() {
      await app.close();
    },
  };
}
