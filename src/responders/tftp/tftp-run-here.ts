import type { Net } from '../../net/net.port.js';
import { systemClock } from './tftp-clock.js';
import { TftpEngine } from './tftp-engine.js';
import type { TftpHost, TftpRun } from './tftp-host.js';

/** The engine in the thread of everything else: on the virtual wire, and where there is no compiled worker. */
export class TftpRunHere implements TftpRun {
  private readonly engine: TftpEngine;

  constructor(net: Net, port: number, { admit, observe, tell }: TftpHost) {
    this.engine = new TftpEngine({ net, port, clock: systemClock, admit, observe, tell });
  }

  start(): Promise<void> {
    this.engine.start();
    return Promise.resolve();
  }

  stop(seconds: number): Promise<void> {
    return this.engine.stop(seconds);
  }
}
