import 'reflect-metadata';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Leases } from './addressing/leases.service.js';
import { installApi } from './api/install-api.js';
import { SERVER_OPTIONS } from './api/server-options.js';
import { AppModule } from './app.module.js';
import { VirtualClock } from './clock/virtual-clock.adapter.js';
import { InMemoryDirectory } from './inventory/in-memory-directory.js';
import { Journal } from './journal/journal.port.js';
import { renderSentence } from './journal/sentence.render.js';
import { Log } from './logging/log.js';
import type { InterfaceAddress } from './net/net.port.js';
import { VirtualNet } from './net/virtual/virtual-net.js';
import { VirtualWire } from './net/virtual/virtual-wire.js';
import { CapturePlayer } from './replay/capture-player.js';
import { chooseAddresses } from './replay/choose-addresses.js';
import { judgeReplay } from './replay/judge-replay.js';
import { fillInventory, type InventoryDump } from './replay/fill-inventory.js';
import type { ReplayReport } from './replay/replay-report.js';
import { TftpResponder } from './responders/tftp/tftp.responder.js';
import { readSettings } from './settings/read-settings.js';
import type { Settings } from './settings/settings.js';
import { formatInstant } from './values/instant.js';
import { formatMacAddress, type MacAddress } from './values/mac-address.js';
import { fail, ok, type Result } from './values/result.js';
import { readCapture } from './wire/pcap/read-capture.js';

/** Locally administered; no card has it. */
const REPLAY_MAC = 0x02_52_45_56_45_49 as MacAddress;
/** Opens a REST API that nobody can reach. */
const TOKEN = 'only-inside-a-replay';

export interface ReplayQuestion {
  /** A pcap, pcapng or snoop file. */
  readonly capture: Buffer;
  readonly inventory: InventoryDump;
  /** Where boot files lie; undefined: there are none. */
  readonly tftpRoot: string | undefined;
  /** The appliance's own; none: chosen in each network of the inventory. */
  readonly addresses: readonly InterfaceAddress[];
  readonly mac: MacAddress | undefined;
}

/**
 * Plays a capture to a whole appliance, every module of it, on a virtual wire and a virtual clock, with a database that
 * is thrown away. Nothing of this host is touched or asked; the same question has the same answer.
 */
export async function replayCapture(question: ReplayQuestion): Promise<Result<ReplayReport>> {
  const capture = readCapture(question.capture);
  if (!capture.ok) return capture;
  const folder = await mkdtemp(join(tmpdir(), 'reveille-replay-'));
  try {
    const settings = await settingsIn(folder, question.tftpRoot);
    const clock = new VirtualClock(Number((capture.value.frames[0]?.atNanoseconds ?? 0n) / 1_000_000n));
    const net = new VirtualNet();
    const app = await startIn(clock, net, settings);
    try {
      const filled = await fillInventory(app, TOKEN, question.inventory);
      if (!filled.ok) return filled;
      const directory = app.get(InMemoryDirectory, { strict: false });
      const wire = new VirtualWire({ manual: true });
      const chosen = chooseAddresses(
        directory.networks().map(({ cidr }) => cidr),
        (address) => directory.byIp(address),
      );
      const addresses = question.addresses.length > 0 ? question.addresses : chosen;
      const own = net.addInterface(wire, { name: 'replay', mac: question.mac ?? REPLAY_MAC, addresses });
      const leases = app.get(Leases, { strict: false });
      const tftp = app.get(TftpResponder, { strict: false });
      const settle = async (): Promise<void> => {
        do {
          wire.run();
          await leases.finish();
          await new Promise(setImmediate);
        } while (tftp.isWaitingForDisk());
      };
      const player = new CapturePlayer({ clock, wire, net, interface: own, settle });
      app.get(Journal, { strict: false }).hear((event) => player.hear(event));
      await player.play(capture.value);
      const { answers, leftOut, events } = player;
      return ok({
        frames: capture.value.frames.length,
        leftOut,
        problem: capture.value.problem,
        events: events.map(({ frame, event }) => ({
          frame,
          at: formatInstant(event.at),
          mac: event.mac === undefined ? undefined : formatMacAddress(event.mac),
          sentence: renderSentence(event),
        })),
        answers: [...answers],
        verdicts: judgeReplay(
          events.map(({ event }) => event),
          directory,
          clock.now(),
          // Where we have a part in the capture the machine had our answers.
          !leftOut.some(({ kind }) => kind === 'own'),
        ),
      });
    } finally {
      await app.close();
    }
  } catch (error) {
    return fail((error as Error).message);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function settingsIn(folder: string, tftpRoot: string | undefined): Promise<Settings> {
  const root = tftpRoot ?? join(folder, 'tftpboot');
  await mkdir(root, { recursive: true });
  const settings = readSettings({
    REVEILLE_DATA_DIR: join(folder, 'data'),
    REVEILLE_TFTP_ROOT: root,
    REVEILLE_ADMIN_TOKEN: TOKEN,
    REVEILLE_LOG: 'silent',
    REVEILLE_SYSTEM_LOADERS: 'off',
    REVEILLE_CAPTURE_MIB: '0',
    // Nobody waits for transfers that a capture broke off.
    REVEILLE_STOP_SECONDS: '0',
  });
  if (!settings.ok)
    throw new Error(settings.error.map(({ variable, allowed }) => `${variable}: ${allowed}`).join('; '));
  return settings.value;
}

async function startIn(clock: VirtualClock, net: VirtualNet, settings: Settings): Promise<NestFastifyApplication> {
  const log = new Log(settings.log, { write: () => undefined });
  const surroundings = { clock, net: { open: () => net } };
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.within(surroundings, settings, log),
    new FastifyAdapter(SERVER_OPTIONS),
    { logger: false, abortOnError: false },
  );
  await installApi(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
