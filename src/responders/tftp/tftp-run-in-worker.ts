import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TftpHost, TftpRun } from './tftp-host.js';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.js';

/** Compiled next to this file by the build. */
const WORKER_FILE = new URL('./tftp.worker.js', import.meta.url);

/** Heaps of the worker, MiB: transfers keep their bytes outside of them. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64, stackSizeMb: 1 };

/** Pauses before a worker that died is started again, milliseconds: doubled each time, whole again after an hour. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A worker that ran this long had a good start. */
const GOOD_RUN = 60_000;
/** A worker that has not stopped so long after its deadline is ended by force. */
const STOP_GRACE = 2_000;

/** Is there a compiled worker? Not when the sources are run as they are. */
export function hasWorkerFile(file: URL = WORKER_FILE): boolean {
  return existsSync(fileURLToPath(file));
}

/** The engine in a thread of its own, started again when it dies. */
export class TftpRunInWorker implements TftpRun {
  private worker: Worker | undefined;
  private stopping = false;
  private pause = FIRST_PAUSE;
  private restart: NodeJS.Timeout | undefined;

  constructor(
    private readonly setup: WorkerSetup,
    private readonly host: TftpHost,
    private readonly file: URL = WORKER_FILE,
  ) {}

  /** Resolves also when the worker dies at once: it is tried again, and the reports say what is wrong. */
  start(): Promise<void> {
    const startedAt = performance.now();
    const listening = new Set<string>();
    const worker = new Worker(this.file, { workerData: this.setup, resourceLimits: RESOURCE_LIMITS });
    this.worker = worker;
    return new Promise((resolve) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'started') resolve();
        else this.hear(worker, message, listening);
      });
      worker.on('error', (error) => this.host.report(`the TFTP worker failed: ${textOf(error)}`));
      worker.on('exit', (code) => {
        resolve();
        if (this.worker !== worker) return;
        this.worker = undefined;
        if (this.stopping) return;
        if (performance.now() - startedAt > GOOD_RUN) this.pause = FIRST_PAUSE;
        const seconds = this.pause / 1000;
        this.host.report(
          `the TFTP worker ended (exit status ${code}); its transfers are lost, it starts again in ${seconds} s`,
        );
        const why = 'the TFTP worker ended and is being started again';
        for (const interfaceName of listening) this.host.tell({ kind: 'deaf', interfaceName, why });
        this.restart = setTimeout(() => void this.start(), this.pause);
        this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
      });
    });
  }

  async stop(seconds: number): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { worker } = this;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ kind: 'stop', seconds } satisfies ToWorker);
    const force = setTimeout(() => void worker.terminate(), seconds * 1000 + STOP_GRACE);
    await ended;
    clearTimeout(force);
  }

  private hear(worker: Worker, message: FromWorker, listening: Set<string>): void {
    switch (message.kind) {
      case 'question':
        void this.host.admit(message.question).then(
          (admission) =>
            worker.postMessage({ kind: 'admission', number: message.number, admission } satisfies ToWorker),
          (error: unknown) => {
            const refusal = {
              kind: 'refuse',
              reason: 'our-bug',
              code: 0,
              message: 'an error of the boot server',
              problem: textOf(error),
              machine: undefined,
            } as const;
            worker.postMessage({ kind: 'admission', number: message.number, admission: refusal } satisfies ToWorker);
          },
        );
        break;
      case 'event':
        this.host.observe(message.event);
        break;
      case 'listen':
        if (message.line.kind === 'gone') listening.delete(message.line.interfaceName);
        else listening.add(message.line.interfaceName);
        this.host.tell(message.line);
        break;
      case 'report':
        this.host.report(message.sentence);
        break;
      case 'started':
      case 'stopped':
        break;
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
