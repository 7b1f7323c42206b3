import { fail, type Result } from '../../values/result.js';
import type { NetProblem } from '../net.port.js';
import { HostSockets } from './host-sockets.port.js';

const UNSUPPORTED: Result<never, NetProblem> = fail({
  code: 'unsupported',
  sentence: 'the virtual wire has no sockets of the host',
});

/** Beside the virtual wire: a host on which nothing else runs. */
export class NoHostSockets extends HostSockets {
  ask(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  openUdp(): Promise<Result<never, NetProblem>> {
    return Promise.resolve(UNSUPPORTED);
  }

  listenTcp(): Promise<Result<never, NetProblem>> {
    return Promise.resolve(UNSUPPORTED);
  }
}
