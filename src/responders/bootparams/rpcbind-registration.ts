import type { AreaLog } from '../../logging/log.js';
import type { AnswersFrom, HostSockets } from '../../net/host/host-sockets.port.js';
import { decodeDone, encodeIndirectCall, encodePortMapping, PORTMAP_UDP } from '../../wire/sunrpc/portmap.codec.js';
import { encodeRpcCall } from '../../wire/sunrpc/rpc-call.codec.js';
import { BOOTPARAM, PORTMAP } from '../../wire/sunrpc/rpc-program.table.js';
import { decodeRpcReply } from '../../wire/sunrpc/rpc-reply.codec.js';

const ANSWER_WITHIN_MS = 1_000;
/** rpcbind forgets its list when it is started anew; saying the same again does no harm. */
const SAY_AGAIN_MS = 60_000;

/** Our entry in the list of the rpcbind that runs on this host. */
export class RpcbindRegistration {
  private timer: NodeJS.Timeout | undefined;
  private transactionId = 1;
  private refusedLast = false;

  constructor(
    private readonly host: HostSockets,
    private readonly portmapPort: number,
    private readonly bootparamsPort: number,
    private readonly log: AreaLog,
  ) {}

  /** Does a port mapper answer on this host? */
  async isThere(): Promise<boolean> {
    return (await this.call(PORTMAP.procedures.null, Buffer.alloc(0))) !== undefined;
  }

  /** Enters our program, in the place of an entry that a killed process left behind, and keeps it there. */
  async start(): Promise<void> {
    await this.change(PORTMAP.procedures.unset);
    await this.register();
    this.timer = setInterval(() => void this.register(), SAY_AGAIN_MS);
    this.timer.unref();
  }

  /** Does it hand broadcast questions (CALLIT) on to us? Newer ones do so only when they were started with -r. */
  async passesQuestionsOn(): Promise<boolean> {
    const { program, version, procedures } = BOOTPARAM;
    const question = { program, version, procedure: procedures.null, arguments: Buffer.alloc(0) };
    return (await this.call(PORTMAP.procedures.callit, encodeIndirectCall(question), 'any-port')) !== undefined;
  }

  /** Takes the entry out. */
  async stop(): Promise<void> {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    await this.change(PORTMAP.procedures.unset);
  }

  private async register(): Promise<void> {
    const done = await this.change(PORTMAP.procedures.set);
    if (!done && !this.refusedLast) {
      this.log.warn(
        `the rpcbind of this host does not take our entry (program ${BOOTPARAM.program}), so bootparams clients do not find us; ` +
          'is another bootparamd registered (rpcinfo -p), or are we not root?',
      );
    }
    this.refusedLast = !done;
  }

  private async change(procedure: number): Promise<boolean> {
    const { program, version } = BOOTPARAM;
    const results = await this.call(
      procedure,
      encodePortMapping({ program, version, protocol: PORTMAP_UDP, port: this.bootparamsPort }),
    );
    const done = results === undefined ? undefined : decodeDone(results);
    return done?.ok === true && done.value;
  }

  /** The results of a procedure of the port mapper; undefined when it does not answer or refuses. */
  private async call(procedure: number, args: Buffer, answersFrom?: AnswersFrom): Promise<Buffer | undefined> {
    const transactionId = this.transactionId++;
    const { program, version } = PORTMAP;
    const question = encodeRpcCall({ transactionId, program, version, procedure, arguments: args });
    const answer = await this.host.ask(this.portmapPort, question, ANSWER_WITHIN_MS, answersFrom);
    const reply = answer === undefined ? undefined : decodeRpcReply(answer);
    if (reply?.ok !== true || reply.value.transactionId !== transactionId) return undefined;
    return reply.value.outcome.status === 'success' ? reply.value.outcome.results : undefined;
  }
}
