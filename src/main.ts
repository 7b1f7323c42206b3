import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AdminToken } from './api/admin-token.js';
import { installApi } from './api/install-api.js';
import { Readiness } from './api/readiness.js';
import { SERVER_OPTIONS } from './api/server-options.js';
import { installTls } from './api/tls/install-tls.js';
import { AppModule } from './app.module.js';
import { installConsole } from './console/install-console.js';
import { MachineDirectory } from './inventory/machine-directory.js';
import { Log, openLogDestination } from './logging/log.js';
import { NestLogger } from './logging/nest-logger.adapter.js';
import { Net } from './net/net.port.js';
import { ResponderStatus } from './responders/responder-status.js';
import { readEnvironment } from './settings/read-environment.js';
import { readSettings, unknownSettings } from './settings/read-settings.js';
import type { Settings } from './settings/settings.js';
import { testSurroundings } from './self-test/self-test.js';
import { renderStartScreen } from './start-screen.render.js';
import { VERSION } from './version.js';

/** sysexits.h: the configuration is wrong. */
const EX_CONFIG = 78;
/** sysexits.h: an error of ours. */
const EX_SOFTWARE = 70;
/** sysexits.h: a service that we need (database, port) cannot be had. */
const EX_UNAVAILABLE = 69;

const SAME_SIGNAL_MS = 1_000;

/** Far more than one record needs; a body is parsed between two packets. */
const MOST_REQUEST_BYTES = 1024 * 1024;

/** Beside dist/main.js, which the bundle makes of this file. */
const CONSOLE_FOLDER = fileURLToPath(new URL('./console', import.meta.url));
const NO_CONSOLE = 'there is no web console in dist/console: npm run build makes it';

async function start(): Promise<void> {
  let environment: ReturnType<typeof readEnvironment>;
  try {
    environment = readEnvironment();
  } catch (error) {
    process.stderr.write(`reveille.env in the data directory cannot be read: ${(error as Error).message}\n`);
    process.exitCode = EX_CONFIG;
    return;
  }
  const settings = readSettings(environment);
  if (!settings.ok) {
    for (const { variable, value, allowed } of settings.error) {
      process.stderr.write(`${variable}=${value} cannot be used; allowed: ${allowed}\n`);
    }
    process.exitCode = EX_CONFIG;
    return;
  }
  const log = new Log(settings.value.log, await openLogDestination(process.stdout.isTTY));
  for (const name of unknownSettings(environment)) {
    log.area('settings').warn(`${name} is set, but there is no such setting; is the name right?`);
  }
  endOnUncaughtErrors(log);
  await serve(settings.value, log);
}

async function serve(settings: Settings, log: Log): Promise<void> {
  let app: NestFastifyApplication | undefined;
  try {
    app = await NestFactory.create<NestFastifyApplication>(
      AppModule.of(settings, log),
      new FastifyAdapter({ bodyLimit: MOST_REQUEST_BYTES, ...SERVER_OPTIONS }),
      { logger: new NestLogger(log), abortOnError: false },
    );
    await installApi(app);
    if (!installConsole(app, CONSOLE_FOLDER)) log.area('start').warn(NO_CONSOLE);
    stopOnSignals(app, log);
    const readiness = app.get(Readiness);
    readiness.notReady('appliance', 'it is starting');
    if (settings.tls !== undefined) installTls(app, settings.tls, settings);
    await app.listen(settings.httpPort, settings.httpHost);
    const facts = startFacts(app, settings);
    for (const { level, sentence, cure } of facts.findings) {
      if (level === 'wrong') readiness.remark(() => `${sentence}; ${cure ?? ''}`);
    }
    process.stdout.write(`${renderStartScreen(facts)}\n`);
    readiness.ready('appliance');
  } catch (error) {
    process.stderr.write(`Reveille cannot start. ${explain(error, settings)}\n`);
    log.area('start')[isOurBug(error) ? 'error' : 'debug']({ err: error }, 'start failed');
    await app?.close().catch(() => undefined);
    log.flush();
    process.exit(EX_UNAVAILABLE);
  }
}

function startFacts(app: NestFastifyApplication, settings: Settings): Parameters<typeof renderStartScreen>[0] {
  const directory = app.get(MachineDirectory);
  const status = app.get(ResponderStatus);
  const interfaces = app.get(Net).interfaces();
  const served = settings.interfaces ?? interfaces.map(({ name }) => name);
  return {
    version: VERSION,
    interfaces,
    // With none up yet every interface of this host is one that may be meant.
    findings: testSurroundings(settings, served.length === 0 ? undefined : served),
    networkOf: (address) => directory.networkOf(address),
    responders: status.all(),
    switchedOff: status.allOff(),
    url: urlOf(settings),
    tftpRoot: settings.tftpRoot,
    token: app.get(AdminToken),
    machineCount: directory.machineCount,
    networkCount: directory.networks().length,
  };
}

/** Where a person on this host reaches the API. */
function urlOf({ httpHost, httpPort, tls }: Settings): string {
  const scheme = tls === undefined ? 'http' : 'https';
  if (httpHost === '0.0.0.0' || httpHost === '::') return `${scheme}://127.0.0.1:${httpPort}`;
  return `${scheme}://${httpHost.includes(':') ? `[${httpHost}]` : httpHost}:${httpPort}`;
}

function explain(error: unknown, settings: Settings): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const where = `${settings.httpHost}:${settings.httpPort}`;
  if (code === 'EADDRINUSE') {
    return `Another program listens on ${where}: stop it, or choose another port with REVEILLE_HTTP_PORT.`;
  }
  if (code === 'EADDRNOTAVAIL') return `No interface has the address ${settings.httpHost}: correct REVEILLE_HTTP_HOST.`;
  if (code === 'EACCES')
    return `Listening on ${where} is not permitted: choose a port from 1024 on with REVEILLE_HTTP_PORT.`;
  return message;
}

/** What the operator can do nothing about is told whole, so that it can be reported. */
function isOurBug(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

/** What nobody caught is our bug, in a state that nobody knows: it is told, whole, and the service manager starts anew. */
function endOnUncaughtErrors(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.area('crash').fatal({ err: error }, 'an error that nobody caught; the appliance ends. Please report it');
    log.flush();
    process.exit(EX_SOFTWARE);
  });
}

/** The first signal stops in order; a second one stops waiting. */
function stopOnSignals(app: NestFastifyApplication, log: Log): void {
  let stoppingSince: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (stoppingSince !== undefined) {
      // Under `npm start` one Ctrl-C arrives twice: from the terminal, and passed on by npm.
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    log.area('stop').info({ signal }, `${signal}: stopping`);
    app.close().then(
      () => {
        log.area('stop').info('stopped');
        log.flush();
        process.exit(0);
      },
      (error: unknown) => {
        log.area('stop').error({ err: error }, 'the stop did not go as it should');
        log.flush();
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await start();
