import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BenchProblem } from './bench-problem.mjs';
import { DATA } from './folders.mjs';
import { processTree } from './measure/process-tree.mjs';
import { SERVER_NAMESPACE, inNamespace } from './namespaces.mjs';

/** How long a server has to end by itself after SIGTERM, in milliseconds. */
const MOST_STOP_MS = 20_000;
const LOG_TAIL = 2_000;

/** One server under test, in a folder of its own that goes when it stops. */
export class RunningServer {
  static running = new Set();

  /** Makes a new folder ready for the server; nothing runs yet. */
  static async prepare(server, population) {
    const folder = mkdtempSync(join(DATA, `run-${server.name}-`));
    chmodSync(folder, 0o755);
    const prepared = new RunningServer(server, folder);
    RunningServer.running.add(prepared);
    await server.prepare(folder, population);
    return prepared;
  }

  constructor(server, folder) {
    this.server = server;
    this.folder = folder;
    this.logFile = join(folder, 'server.log');
    this.over = new AbortController();
  }

  /** Starts it; returns the moment before, in nanoseconds of the monotonic clock. `cpu`: the only one it may use. */
  start(cpu, extraEnvironment = {}) {
    const { command, environment, cwd } = this.server.command(this.folder);
    const pinned = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
    const [program, ...words] = inNamespace(SERVER_NAMESPACE, pinned);
    const log = openSync(this.logFile, 'w');
    const env = { ...process.env, ...environment, ...extraEnvironment };
    const before = process.hrtime.bigint();
    this.child = spawn(program, words, { env, cwd, stdio: ['ignore', log, log] });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.child.once('error', resolve);
      this.child.once('exit', resolve);
    }).then(() => this.over.abort());
    return before;
  }

  get pid() {
    return this.child.pid;
  }

  /** Aborts when the server has ended. */
  get end() {
    return this.over.signal;
  }

  /** Throws when the server has ended by itself. */
  checkAlive() {
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined) return;
    throw this.problem(`ended by itself (${this.child.exitCode ?? this.child.signalCode ?? 'not started'})`);
  }

  /** An error about this server, with the end of its log. */
  problem(what) {
    return new BenchProblem(`${this.server.name} ${what}. The end of its log:\n${this.logTail()}`);
  }

  logTail() {
    try {
      return readFileSync(this.logFile, 'utf8').slice(-LOG_TAIL);
    } catch {
      return '(none)';
    }
  }

  /** Ends it, by its signal and, after a while, by force; removes its folder. */
  async stop() {
    if (this.child?.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      const tree = processTree(this.child.pid);
      this.child.kill(this.server.stopSignal ?? 'SIGTERM');
      const patience = setTimeout(() => tree.forEach(endNow), MOST_STOP_MS);
      await this.ended;
      clearTimeout(patience);
    }
    rmSync(this.folder, { recursive: true, force: true });
    RunningServer.running.delete(this);
  }

  static async stopAll() {
    for (const running of RunningServer.running) await running.stop();
  }
}

function endNow(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}
