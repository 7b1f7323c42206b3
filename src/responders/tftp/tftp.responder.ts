import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import type { AskingClient } from '../../boot-files/asking-client.js';
import { BootFileGate } from '../../boot-files/boot-file-gate.js';
import { TransferCounts } from '../../boot-files/transfer-counts.js';
import { Fetches } from '../../boot-files/fetches/fetches.js';
import { UploadGate } from '../../boot-files/upload-gate.js';
import { Journal } from '../../journal/journal.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import { Net } from '../../net/net.port.js';
import { PacketTap } from '../../net/packet-tap.port.js';
import { Settings } from '../../settings/settings.js';
import type { TftpSettings } from '../../settings/tftp-settings.js';
import type { Instant } from '../../values/instant.js';
import { InterfacePorts } from '../interface-ports.js';
import { ResponderStatus } from '../responder-status.js';
import { ENGINE_LIMITS, type EngineLimits } from './engine-limits.js';
import { RequestIntake } from './request-intake.js';
import type { TftpAdmission, TftpQuestion, UploadAdmission } from './tftp-admission.js';
import { tftpClockOf, type TftpClock } from './tftp-clock.js';
import { TftpEngine } from './tftp-engine.js';
import { tellTftpEvent } from './tftp-event.render.js';
import type { MachineMark, Observe, TftpEvent } from './tftp-event.js';
import type { Transfers } from './transfer-order.js';
import { TftpUploads } from './tftp-uploads.js';
import type { UploadFolders } from './upload-file.js';
import { hasWorkerFile, TransfersInWorker } from './transfers-in-worker.js';

const RESPONDER = 'TFTP';

/** Owns UDP port 69: says who may read what, and has the bytes moved by a thread of its own where it can. */
@Injectable()
export class TftpResponder implements OnApplicationBootstrap {
  readonly counts = new TransferCounts();
  private readonly log: AreaLog;
  private readonly clock: TftpClock;
  /** In this thread; a worker has its own. */
  private engine: TftpEngine | undefined;
  private readonly transfers: Transfers;
  private readonly uploads: TftpUploads;
  private readonly intake: RequestIntake;
  private readonly ports: InterfacePorts;

  constructor(
    net: Net,
    private readonly gate: BootFileGate,
    private readonly fetches: Fetches,
    private readonly uploadGate: UploadGate,
    journal: Journal,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    clock: Clock,
    private readonly tap: PacketTap,
    log: Log,
  ) {
    this.log = log.area('tftp');
    this.clock = tftpClockOf(clock);
    const observe: Observe = (event) => {
      const at = clock.now();
      journal.record(tellTftpEvent(event, at));
      if (event.kind === 'ended') this.told(event, at);
    };
    const port = settings.ports.tftp;
    const { singlePort, rollOver, refusedOptions } = settings.tftp;
    const engine = singlePort ? this.startEngine(net, observe) : undefined;
    this.transfers = engine ?? this.chooseTransfers(net, observe);
    this.uploads = new TftpUploads({
      net,
      clock: this.clock,
      observe,
      folders: uploadFoldersIn(settings.dataDir),
      portRange: settings.tftp.portRange,
      limits: { ...ENGINE_LIMITS, ...limitsOf(settings.tftp) },
    });
    this.intake = new RequestIntake({
      net,
      port,
      admit: (question) => this.admit(question),
      observe,
      transfers: this.transfers,
      admitUpload: (question) => this.admitUpload(question),
      uploads: this.uploads,
      singlePort: engine,
      everybody: { rollOver, refusedOptions },
    });
    const service = {
      responder: RESPONDER,
      where: `UDP ${port}`,
      open: (networkInterface: Parameters<RequestIntake['open']>[0]) => this.intake.open(networkInterface),
    };
    this.ports = new InterfacePorts(net, service, status, this.log);
  }

  onApplicationBootstrap(): void {
    if (this.settings.responders.tftp) this.ports.start();
    else this.status.switchedOff(RESPONDER, 'REVEILLE_TFTP=off');
  }

  /** Transfers and uploads that run at the moment. */
  get running(): number {
    return this.transfers.running + this.uploads.running;
  }

  /** Does something go on in this thread without a packet or a timer? For a world whose time stands still meanwhile. */
  isWaitingForDisk(): boolean {
    return this.intake.isWaiting() || this.engine?.isWaitingForDisk() === true;
  }

  /** No new requests; running transfers get REVEILLE_STOP_SECONDS. */
  async stop(): Promise<void> {
    this.intake.stop();
    // In single-port mode the transfers need the port to their end.
    if (!this.settings.tftp.singlePort) this.ports.stop();
    const { stopSeconds } = this.settings;
    await Promise.all([this.transfers.stop(stopSeconds), this.uploads.stop(stopSeconds)]);
    this.ports.stop();
  }

  /** The virtual wire lives in this thread's memory, so only the real one can be served by another thread. */
  private chooseTransfers(net: Net, observe: Observe): Transfers {
    if (net.kind !== 'virtual') {
      if (hasWorkerFile()) {
        const { portRange } = this.settings.tftp;
        const { interfaces } = this.settings;
        const setup = { interfaces, limits: limitsOf(this.settings.tftp), portRange, tapped: this.tap.wanted };
        return new TransfersInWorker({ setup, observe, report: (sentence) => this.log.warn(sentence), tap: this.tap });
      }
      this.log.info('transfers run in the main thread, because tftp.worker.js is not beside this file (not built)');
    }
    return this.startEngine(net, observe);
  }

  private startEngine(net: Net, observe: Observe): TftpEngine {
    const { portRange } = this.settings.tftp;
    const { clock } = this;
    this.engine = new TftpEngine({ net, clock, observe, limits: limitsOf(this.settings.tftp), portRange });
    return this.engine;
  }

  private told({ outcome, request, bytes, resentBlocks }: Extract<TftpEvent, { kind: 'ended' }>, at: Instant): void {
    this.counts.ended(outcome.kind, bytes, resentBlocks);
    const { served, address, machine } = request;
    if (outcome.kind !== 'complete' || served === undefined) return;
    this.fetches.complete({ name: served, address, machineId: machine?.id, at });
  }

  private admitUpload({ fileName, clientAddress, serverAddress }: TftpQuestion): UploadAdmission {
    const verdict = this.uploadGate.admit({ path: fileName, clientAddress, serverAddress });
    const machine = markOf(verdict);
    if (verdict.kind === 'take') return { kind: 'take', name: verdict.name, maxBytes: verdict.maxBytes, machine };
    return { kind: 'refuse', reason: verdict.reason, ...verdict.tftpError, problem: undefined, machine };
  }

  private async admit({ fileName, clientAddress, serverAddress }: TftpQuestion): Promise<TftpAdmission> {
    const verdict = await this.gate.admit({ path: fileName, clientAddress, serverAddress });
    const machine = markOf(verdict);
    if (verdict.kind === 'serve') {
      const { file, correction } = verdict;
      return { kind: 'serve', file, correction, machine };
    }
    const { reason, tftpError, problem } = verdict;
    return { kind: 'refuse', reason, ...tftpError, problem, machine };
  }
}

/** Uploads are no boot files: they are served to nobody. */
function uploadFoldersIn(dataDir: string): UploadFolders {
  return { finished: join(dataDir, 'tftp-uploads'), growing: join(dataDir, 'tftp-uploads-growing') };
}

function limitsOf({
  transfers,
  transfersPerClient,
  largestWindow,
  mtu,
  spin,
  segmentation,
}: TftpSettings): Partial<EngineLimits> {
  return {
    ...{ all: transfers, perClient: transfersPerClient, largestWindow, mtu, lookAgain: spin },
    largestTrain: segmentation ? Number.POSITIVE_INFINITY : 1,
  };
}

function markOf({
  client: { machine, nic },
}: {
  readonly client: Pick<AskingClient, 'machine' | 'nic'>;
}): MachineMark | undefined {
  return machine && { id: machine.id, hostname: machine.hostname, mac: nic?.mac };
}
