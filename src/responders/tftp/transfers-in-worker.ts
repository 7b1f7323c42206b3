import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PacketTap } from '../../net/packet-tap.port.js';
import type { Observe, TftpClient } from './tftp-event.js';
import type { TransferOrder, Transfers } from './transfer-order.js';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.js';

/** Compiled next to this file by the build. */
const WORKER_FILE = new URL('./tftp.worker.js', import.meta.url);

/** Heaps of the worker, MiB: the bytes of files lie outside of them, so small ones do (docs/decisions/0005). */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64, stackSizeMb: 1 };

/** A worker without transfers is ended after this time and gives its memory back, milliseconds. */
const IDLE_TIME = 120_000;
/** After a worker died, orders are refused for a moment, milliseconds; doubled while they die young. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** A worker that ran so long had a good start. */
const GOOD_RUN = 60_000;
/** A worker that has not ended so long after its deadline is ended by force. */
const STOP_GRACE = 2_000;

export interface TransfersInWorkerOptions {
  readonly setup: WorkerSetup;
  readonly observe: Observe;
  /** A sentence for the operator. */
  readonly report: (sentence: string) => void;
  /** Hears what the worker's transfers begin with. */
  readonly tap?: Pick<PacketTap, 'relay'>;
  readonly file?: URL;
  readonly idleTime?: number;
}

/** Is there a compiled worker? Not when the sources are run as they are. */
export function hasWorkerFile(): boolean {
  return existsSync(fileURLToPath(WORKER_FILE));
}

/** Transfers in a thread of its own, started with the first one, ended when there is nothing to do for a while. */
export class TransfersInWorker implements Transfers {
  private worker: Worker | undefined;
  private startedAt = 0;
  private notBefore = 0;
  private pause = FIRST_PAUSE;
  private orders = 0;
  private served = 0;
  private stopped = false;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(private readonly options: TransfersInWorkerOptions) {}

  begin(order: TransferOrder): void {
    if (this.stopped) return;
    clearTimeout(this.idleTimer);
    if (this.worker === undefined) {
      if (performance.now() < this.notBefore) {
        const problem = 'the thread for transfers has just died; the client asks again';
        this.options.observe({ kind: 'refused', request: order.request, reason: 'our-bug', problem, error: undefined });
        return;
      }
      this.worker = this.start();
    }
    this.tell(this.worker, { kind: 'begin', number: this.orders++, order });
  }

  askedAnew(client: TftpClient): void {
    if (this.worker !== undefined) this.tell(this.worker, { kind: 'asked-anew', client });
  }

  async stop(seconds: number): Promise<void> {
    this.stopped = true;
    clearTimeout(this.idleTimer);
    if (this.worker !== undefined) await this.end(this.worker, seconds);
  }

  get running(): number {
    return this.served;
  }

  /** Does a thread run at the moment? */
  get alive(): boolean {
    return this.worker !== undefined;
  }

  private start(): Worker {
    const worker = new Worker(this.options.file ?? WORKER_FILE, {
      workerData: this.options.setup,
      resourceLimits: RESOURCE_LIMITS,
    });
    this.startedAt = performance.now();
    worker.on('message', (message: FromWorker) => this.hear(worker, message));
    worker.on('error', (error) =>
      this.options.report(
        `the TFTP worker failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
    );
    worker.on('exit', (code) => this.died(worker, code));
    return worker;
  }

  private hear(worker: Worker, message: FromWorker): void {
    switch (message.kind) {
      case 'event':
        if (message.event.kind === 'serving') this.served += 1;
        if (message.event.kind === 'ended') this.served -= 1;
        this.options.observe(message.event);
        break;
      case 'packets':
        for (const packet of message.packets) this.options.tap?.relay(packet);
        break;
      case 'report':
        this.options.report(message.sentence);
        break;
      case 'idle':
        // An order that was sent meanwhile has not been heard yet: there is something to do.
        if (this.worker !== worker || message.after !== this.orders - 1) break;
        clearTimeout(this.idleTimer);
        this.idleTimer = setTimeout(() => {
          this.worker = undefined;
          void this.end(worker, 0);
        }, this.options.idleTime ?? IDLE_TIME).unref();
        break;
    }
  }

  private died(worker: Worker, code: number): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.served = 0;
    if (this.stopped) return;
    const now = performance.now();
    this.pause = now - this.startedAt > GOOD_RUN ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, this.pause * 2);
    this.notBefore = now + this.pause;
    this.options.report(
      `the TFTP worker ended (exit status ${code}) and its transfers with it; the next request after ${this.pause / 1000} s starts another`,
    );
  }

  private async end(worker: Worker, seconds: number): Promise<void> {
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.tell(worker, { kind: 'stop', seconds });
    const force = setTimeout(() => void worker.terminate(), seconds * 1000 + STOP_GRACE);
    await ended;
    clearTimeout(force);
  }

  private tell(worker: Worker, message: ToWorker): void {
    worker.postMessage(message);
  }
}
