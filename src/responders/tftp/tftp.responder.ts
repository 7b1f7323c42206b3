import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { BootFileGate, type BootFileVerdict } from '../../boot-files/boot-file-gate.js';
import { Journal } from '../../journal/journal.port.js';
import { Log, type AreaLog } from '../../logging/log.js';
import { Net } from '../../net/net.port.js';
import { Settings } from '../../settings/settings.js';
import { ResponderStatus } from '../responder-status.js';
import type { MachineMark, TftpAdmission, TftpQuestion } from './tftp-admission.js';
import { tellTftpEvent } from './tftp-event.render.js';
import type { TftpHost, TftpRun } from './tftp-host.js';
import { TftpRunHere } from './tftp-run-here.js';
import { hasWorkerFile, TftpRunInWorker } from './tftp-run-in-worker.js';
import type { ListenLine } from './tftp-wire.js';

const RESPONDER = 'TFTP';

/** Owns UDP port 69: says who may read what, and has an engine move the bytes, in a thread of its own where it can. */
@Injectable()
export class TftpResponder implements OnApplicationBootstrap {
  private readonly log: AreaLog;
  private run: TftpRun | undefined;

  constructor(
    private readonly net: Net,
    private readonly gate: BootFileGate,
    private readonly journal: Journal,
    private readonly settings: Settings,
    private readonly status: ResponderStatus,
    log: Log,
  ) {
    this.log = log.area('tftp');
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.responders.tftp) {
      this.status.switchedOff(RESPONDER, 'REVEILLE_TFTP=off');
      return;
    }
    this.run = this.chooseRun();
    await this.run.start();
  }

  /** No new requests; running transfers get REVEILLE_STOP_SECONDS. */
  async stop(): Promise<void> {
    await this.run?.stop(this.settings.stopSeconds);
    this.run = undefined;
  }

  /** The virtual wire lives in this thread's memory, so only the real one can be served by another thread. */
  private chooseRun(): TftpRun {
    const { interfaces, ports } = this.settings;
    const host: TftpHost = {
      admit: (question) => this.admit(question),
      observe: (event) => this.journal.record(tellTftpEvent(event, Date.now())),
      tell: (line) => this.tell(line),
      report: (sentence) => this.log.warn(sentence),
    };
    if (this.net.kind === 'virtual') return new TftpRunHere(this.net, ports.tftp, host);
    if (hasWorkerFile()) return new TftpRunInWorker({ interfaces, port: ports.tftp }, host);
    this.log.info('TFTP runs in the main thread, because tftp.worker.js is not beside this file (not built)');
    return new TftpRunHere(this.net, ports.tftp, host);
  }

  private async admit({ fileName, clientAddress, interfaceName }: TftpQuestion): Promise<TftpAdmission> {
    const verdict = await this.gate.admit({ protocol: 'tftp', path: fileName, clientAddress, interfaceName });
    const machine = markOf(verdict);
    if (verdict.kind === 'serve') return { kind: 'serve', file: verdict.file, machine };
    const { reason, tftpError, problem } = verdict;
    return { kind: 'refuse', reason, ...tftpError, problem, machine };
  }

  private tell(line: ListenLine): void {
    const { interfaceName } = line;
    const where = `UDP ${this.settings.ports.tftp}`;
    if (line.kind === 'gone') {
      this.status.remove(RESPONDER, interfaceName);
      this.log.info({ interface: interfaceName }, `${RESPONDER}: the interface is gone`);
    } else if (line.kind === 'listening') {
      this.status.set({ responder: RESPONDER, where, interface: interfaceName, up: true });
      this.log.debug({ interface: interfaceName }, `${RESPONDER} listens on ${where}`);
    } else {
      this.status.set({ responder: RESPONDER, where, interface: interfaceName, up: false, note: line.why });
      this.log.warn({ interface: interfaceName }, `${RESPONDER} does not listen: ${line.why}`);
    }
  }
}

function markOf({ asker }: BootFileVerdict): MachineMark | undefined {
  if (asker === undefined) return undefined;
  const { machine, nic } = asker;
  return { id: machine.id, hostname: machine.hostname, mac: nic.mac };
}
